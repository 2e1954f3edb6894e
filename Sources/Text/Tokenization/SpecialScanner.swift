/// Finds what must stay in one piece: addresses, placeholders, inline tags, handles and hashtags.
struct SpecialScanner {
  let text: UnsafeBufferPointer<UInt32>

  /// The special token that starts at `index`, if one does.
  ///
  /// - Parameter isStart: whether a space or the start of the text is in front.
  func match(at index: Int, class kind: ScalarClass, isStart: Bool) -> Tokenizer.Piece? {
    switch text[index] {
    case 0x3C: return tag(index)
    case 0x25, 0x24, 0x7B: return placeholder(index)
    case 0x40, 0x23:
      guard isStart || index == 0 else { return nil }
      return handle(index)
    default: break
    }
    guard isStart || index == 0 || ScalarClass.of(text[index - 1]) != .letter else { return nil }
    if kind == .letter || kind == .digit {
      if let url = url(index) { return url }
      return email(index)
    }
    return nil
  }

  private func tag(_ start: Int) -> Tokenizer.Piece? {
    guard start + 2 < text.count else { return nil }
    let next = text[start + 1]
    guard ScalarClass.of(next) == .letter || (next == 0x2F && ScalarClass.of(text[start + 2]) == .letter) else {
      return nil
    }
    var index = start + 1
    while index < min(text.count, start + 500) {
      if text[index] == 0x3C { return nil }
      if text[index] == 0x3E { return piece(start, index + 1, .tag) }
      index += 1
    }
    return nil
  }

  /// `%s`, `%1$s`, `%-5.2f`, `%(name)s`, `{name}`, `{0}`, `${x}`, `$name$`-free.
  private func placeholder(_ start: Int) -> Tokenizer.Piece? {
    switch text[start] {
    case 0x25:
      var index = start + 1
      if index < text.count, text[index] == 0x28 {
        guard let close = close(0x29, from: index), close + 1 < text.count else { return nil }
        return isConversion(text[close + 1]) ? piece(start, close + 2, .placeholder) : nil
      }
      while index < text.count, isFormat(text[index]) { index += 1 }
      while index < text.count, [0x6C, 0x68, 0x7A, 0x71].contains(text[index]), index + 1 < text.count,
        isConversion(text[index + 1])
      { index += 1 }
      guard index < text.count, isConversion(text[index]) else { return nil }
      if index + 1 < text.count, ScalarClass.of(text[index + 1]) == .letter { return nil }
      return piece(start, index + 1, .placeholder)
    case 0x24:
      guard start + 1 < text.count, text[start + 1] == 0x7B, let close = close(0x7D, from: start + 1) else {
        return nil
      }
      return piece(start, close + 1, .placeholder)
    default:
      guard let close = close(0x7D, from: start), close > start + 1 else { return nil }
      return piece(start, close + 1, .placeholder)
    }
  }

  private func close(_ mark: UInt32, from start: Int) -> Int? {
    var index = start + 1
    while index < min(text.count, start + 60) {
      if text[index] == mark { return index }
      if text[index] == 0x20 || text[index] == text[start] { return nil }
      index += 1
    }
    return nil
  }

  private func isFormat(_ value: UInt32) -> Bool {
    (0x30...0x39).contains(value) || [0x24, 0x2E, 0x2D, 0x2B, 0x2A, 0x27].contains(value)
  }

  private func isConversion(_ value: UInt32) -> Bool {
    guard value < 0x80, let scalar = Unicode.Scalar(value) else { return false }
    return "sdifuxXgGeEcpoaA@".unicodeScalars.contains(scalar)
  }

  private func handle(_ start: Int) -> Tokenizer.Piece? {
    var index = start + 1
    while index < text.count {
      let kind = ScalarClass.of(text[index])
      guard kind == .letter || kind == .digit || text[index] == 0x5F else { break }
      index += 1
    }
    guard index > start + 1, ScalarClass.of(text[start + 1]) == .letter || text[start] == 0x40 else { return nil }
    return piece(start, index, .url)
  }

  private func url(_ start: Int) -> Tokenizer.Piece? {
    guard hasPrefix("http://", start) || hasPrefix("https://", start) || hasPrefix("www.", start) else {
      return nil
    }
    var index = start
    while index < text.count, text[index] != 0x20, text[index] != 0x22, text[index] != 0x3C { index += 1 }
    while index > start, [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x27].contains(text[index - 1]) { index -= 1 }
    return index > start + 7 ? piece(start, index, .url) : nil
  }

  private func email(_ start: Int) -> Tokenizer.Piece? {
    var index = start
    while index < text.count, index - start < 64, isAddress(text[index]) { index += 1 }
    guard index > start, index + 1 < text.count, text[index] == 0x40 else { return nil }
    let domain = index + 1
    index = domain
    var lastDot = -1
    while index < text.count, isAddress(text[index]), text[index] != 0x2B {
      if text[index] == 0x2E { lastDot = index }
      index += 1
    }
    while index > domain, text[index - 1] == 0x2E { index -= 1 }
    guard lastDot > domain, lastDot < index, index - lastDot > 2 else { return nil }
    return piece(start, index, .email)
  }

  private func isAddress(_ value: UInt32) -> Bool {
    (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
      || [0x2E, 0x5F, 0x2D, 0x2B].contains(value)
  }

  private func hasPrefix(_ prefix: StaticString, _ start: Int) -> Bool {
    guard start + prefix.utf8CodeUnitCount <= text.count else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount {
      var value = text[start + offset]
      if (0x41...0x5A).contains(value) { value += 32 }
      if value != UInt32(prefix.utf8Start[offset]) { return false }
    }
    return true
  }

  private func piece(_ start: Int, _ end: Int, _ kind: TokenKind) -> Tokenizer.Piece {
    Tokenizer.Piece(range: start..<end, kind: kind)
  }
}
