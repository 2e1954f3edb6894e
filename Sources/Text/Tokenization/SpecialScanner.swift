/// Finds what must stay in one piece: addresses, paths, placeholders, inline tags, references, handles and hashtags.
struct SpecialScanner {
  let base: UnsafePointer<UInt8>
  let count: Int
  let table: ScalarTable
  /// Most lines hold no address: without an `@` none is looked for.
  private let hasAt: Bool

  /// - Parameter hasAt: whether there is an `@` in the text.
  init(base: UnsafePointer<UInt8>, count: Int, table: ScalarTable, hasAt: Bool) {
    self.base = base
    self.count = count
    self.table = table
    self.hasAt = hasAt
  }

  /// The end of the URL or e-mail address that starts at `index`, which is the start of a word.
  @inline(__always)
  func address(at index: Int) -> (end: Int, kind: TokenKind)? {
    guard isFree(index) else { return nil }
    switch base[index] | 0x20 {
    case 0x66, 0x68, 0x77: if let end = url(index) { return (end, .url) }
    default: break
    }
    if hasAt, let end = email(index) { return (end, .email) }
    return nil
  }

  /// The end of the address, path, version, unit, half of the day or checksum that begins with a word, such as
  /// `example.org`.
  @inline(__always)
  func name(_ word: Range<Int>) -> (end: Int, kind: TokenKind)? {
    if word.count <= 2, let end = dayPeriod(word) { return (end, .placeholder) }
    if word.upperBound < count {
      if base[word.upperBound] == 0x2F, let end = unit(word) { return (end, .placeholder) }
      switch base[word.upperBound] {
      case 0x2E, 0x2D, 0x2F, 0x5F:
        if let end = domain(at: word.lowerBound) ?? file(at: word.lowerBound) { return (end, .url) }
        if let end = version(at: word.lowerBound) ?? identifier(word) { return (end, .placeholder) }
      case 0x3A where word.count == 1:
        if let end = drivePath(word.lowerBound) { return (end, .url) }
      default: break
      }
    }
    guard word.count > 6, base[word.upperBound - 1] < 0x67 else { return nil }
    return checksum(at: word.lowerBound).map { ($0, .placeholder) }
  }

  /// Tells whether no letter or digit is in front.
  @inline(__always)
  func isFree(_ index: Int) -> Bool {
    index == 0 || base[index &- 1] == 0x20 || !(isASCIIWord(base[index &- 1]) || base[index &- 1] >= 0x80)
  }

  /// The end of the tag, placeholder, path, reference, handle or hashtag that starts at `index`, which is a mark.
  ///
  /// - Parameter isStart: whether a space or the start of the text is in front.
  @inline(__always)
  func markup(at index: Int, isStart: Bool) -> (end: Int, kind: TokenKind)? {
    switch base[index] {
    case 0x3C: return template(index).map { ($0, .placeholder) } ?? tag(index).map { ($0, .tag) }
    case 0x26: return entity(index).map { ($0, .tag) }
    case 0x5B: return template(index).map { ($0, .placeholder) }
    case 0x25, 0x24, 0x7B: return placeholder(index).map { ($0, .placeholder) }
    case 0x60: return code(index).map { ($0, .placeholder) }
    case 0x3A: return isStart || isOpened(index) ? named(index).map { ($0, .placeholder) } : nil
    case 0x2F, 0x2E, 0x7E, 0x5C: return isStart || isOpened(index) ? path(index).map { ($0, .url) } : nil
    case 0x40: return isStart ? handle(index).map { ($0, .url) } : nil
    case 0x23:
      if let end = interpolation(index) ?? issue(index) { return (end, .placeholder) }
      return isStart ? handle(index).map { ($0, .url) } : nil
    default: return nil
    }
  }

  /// Tells whether a bracket, a quotation mark, `=`, `:`, `,` or `;` is in front.
  private func isOpened(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch base[index - 1] {
    case 0x28, 0x5B, 0x22, 0x27, 0x3D, 0x2C, 0x3A, 0x3B: return true
    default: return false
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
  func pathEnd(_ start: Int) -> Int {
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

  /// The end of the address without a scheme that starts at `start`, such as `globalvoices.org/lang`: only
  /// with a top-level domain that is hardly ever a word behind a full stop.
  func domain(at start: Int) -> Int? {
    guard isFree(start) else { return nil }
    // A host name has at most 253 characters.
    let count = min(count, start + 254)
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
    "com", "org", "net", "edu", "gov", "gob", "info", "io", "py", "pe", "bo", "br", "ar", "mx", "uk", "fr",
    "eu",
  ]

  private func email(_ start: Int) -> Int? {
    var index = start
    while index < count, index - start < 64, isAddress(base[index]) { index += 1 }
    guard index > start, index + 1 < count, base[index] == 0x40 else { return nil }
    let domain = index + 1
    let count = min(count, domain + 254)
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
  func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }

  @inline(__always)
  func isASCIIWord(_ byte: UInt8) -> Bool { isASCIILetter(byte) || (0x30...0x39).contains(byte) }

  private func hasPrefix(_ prefix: StaticString, _ start: Int) -> Bool {
    let end = start + prefix.utf8CodeUnitCount
    return end <= count && equals(prefix, start..<end)
  }

  /// Compares without regard to case.
  func equals(_ lowercase: StaticString, _ range: Range<Int>) -> Bool {
    guard lowercase.utf8CodeUnitCount == range.count else { return false }
    for offset in 0..<range.count {
      let byte = base[range.lowerBound + offset]
      if ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) != lowercase.utf8Start[offset] { return false }
    }
    return true
  }
}
