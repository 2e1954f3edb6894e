internal import Documents
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Text

extension LibreTranslateRoutes {
  private struct Translated: Encodable {
    var translatedFileUrl: String
  }

  func addFiles(to group: some RouterMethods<ServerRequestContext>) {
    group.post("/translate_file") { request, context in try await translateFile(request, context) }
    group.get("/download_file/{name}") { _, context in try await download(context) }
  }

  /// Bytes beside the file in a body.
  private static let overhead = 1 << 20
  /// How often a job is looked at while its sender waits.
  private static let pause = Duration.milliseconds(50)

  /// A job as for `/v1/documents`, but the sender waits for it; the result is kept as long as that of any job.
  private func translateFile(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    guard services.configuration.files else {
      throw ServiceError.forbidden("Files are not translated on this server.")
    }
    let form = try await FormBody(
      request, limit: services.configuration.maximumUploadBytes + Self.overhead)
    let caller = try await services.enter(context, form: form, scope: .translate)
    guard let file = form.file("file") else { throw LibreTranslateDialect.missing("file") }
    let codes = try LibreTranslateRequest.codes(form)
    guard DocumentFormat.fileEndings.contains(where: file.filename.lowercased().hasSuffix) else {
      throw ServiceError.invalid(field: nil, "Invalid request: file format not supported")
    }
    let languages = try LibreTranslateRequest.languages(codes, services.registry.current)
    try LibreTranslateRequest.checkRoute(languages, services.registry.current)
    let receipt = try await services.submit(
      JobRequest(
        name: file.filename, source: languages.source?.bcp47, target: languages.target.bcp47,
        options: JobOptions(glossaries: services.configuration.glossaries),
        upload: Array(file.bytes.readableBytesView)),
      by: caller)
    try await finish(receipt.job, for: caller, context)
    // Whoever has the whole name may fetch the file, with a key or without.
    let name = "\(receipt.job.id)\(receipt.documentKey).\(Self.harmless(file.filename, languages.target))"
    return Response.json(Translated(translatedFileUrl: "\(base(request))/download_file/\(name)"))
  }

  /// Waits until a job is done; removes it if its sender goes.
  private func finish(_ job: JobDescription, for caller: Caller, _ context: ServerRequestContext)
    async throws
  {
    let id = "\(job.id)"
    let cancellation = Cancellation()
    func look() async throws {
      while true {
        if cancellation.isCancelled {
          try await services.jobs.remove(id, for: caller)
          throw ServiceError.cancelled
        }
        let job = try await services.storage.run { try services.jobs.store.job(id, for: caller) }
        switch job.state {
        case .done: return
        case .failed, .cancelled:
          throw ServiceError.invalid(field: "file", job.problem ?? "It could not be translated.")
        default: try await Task.sleep(for: Self.pause)
        }
      }
    }
    guard let connection = context.connection else { return try await look() }
    try await connection.watching(cancellation) { try await look() }
  }

  private func download(_ context: ServerRequestContext) async throws -> Response {
    let name = try context.parameters.require("name")
    let key = name.prefix { $0 != "." }
    // The key of the document stands for that of its owner.
    let holder = Caller(keyID: nil, name: "", scopes: [.admin], limits: CallerLimits())
    let result = try await services.storage.run {
      try services.jobs.store.result(
        of: String(key.prefix(JobID.digitCount)), for: holder,
        documentKey: String(key.dropFirst(JobID.digitCount)))
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream", .cacheControl: "no-store",
        .contentDisposition: ContentDisposition.attachment(String(name.dropFirst(key.count + 1))),
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: result)))
  }

  /// `notice.txt` as `notice_es.txt`, without what would have to be escaped in an address.
  private static func harmless(_ filename: String, _ target: LanguageTag) -> String {
    let dot = filename.lastIndex(of: ".") ?? filename.endIndex
    let name = "\(filename[..<dot].suffix(80))_\(target.bcp47)\(filename[dot...])"
    return String(
      name.unicodeScalars.map { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".": Character(scalar)
        default: "_"
        }
      })
  }

  /// Where the client reaches this server.
  private func base(_ request: Request) -> String {
    if let url = services.configuration.publicURL {
      return url.hasSuffix("/") ? String(url.dropLast()) : url
    }
    guard let authority = request.head.authority else { return services.configuration.localURL }
    return "\(services.configuration.certificate == nil ? "http" : "https")://\(authority)"
  }
}

extension DocumentFormat {
  /// The endings of the names of files that can be translated, with their dots.
  static var fileEndings: [String] { allCases.flatMap(\.fileExtensions).map { ".\($0)" } }
}
