/// Finds what must stay in one piece: addresses, placeholders, inline tags, handles and hashtags.
struct SpecialScanner {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let table: ScalarTable
  /// Most lines hold no address: without an `@` none is looked for.
  private let hasAt: Bool

  init(base: UnsafePointer<UInt8>, count: Int, table: ScalarTable) {
    self.base = base
    self.count = count
    self.table = table
    hasAt = UnsafeBufferPointer(start: base, count: count).contains(0x40)
  }

  /// The end of the URL, domain or e-mail address that starts at `index`, which is the start of a word.
  @inline(__always)
  func address(at index: Int) -> (end: Int, kind: TokenKind)? {
    if index > 0, base[index &- 1] != 0x20, isASCIIWord(base[index &- 1]) || base[index &- 1] >= 0x80 { return nil }
    switch base[index] | 0x20 {
    case 0x66, 0x68, 0x77: if let end = url(index) { return (end, .url) }
    default: break
    }
    if hasAt, let end = email(index) { return (end, .email) }
    return domain(index).map { ($0, .url) }
  }

  /// The end of the tag, placeholder, handle or hashtag that starts at `index`.
  ///
  /// - Parameter isStart: whether a space or the start of the text is in front.
  @inline(__always)
  func markup(at index: Int, isStart: Bool) -> (end: Int, kind: TokenKind)? {
    switch base[index] {
    case 0x3C: return tag(index).map { ($0, .tag) }
    case 0x26: return entity(index).map { ($0, .tag) }
    case 0x25, 0x24, 0x7B: return placeholder(index).map { ($0, .placeholder) }
    case 0x40, 0x23: return isStart ? handle(index).map { ($0, .url) } : nil
    default: return nil
    }
  }

  private func tag(_ start: Int) -> Int? {
    guard start + 2 < count else { return nil }
    let name = base[start + 1] == 0x2F ? base[start + 2] : base[start + 1]
    guard isASCIILetter(name) else { return nil }
    var index = start + 1
    while index < min(count, start + 500) {
      if base[index] == 0x3C { return nil }
      if base[index] == 0x3E { return index + 1 }
      index += 1
    }
    return nil
  }

  /// `&amp;`, `&#160;`.
  private func entity(_ start: Int) -> Int? {
    var index = start + 1
    if index < count, base[index] == 0x23 { index += 1 }
    let name = index
    while index < count, index - start < 10, isASCIIWord(base[index]) { index += 1 }
    return index >= name + 2 && index < count && base[index] == 0x3B ? index + 1 : nil
  }

  /// `%s`, `%1$s`, `%-5.2f`, `%(name)s`, `{name}`, `{0}`, `{{name}}`, `${x}`.
  private func placeholder(_ start: Int) -> Int? {
    switch base[start] {
    case 0x25: return conversion(start)
    case 0x24: return start + 1 < count && base[start + 1] == 0x7B ? close(0x7D, from: start + 1) : nil
    default:
      if start + 1 < count, base[start + 1] == 0x7B, let inner = close(0x7D, from: start + 1), inner < count,
        base[inner] == 0x7D
      {
        return inner + 1
      }
      return close(0x7D, from: start)
    }
  }

  private func conversion(_ start: Int) -> Int? {
    var index = start + 1
    if index < count, base[index] == 0x28 {
      guard let end = close(0x29, from: index), end < count else { return nil }
      return isConversion(base[end]) ? end + 1 : nil
    }
    while index < count, isFormat(base[index]) { index += 1 }
    while index + 1 < count, base[index] == 0x6C || base[index] == 0x68 || base[index] == 0x7A,
      isConversion(base[index + 1])
    { index += 1 }
    guard index < count, isConversion(base[index]) else { return nil }
    if index + 1 < count, isASCIILetter(base[index + 1]) || base[index + 1] >= 0xC3 { return nil }
    return index + 1
  }

  /// Where the bracket at `start` is closed, one behind; without blanks between.
  private func close(_ mark: UInt8, from start: Int) -> Int? {
    var index = start + 1
    while index < min(count, start + 60) {
      if base[index] == mark { return index > start + 1 ? index + 1 : nil }
      if base[index] == 0x20 || base[index] == base[start] { return nil }
      index += 1
    }
    return nil
  }

  private func isFormat(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x24, 0x2E, 0x2D, 0x2B, 0x2A, 0x27: true
    default: false
    }
  }

  /// One of sdifuxXgGeEcpoaA@.
  private func isConversion(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x73, 0x64, 0x69, 0x66, 0x75, 0x78, 0x58, 0x67, 0x47, 0x65, 0x45, 0x63, 0x70, 0x6F, 0x61, 0x41, 0x40: true
    default: false
    }
  }

  private func handle(_ start: Int) -> Int? {
    var index = start + 1
    var letters = 0
    while index < count {
      let (value, width) = UTF8Bytes.decode(base, index)
      switch table.scalarClass(value) {
      case .letter, .unspacedLetter: letters += 1
      case .digit: break
      default: if value != 0x5F { return letters > 0 ? index : nil }
      }
      index += width
    }
    return letters > 0 ? index : nil
  }

  private func url(_ start: Int) -> Int? {
    guard
      hasPrefix("http://", start) || hasPrefix("https://", start) || hasPrefix("www.", start)
        || hasPrefix("ftp://", start)
    else { return nil }
    let end = pathEnd(start)
    return end > start + 7 ? end : nil
  }

  /// The end of the address from `start` on, less the punctuation behind it.
  private func pathEnd(_ start: Int) -> Int {
    var index = start
    while index < count, base[index] > 0x20, base[index] != 0x22, base[index] != 0x3C, base[index] != 0x3E {
      index += 1
    }
    while index > start {
      switch base[index - 1] {
      case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x27, 0x5D, 0x7D: index -= 1
      default: return index
      }
    }
    return index
  }

  /// `globalvoices.org/lang`: only with a top-level domain that is hardly ever a word behind a full stop.
  private func domain(_ start: Int) -> Int? {
    var index = start
    while index < count, isASCIIWord(base[index]) || base[index] == 0x2D { index += 1 }
    guard index < count, base[index] == 0x2E, index > start else { return nil }
    var label = start
    while index < count, base[index] == 0x2E {
      label = index + 1
      index = label
      while index < count, isASCIIWord(base[index]) || base[index] == 0x2D { index += 1 }
      if index == label { return nil }
    }
    guard Self.domains.contains(where: { equals($0, label..<index) }) else { return nil }
    if index < count, base[index] >= 0xC3 || base[index] == 0x40 { return nil }
    return index < count && base[index] == 0x2F ? pathEnd(start) : index
  }

  private static let domains: [StaticString] = [
    "com", "org", "net", "edu", "gov", "gob", "info", "io", "py", "pe", "bo", "br", "ar", "mx", "uk", "fr", "eu",
  ]

  private func email(_ start: Int) -> Int? {
    var index = start
    while index < count, index - start < 64, isAddress(base[index]) { index += 1 }
    guard index > start, index + 1 < count, base[index] == 0x40 else { return nil }
    let domain = index + 1
    index = domain
    var lastDot = -1
    while index < count, isAddress(base[index]), base[index] != 0x2B {
      if base[index] == 0x2E { lastDot = index }
      index += 1
    }
    while index > domain, base[index - 1] == 0x2E || base[index - 1] == 0x2D {
      index -= 1
      if lastDot == index { lastDot = (domain..<index).last { base[$0] == 0x2E } ?? -1 }
    }
    return lastDot > domain && index - lastDot > 2 ? index : nil
  }

  private func isAddress(_ byte: UInt8) -> Bool {
    isASCIIWord(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D || byte == 0x2B
  }

  @inline(__always)
  private func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }

  @inline(__always)
  private func isASCIIWord(_ byte: UInt8) -> Bool { isASCIILetter(byte) || (0x30...0x39).contains(byte) }

  private func hasPrefix(_ prefix: StaticString, _ start: Int) -> Bool {
    let end = start + prefix.utf8CodeUnitCount
    return end <= count && equals(prefix, start..<end)
  }

  /// Compares without regard to case.
  private func equals(_ lowercase: StaticString, _ range: Range<Int>) -> Bool {
    guard lowercase.utf8CodeUnitCount == range.count else { return false }
    for offset in 0..<range.count {
      let byte = base[range.lowerBound + offset]
      if ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) != lowercase.utf8Start[offset] { return false }
    }
    return true
  }
}
