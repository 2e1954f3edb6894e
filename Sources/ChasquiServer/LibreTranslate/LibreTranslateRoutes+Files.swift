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
    group.get("/download_file/:name") { _, context in try await download(context) }
  }

  /// Bytes beside the file in a body.
  private static let overhead = 1 << 20
  /// A file takes longer than a text, and whoever sent it waits.
  private static let patience = Duration.seconds(1800)

  private func translateFile(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    guard services.configuration.files else {
      throw ServiceError.forbidden("Files are not translated on this server.")
    }
    let form = try await FormBody(
      request, limit: services.configuration.maximumUploadBytes + Self.overhead)
    let caller = try await services.enter(context, form: form, scope: .translate)
    guard let file = form.file("file") else { throw LibreTranslateDialect.missing("file") }
    let codes = try LibreTranslateRequest.codes(form)
    guard file.bytes.readableBytes <= services.configuration.maximumUploadBytes else {
      throw ServiceError.payloadTooLarge(limit: services.configuration.maximumUploadBytes)
    }
    guard let ending = Self.ending(file.filename), FileTranslation.extensions.contains(ending) else {
      throw ServiceError.invalid(field: nil, "Invalid request: file format not supported")
    }
    let languages = try LibreTranslateRequest.languages(codes, services.registry.current)
    guard let text = String(validating: file.bytes.readableBytesView, as: UTF8.self) else {
      throw ServiceError.invalid(field: "file", "The file is not UTF-8.")
    }
    try await services.charge(text.unicodeScalars.count, to: caller)
    var limits = services.limits(context)
    limits.deadline = context.arrival + Self.patience
    let translation = FileTranslation(
      services: services, source: languages.source, target: languages.target, limits: limits)
    let result = try await services.translation.gate.admit { try await translation.translate(text) }
    let name = file.filename.dropLast(ending.count) + "_\(languages.target.bcp47)\(ending)"
    let kept = try await services.storage.run { try files.keep(Array(result.utf8), name: String(name)) }
    return Response.json(Translated(translatedFileUrl: "\(base(request))/download_file/\(kept)"))
  }

  private func download(_ context: ServerRequestContext) async throws -> Response {
    let name = try context.parameters.require("name")
    guard let bytes = try await services.storage.run({ files.bytes(name) }) else {
      throw ServiceError.notFound("There is no file of this name any more. Translate it again.")
    }
    // Without the part that nobody can guess.
    let filename = name.dropFirst(33)
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(filename)\"",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// The ending of a name, with its dot and in lower case.
  private static func ending(_ filename: String) -> String? {
    filename.lastIndex(of: ".").map { filename[$0...].lowercased() }
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
