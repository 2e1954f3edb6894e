internal import NIOCore

/// The fields of a request, whichever of the usual forms they came in: a JSON object,
/// `application/x-www-form-urlencoded`, `multipart/form-data`, or the query.
///
/// What a field means differs little between the forms, so one reading serves all clients of a dialect: a
/// number may come as `3` or `"3"`, several texts as an array or as a repeated name.
struct FormBody: Sendable {
  /// A value as it came. The forms other than JSON know texts only.
  enum Value: Sendable, Equatable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([Value])
    /// An object of JSON, which no field here may be.
    case object
    case null
  }

  /// A part of `multipart/form-data` that is a file.
  struct File: Sendable, Equatable {
    /// The name of the field.
    var name: String
    /// The last part of the path that the client told; it may be empty.
    var filename: String
    /// The media type with its parameters as the client told it.
    var contentType: String?
    var bytes: ByteBuffer
  }

  /// The values of each name, in their order; JSON has one of each.
  var values: [String: [Value]] = [:]
  var files: [File] = []
  /// Whether the body was JSON, where line ends are as the client wrote them; browsers make them CRLF in forms.
  var isJSON = false

  /// Tells whether the field is there; `null` counts as absent.
  func has(_ name: String) -> Bool { value(name) != nil }

  /// Tells whether the field is an array of JSON, and the reply is to be one as well.
  func isList(_ name: String) -> Bool {
    if case .list = value(name) { true } else { false }
  }

  /// The text of a field; the first if there are several.
  ///
  /// - Throws: `ServiceError.invalid` if it is not a text.
  func text(_ name: String) throws(ServiceError) -> String? {
    switch value(name) {
    case nil: return nil
    case .text(let text): return text
    default: throw .invalid(field: name, "This field must be a string.")
    }
  }

  /// The texts of a field that may have several: an array, a repeated name, or one string.
  ///
  /// - Throws: `ServiceError.invalid` if one of them is not a text.
  func texts(_ name: String) throws(ServiceError) -> [String]? {
    guard let first = value(name) else { return nil }
    let all = if case .list(let items) = first { items } else { values[name]! }
    var texts: [String] = []
    texts.reserveCapacity(all.count)
    for item in all {
      guard case .text(let text) = item else {
        throw .invalid(field: name, "This field must be a string or an array of strings.")
      }
      texts.append(text)
    }
    return texts
  }

  /// A whole number.
  ///
  /// - Throws: `ServiceError.invalid` if the field is none.
  func integer(_ name: String) throws(ServiceError) -> Int? {
    switch value(name) {
    case nil: return nil
    case .number(let number):
      if let integer = Int(exactly: number) { return integer }
    case .text(let text):
      if let integer = Int(text) { return integer }
    default: break
    }
    throw .invalid(field: name, "This field must be a whole number.")
  }

  /// True or false: also as `1` or `0`, and in any case of letters.
  ///
  /// - Throws: `ServiceError.invalid` if the field is neither.
  func flag(_ name: String) throws(ServiceError) -> Bool? {
    switch value(name) {
    case nil: return nil
    case .flag(let flag): return flag
    case .number(1): return true
    case .number(0): return false
    case .text(let text):
      switch text.lowercased() {
      case "true", "1": return true
      case "false", "0": return false
      default: break
      }
    default: break
    }
    throw .invalid(field: name, "This field must be true or false.")
  }

  /// The first file with this field name.
  func file(_ name: String) -> File? { files.first { $0.name == name } }

  /// The fields of `other` where this has none of the name.
  func filled(from other: FormBody) -> FormBody {
    var result = self
    for (name, values) in other.values where !has(name) { result.values[name] = values }
    return result
  }

  private func value(_ name: String) -> Value? {
    guard let value = values[name]?.first, value != .null else { return nil }
    return value
  }
}
