private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
private import Storage

/// `/openapi.json`: what the native API is, in OpenAPI 3.1.
struct DescriptionRoutes: Sendable {
  /// Kept as it is sent.
  static let document = ByteBuffer(bytes: PackageResources.openapi_json)
  /// Changes with the document.
  private static let tag =
    "\""
    + SHA256Digest(of: PackageResources.openapi_json).hexadecimal(first: 8)
    + "\""

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/openapi.json") { request, _ in
      let headers: HTTPFields = [
        .contentType: "application/json; charset=utf-8", .eTag: Self.tag, .cacheControl: "no-cache",
      ]
      let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces).trimmingPrefix("W/")
      }
      guard !known.contains(where: { $0 == Self.tag || $0 == "*" }) else {
        return Response(status: .notModified, headers: [.eTag: Self.tag])
      }
      return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: Self.document))
    }
  }
}
