internal import HTTPTypes
internal import Hummingbird

/// Errors as Apertium's APy writes them.
struct ApertiumDialect: ReplyDialect {
  private struct Problem: Encodable {
    var status = "error"
    var code: Int
    var message: String
    var explanation: String
  }

  func response(to error: ServiceError, requestID: String) -> Response {
    let status = HTTPResponse.Status(code: error.status)
    let message = status.reasonPhrase.isEmpty ? error.name.replacing("-", with: " ") : status.reasonPhrase
    let explanation = error.field.map { "\($0): \(error.detail)" } ?? error.detail
    return Response.json(
      Problem(code: status.code, message: message, explanation: explanation), status: status)
  }
}

/// What APy wraps its results in.
struct ApertiumReply<Value: Encodable & Sendable>: Encodable, Sendable {
  var responseData: Value
  var responseStatus = 200

  private enum Key: String, CodingKey {
    case responseData, responseDetails, responseStatus
  }

  init(_ value: Value) { responseData = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(responseData, forKey: .responseData)
    // Clients look for the name, though nothing ever stands there.
    try container.encodeNil(forKey: .responseDetails)
    try container.encode(responseStatus, forKey: .responseStatus)
  }
}
