private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Request {
  /// The whole body. `ConnectionWatch` closes connections on which it comes too slowly.
  ///
  /// - Throws: `ServiceError.payloadTooLarge`, before the body is read where its length is told.
  func bytes(limit: Int) async throws -> ByteBuffer {
    if let length = headers[.contentLength].flatMap(Int.init), length > limit {
      throw ServiceError.payloadTooLarge(limit: limit)
    }
    do {
      return try await body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw ServiceError.payloadTooLarge(limit: limit)
    } catch let error where !(error is CancellationError) && !(error is ServiceError) {
      // What else comes from here is of a connection that ended, or that stopped speaking HTTP.
      throw ServiceError.invalid(field: nil, "The body ended before all of it had come.")
    }
  }

  /// The media type of the body without its parameters, in lower case; empty if none is told.
  var mediaType: String {
    let type = headers[.contentType]?.prefix { $0 != ";" } ?? ""
    return type.trimmingCharacters(in: .whitespaces).lowercased()
  }
}
