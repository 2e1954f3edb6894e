internal import HTTPTypes
internal import Hummingbird

/// The version of something, as `ETag` and `If-Match` name it (RFC 9110, 8.8.3 and 13.1.1).
enum EntityTag {
  /// What `ETag` says of a version.
  static func text(_ version: Int) -> String { "\"\(version)\"" }

  /// The version that a change is meant for; nil for whatever there is.
  ///
  /// - Throws: `ServiceError.invalid` if `If-Match` names none.
  static func match(_ request: Request) throws(ServiceError) -> Int? {
    guard let value = request.headers[.ifMatch], value != "*" else { return nil }
    // Proxies that compress replies make the tag a weak one.
    let tag = value.hasPrefix("W/") ? value.dropFirst(2) : value[...]
    guard tag.count > 2, tag.first == "\"", tag.last == "\"", let version = Int(tag.dropFirst().dropLast()),
      version > 0
    else {
      throw .invalid(
        field: "If-Match", "This must be the ETag of the version that was read, such as \"3\", or *.")
    }
    return version
  }
}

extension Response {
  /// The reply with the version of what it holds.
  func tagged(_ version: Int) -> Response {
    var response = self
    response.headers[.eTag] = EntityTag.text(version)
    return response
  }

  /// The reply with the address of what was made: the path, whose parts are encoded here.
  func located(_ parts: String...) -> Response {
    var response = self
    response.headers[.location] = "/" + parts.map(\.percentEncoded).joined(separator: "/")
    return response
  }
}

extension String {
  /// The text as a part of a path: all but the unreserved characters of RFC 3986 encoded.
  var percentEncoded: String {
    utf8.reduce(into: "") { text, byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
