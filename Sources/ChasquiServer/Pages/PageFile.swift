internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
private import Storage

/// Something that a page consists of, as it is sent.
struct PageFile: Sendable {
  enum ContentType: String, Sendable {
    case html = "text/html; charset=utf-8"
    case style = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case json = "application/json; charset=utf-8"
    case drawing = "image/svg+xml"
  }

  private let body: ByteBuffer
  private let type: ContentType
  /// The content's own name: another content has another (RFC 9110, section 8.8.3).
  let tag: String

  init(_ content: [UInt8], type: ContentType) {
    body = ByteBuffer(bytes: content)
    self.type = type
    tag = "\"\(SHA256Digest(of: content).hexadecimal(first: 16))\""
  }

  /// The whole file, or 304 where the client has it already.
  ///
  /// - Parameter fields: the request's fields on which the choice of this file depends.
  func response(to request: Request, varying fields: String? = nil) -> Response {
    var headers = Self.protection
    headers[.eTag] = tag
    // The files have no version in their names: a browser asks each time, and mostly gets 304.
    headers[.cacheControl] = "no-cache"
    headers[.vary] = fields
    if Self.names(in: request.headers[.ifNoneMatch] ?? "").contains(where: { $0 == tag || $0 == "*" }) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = type.rawValue
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
  }

  /// The entity tags of an `If-None-Match` field, compared weakly.
  private static func names(in field: String) -> [Substring] {
    field.split(separator: ",").map { part in
      let name = part.drop { $0 == " " }
      return (name.hasPrefix("W/") ? name.dropFirst(2) : name).prefix { $0 != " " }
    }
  }

  /// Nothing from elsewhere, nothing inline, no text that becomes markup, no frame around the page.
  private static let protection: HTTPFields = {
    var headers = HTTPFields()
    headers[.contentSecurityPolicy] =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
      + "require-trusted-types-for 'script'; trusted-types 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    for (name, value) in [
      ("Referrer-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ] {
      headers[HTTPField.Name(name)!] = value
    }
    return headers
  }()
}
