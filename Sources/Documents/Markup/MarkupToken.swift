/// A piece of a marked-up text. The tokens of a text, one behind the other, are all of it.
struct MarkupToken: Sendable, Equatable {
  enum Kind: Sendable {
    /// Characters and references to characters.
    case text
    /// Characters that mean themselves: the content of a script, or of a CDATA section.
    case rawText
    case start
    case end
    /// What nobody sees: comments, declarations, instructions, and what is too broken to be anything else.
    case comment
  }

  var kind: Kind
  /// Bytes of the text.
  var range: Range<Int>
  /// The name of the element, for tags; in HTML with small letters.
  var name = ""
  var attributes: [MarkupAttribute] = []
  /// Tells whether a start tag ends with `/>`.
  var isSelfClosing = false

  /// The value of an attribute, without resolving references.
  func value(of attribute: String, in bytes: [UInt8]) -> String? {
    attributes.first { $0.name == attribute }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }
}

struct MarkupAttribute: Sendable, Equatable {
  /// In HTML with small letters.
  var name: String
  /// The bytes of the value between its quotation marks; empty if there is none.
  var value: Range<Int>
  /// The mark around the value; nil if it has none.
  var quote: UInt8?
  /// False for an attribute that is a name alone.
  var hasValue: Bool
}

extension UInt8 {
  /// Space, tab, line feed, form feed and carriage return, as HTML and XML have it.
  var isMarkupSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }

  var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}

extension Array where Element == UInt8 {
  /// Where `pattern` next stands from `start` on.
  func firstPlace(of pattern: [UInt8], from start: Int) -> Int? {
    guard !pattern.isEmpty, count - pattern.count >= start else { return nil }
    var index = start
    while index <= count - pattern.count {
      if self[index] == pattern[0], self[index..<index + pattern.count].elementsEqual(pattern) {
        return index
      }
      index += 1
    }
    return nil
  }
}
