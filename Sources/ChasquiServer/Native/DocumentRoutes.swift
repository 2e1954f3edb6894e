private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Text

/// `/v1/documents`: documents that are translated in the background.
struct DocumentRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.post("/v1/documents") { request, context in try await submit(request, context) }
    router.get("/v1/documents") { _, context in try await list(context) }
    router.get("/v1/documents/{id}") { _, context in try await status(context) }
    router.get("/v1/documents/{id}/result") { _, context in try await result(context) }
    router.delete("/v1/documents/{id}") { _, context in try await remove(context) }
  }

  private struct Documents: Encodable {
    var documents: [JobDescription]
  }

  private func submit(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    guard services.configuration.files else {
      throw ServiceError.forbidden("This server takes no documents.")
    }
    let caller = try await services.enter(context, scope: .translate)
    let body = try await FormBody(request, limit: services.configuration.maximumUploadBytes)
    guard let file = body.file("file") else {
      throw ServiceError.invalid(field: "file", "Send the document as the file of multipart/form-data.")
    }
    guard let target = try body.text("target") else {
      throw ServiceError.invalid(field: "target", "This field is missing.")
    }
    let wanted = try body.text("source") ?? "auto"
    let glossaries = try body.texts("glossaries")?.flatMap { $0.split(separator: ",").map(String.init) }
    try await services.checkGlossaries(glossaries ?? [], context)
    let receipt = try await services.submit(
      JobRequest(
        name: file.filename, source: wanted == "auto" ? nil : wanted, target: target,
        options: JobOptions(
          format: try body.text("format"), glossaries: glossaries ?? services.configuration.glossaries,
          convention: try body.text("convention").map { name throws(ServiceError) in
            try services.convention(name, target: TranslateRequest.language(target, field: "target")).name
          }),
        upload: Array(file.bytes.readableBytesView)),
      by: caller)
    var response = Response.json(receipt.job, status: .accepted)
    response.headers[.location] = "/v1/documents/\(receipt.job.id)"
    return response
  }

  private func list(_ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .translate)
    return Response.json(
      Documents(documents: try await services.storage.run { try services.jobs.store.jobs(of: caller) }))
  }

  private func status(_ context: ServerRequestContext) async throws -> Response {
    let (caller, id) = try await entering(context)
    return Response.json(try await services.storage.run { try services.jobs.store.job(id, for: caller) })
  }

  private func result(_ context: ServerRequestContext) async throws -> Response {
    let (caller, id) = try await entering(context)
    let (job, bytes) = try await services.storage.run {
      (try services.jobs.store.job(id, for: caller), try services.jobs.store.result(of: id, for: caller))
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: services.mediaType(of: job),
        .contentDisposition: ContentDisposition.attachment(job.name),
        // A document may hold scripts; nothing of this server's is to be within their reach.
        .contentSecurityPolicy: "sandbox",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func remove(_ context: ServerRequestContext) async throws -> Response {
    let (caller, id) = try await entering(context)
    try await services.jobs.remove(id, for: caller)
    return Response(status: .noContent)
  }

  private func entering(_ context: ServerRequestContext) async throws -> (Caller, String) {
    (try await services.enter(context, scope: .translate), try context.parameters.require("id"))
  }
}
