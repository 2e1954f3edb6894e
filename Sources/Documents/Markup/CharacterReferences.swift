internal import XMLReading

/// References to characters in HTML and XML, such as `&amp;`.
struct CharacterReferences: Sendable {
  enum Syntax: Sendable {
    case html
    case xml
  }

  /// What an ampersand is.
  enum Reading: Equatable {
    /// A reference to a character, of so many bytes.
    case character(Unicode.Scalar, length: Int)
    /// A reference to something that is not known here, of so many bytes: it is to stay as it is.
    case unknown(length: Int)
    /// A mere character.
    case ampersand
  }

  let syntax: Syntax

  /// Reads the ampersand at `index`, which may be a reference up to `end`.
  func read(_ bytes: [UInt8], at index: Int, until end: Int) -> Reading {
    guard index + 1 < end else { return .ampersand }
    if bytes[index + 1] == 0x23 { return number(bytes, at: index, until: end) }
    var nameEnd = index + 1
    while nameEnd < end, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    let hasSemicolon = nameEnd < end && bytes[nameEnd] == 0x3B
    let name = String(decoding: bytes[(index + 1)..<nameEnd], as: UTF8.self)
    guard !name.isEmpty else { return .ampersand }
    if hasSemicolon {
      let length = nameEnd + 1 - index
      guard let scalar = scalar(named: name) else { return .unknown(length: length) }
      return .character(scalar, length: length)
    }
    // HTML reads `&copy` and `&nbsp` without a semicolon too; nobody means more than these by it today.
    for legacy in ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"]
    where syntax == .html && name == legacy {
      return .character(scalar(named: legacy)!, length: nameEnd - index)
    }
    return .ampersand
  }

  private func number(_ bytes: [UInt8], at index: Int, until end: Int) -> Reading {
    var place = index + 2
    let isHexadecimal = place < end && (bytes[place] == 0x78 || bytes[place] == 0x58 && syntax == .html)
    if isHexadecimal { place += 1 }
    let start = place
    var value: UInt32 = 0
    while place < end, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue,
      isHexadecimal || digit < 10
    {
      // Beyond the last character more digits change nothing.
      value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x110000)
      place += 1
    }
    guard place > start else { return .ampersand }
    let hasSemicolon = place < end && bytes[place] == 0x3B
    guard hasSemicolon || syntax == .html else { return .ampersand }
    let length = place - index + (hasSemicolon ? 1 : 0)
    // Controls, the C1 range, which browsers read as windows-1252, and what is no character stay as they are.
    guard let scalar = Unicode.Scalar(value), value >= 0x20 || [9, 10, 13].contains(value),
      !(0x7F..<0xA0).contains(value), value != 0xFFFE, value != 0xFFFF
    else { return .unknown(length: length) }
    return .character(scalar, length: length)
  }

  private func scalar(named name: String) -> Unicode.Scalar? {
    if syntax == .html { return HTMLEntity.scalar(named: name) }
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: return nil
    }
  }

  /// Names of entities are longer in XML than in HTML.
  private func isNameByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit
      || syntax == .xml && (byte >= 0x80 || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x3A)
  }
}
