private import Foundation
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// The reply to a request whose head cannot be read. Its dialect is not known, so the problem (RFC 9457) has the
/// members in which clients of all dialects look for words.
struct UnreadableRequest {
  /// Bytes of a field, with its name.
  static let longestField = 16 << 10
  /// Bytes of all fields of a head.
  static let longestHead = 64 << 10
  static let mostFields = 100

  private struct Problem: Encodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var error: String
    var message: String
  }

  let head: HTTPResponse
  let body: ByteBuffer

  init(_ fault: HTTPParserError?) {
    let isTooLong = fault == .headerOverflow
    let status: HTTPResponse.Status = isTooLong ? .requestHeaderFieldsTooLarge : .badRequest
    let detail =
      isTooLong
      ? "The head of a request may have \(Self.mostFields) fields, of \(Self.longestField / 1024) KiB each and "
        + "\(Self.longestHead / 1024) KiB together. Send long texts in the body."
      : "This is no request of HTTP/1.1."
    let problem = Problem(
      type: "urn:chasqui:problem:\(isTooLong ? "head-too-long" : "invalid-request")",
      title: isTooLong ? "Head too long" : "Invalid request", status: status.code, detail: detail,
      error: detail,
      message: detail)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    body = ByteBuffer(bytes: (try? encoder.encode(problem)) ?? Data())
    head = HTTPResponse(
      status: status,
      headerFields: [
        .contentType: "application/problem+json", .contentLength: String(body.readableBytes),
        .connection: "close",
      ])
  }
}
