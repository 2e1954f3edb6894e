private import Foundation

/// A header field of the form `value; name=text; name="text"`, as `Content-Type` and `Content-Disposition` are.
struct HeaderParameters: Sendable, Equatable {
  /// In lower case.
  var value: String
  /// By their names in lower case; of a repeated name, the first.
  var parameters: [String: String] = [:]

  init(_ field: String) {
    var rest = Substring(field).unicodeScalars
    value = Self.trimmed(rest.prefix { $0 != ";" }).lowercased()
    rest = rest.drop { $0 != ";" }
    while rest.popFirst() != nil {
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest[name.endIndex...]
      guard rest.first == "=" else { continue }
      rest.removeFirst()
      let text = Self.takeText(&rest)
      let key = Self.trimmed(name).lowercased()
      if parameters[key] == nil { parameters[key] = text }
      rest = rest.drop { $0 != ";" }
    }
  }

  /// Takes a token or a quoted string off `rest`. By scalars: an accent after a quotation mark must not hide it.
  private static func takeText(_ rest: inout Substring.UnicodeScalarView) -> String {
    rest = rest.drop { $0 == " " || $0 == "\t" }
    guard rest.first == "\"" else {
      let token = rest.prefix { $0 != ";" }
      rest = rest[token.endIndex...]
      return trimmed(token)
    }
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != "\"" {
      // Browsers do not escape backslashes, which stand in paths of Windows: only these two are escapes.
      if scalar == "\\", let next = rest.first, next == "\"" || next == "\\" {
        text.append(rest.removeFirst())
      } else {
        text.append(scalar)
      }
    }
    // Browsers write what would end the string in this way (WHATWG HTML, 4.10.21.8).
    return String(text).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }

  private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
    String(Substring(text)).trimmingCharacters(in: .whitespaces)
  }
}
