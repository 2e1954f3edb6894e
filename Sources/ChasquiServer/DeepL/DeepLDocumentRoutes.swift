private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
private import Text

/// `/v2/document`: documents that are translated in the background, by the same jobs as those of the native API.
struct DeepLDocumentRoutes: Sendable {
  let services: Services
  let desk: GlossaryDesk?

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.post("/document") { request, context in try await upload(request, context) }
    for method in [HTTPRequest.Method.get, .post] {
      group.on("/document/{id}", method: method) { request, context in try await status(request, context) }
      group.on("/document/{id}/result", method: method) { request, context in
        try await result(request, context)
      }
    }
  }

  private struct Receipt: Encodable {
    var id: String
    var key: String

    private enum CodingKeys: String, CodingKey {
      case id = "document_id"
      case key = "document_key"
    }
  }

  private struct Status: Encodable {
    var id: String
    var status: String
    var secondsRemaining: Int?
    var billedCharacters: Int?
    var problem: String?

    private enum CodingKeys: String, CodingKey {
      case id = "document_id"
      case status
      case secondsRemaining = "seconds_remaining"
      case billedCharacters = "billed_characters"
      case problem = "error_message"
    }

    init(_ job: JobDescription, now: Date = Date()) {
      id = job.id.description
      switch job.state {
      // Clients know four words, and ask on for ever at any other.
      case .queued: status = "queued"
      case .translating: status = "translating"
      case .done: status = "done"
      case .failed, .cancelled: status = "error"
      }
      if job.state == .done { billedCharacters = job.characters }
      if status == "error" { problem = job.problem ?? "The translation was cancelled." }
      if !job.state.isFinal {
        let passed = now.timeIntervalSince(job.created)
        let rest = job.progress > 0 ? passed * (1 - job.progress) / job.progress : 5
        secondsRemaining = Int(min(max(1, rest), 86_400))
      }
    }
  }

  private func upload(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    guard services.configuration.files else {
      throw ServiceError.notFound("Not found: this server takes no documents.")
    }
    let caller = try await services.enter(context, scope: .translate)
    let body = try await FormBody(request, limit: services.configuration.maximumUploadBytes)
    guard let file = body.file("file") else {
      throw ServiceError.invalid(field: "file", "Invalid file data: there is no file.")
    }
    let wanted = try DeepLTranslateRequest(body, texts: [])
    let name = try body.text("filename").flatMap { $0.isEmpty ? nil : $0 } ?? file.filename
    try Self.checkOutput(try body.text("output_format"), of: name)
    let request = JobRequest(
      name: name, source: wanted.source?.bcp47, target: wanted.target.bcp47,
      options: JobOptions(
        glossaries: try await services.glossaries(wanted, desk),
        others: [DocumentTranslation.sameLanguage: "refused"]),
      upload: Array(file.bytes.readableBytesView))
    do {
      let receipt = try await services.submit(request, by: caller)
      return Response.json(Receipt(id: receipt.job.id.description, key: receipt.documentKey))
    } catch ServiceError.unsupportedMediaType(let text) {
      throw ServiceError.invalid(field: "file", text)
    }
  }

  /// A document comes back in the format in which it was sent.
  private static func checkOutput(_ format: String?, of name: String) throws(ServiceError) {
    guard let format, !format.isEmpty else { return }
    guard name.lowercased().hasSuffix(".\(format.lowercased())") else {
      throw .invalid(field: "output_format", "A document is given back in the format in which it was sent.")
    }
  }

  private func status(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let (caller, id, key) = try await entering(request, context)
    let job = try await services.storage.run {
      try services.jobs.store.job(id, for: caller, documentKey: key)
    }
    return Response.json(Status(job))
  }

  private func result(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let (caller, id, key) = try await entering(request, context)
    let (job, bytes) = try await services.storage.run {
      let job = try services.jobs.store.job(id, for: caller, documentKey: key)
      switch job.state {
      case .queued, .translating:
        throw ServiceError.storageUnavailable("Document translation is not done.")
      case .failed, .cancelled: throw ServiceError.notFound("There is no translation of this document.")
      case .done: break
      }
      return (job, try services.jobs.store.result(of: id, for: caller, documentKey: key))
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: services.mediaType(of: job),
        .contentDisposition: ContentDisposition.attachment(job.name),
        .contentSecurityPolicy: "sandbox",
      ],
      body: ResponseBody(contentLength: bytes.count) { writer in
        try await writer.write(ByteBuffer(bytes: bytes))
        try await writer.finish(nil)
        // A document is fetched once; one that did not arrive can be fetched again.
        try? await services.jobs.remove(id, for: caller, documentKey: key)
      })
  }

  private func entering(_ request: Request, _ context: ServerRequestContext) async throws
    -> (caller: Caller, id: String, key: String)
  {
    let body = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    let caller = try await services.enter(context, scope: .translate)
    return (caller, try context.parameters.require("id"), try body.required("document_key"))
  }
}
