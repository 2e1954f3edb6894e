/// Cuts normalized text into tokens.
///
/// Addresses, numbers, dates, placeholders and inline tags are single tokens; what words are beyond letters
/// depends on the language (`TokenizationRules`). ICU is asked only about scripts without spaces.
struct Tokenizer: Sendable {
  private let rules: TokenizationRules
  let table = ScalarTable.shared
  private let unspacedWords: UnspacedWords

  init(rules: TokenizationRules, unspacedWords: UnspacedWords) {
    self.rules = rules
    self.unspacedWords = unspacedWords
  }

  /// The tokens of `text`, which is normalized; their `original` is still empty.
  func tokens(of text: UnsafeBufferPointer<UInt8>) -> [Token] {
    var tokens: [Token] = []
    guard let base = text.baseAddress, text.count > 0 else { return tokens }
    tokens.reserveCapacity(text.count / 4 + 4)
    let scanner = SpecialScanner(base: base, count: text.count, table: table, hasAt: text.contains(0x40))
    var index = 0
    while index < text.count {
      if base[index] == 0x20 {
        index += 1
        continue
      }
      index = next(base, text.count, at: index, scanner, &tokens)
    }
    return tokens
  }

  /// Appends the token that starts at `index`, and returns where it ends.
  @inline(__always)
  private func next(
    _ base: UnsafePointer<UInt8>, _ count: Int, at index: Int, _ scanner: SpecialScanner,
    _ tokens: inout [Token]
  ) -> Int {
    let (value, width) = UTF8Bytes.decode(base, index)
    var end = index
    switch table.scalarClass(value) {
    case .letter:
      if let (special, kind) = scanner.address(at: index) {
        append(base, index..<special, kind, &tokens)
        return special
      }
      end = wordEnd(base, count, from: index)
      if let (special, kind) = scanner.name(index..<end) {
        append(base, index..<special, kind, &tokens)
        return special
      }
      end = initialsEnd(base, count, index..<end)
      if !rules.elisions.isEmpty, end < count, base[end] == 0x27, isElision(base, count, index..<end) {
        end += 1
        append(base, index..<end, .word, leaning: .right, &tokens)
      } else {
        append(base, index..<end, .word, &tokens)
      }
    case .digit:
      if let (special, kind) = scanner.address(at: index) {
        append(base, index..<special, kind, &tokens)
        return special
      }
      if let domain = scanner.domain(at: index) ?? scanner.file(at: index) {
        append(base, index..<domain, .url, &tokens)
        return domain
      }
      if let checksum = scanner.checksum(at: index) {
        append(base, index..<checksum, .placeholder, &tokens)
        return checksum
      }
      end = numberEnd(base, count, from: index)
      append(base, index..<end, .number, &tokens)
    case .unspacedLetter:
      end = runEnd(base, count, from: index, of: .unspacedLetter)
      unspacedWords.forEach(base, index..<end) { append(base, $0, .word, &tokens) }
    case .hyphen where rules.hyphenStartsSuffix && isSuffix(base, count, index):
      end = wordEnd(base, count, from: index + 1)
      append(base, index..<end, .word, leaning: .left, &tokens)
    case .apostrophe where !rules.clitics.isEmpty && isClitic(base, count, index, tokens):
      end = wordEnd(base, count, from: index + 1)
      append(base, index..<end, .word, leaning: .left, &tokens)
    case .pictograph:
      end = pictographEnd(base, count, from: index)
      append(base, index..<end, .symbol, &tokens)
    case let other:
      if let (special, kind) = scanner.markup(at: index, isStart: tokens.last?.range.upperBound != index) {
        append(base, index..<special, kind, &tokens)
        return special
      }
      end = repetitionEnd(base, count, from: index, width)
      append(base, index..<end, other == .symbol ? .symbol : .punctuation, &tokens)
    }
    return end
  }

  /// Words that are never written without their neighbour on one side.
  private enum Leaning {
    case nowhere
    /// Suffixes and clitics: `-pe`, `'s`.
    case left
    /// Elisions: `l'`.
    case right
  }

  /// Between two tokens without a space the joiner goes to the one that leans on the other, else to the one
  /// that is less of a word, else to the right one.
  @inline(__always)
  private func append(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ kind: TokenKind, leaning: Leaning = .nowhere,
    _ tokens: inout [Token]
  ) {
    var token = Token(range: range, original: 0..<0, kind: kind)
    token.joinsRight = leaning == .right
    if let last = tokens.last, last.range.upperBound == range.lowerBound, !last.joinsRight {
      let rank = rank(base, last, atEnd: true)
      if rank > self.rank(base, token, atEnd: false) && leaning != .left {
        tokens[tokens.count - 1].joinsRight = true
      } else {
        token.joinsLeft = true
      }
    }
    tokens.append(token)
  }

  /// Of two tokens without a space between them the one of the higher rank carries the joiner, so that the other looks
  /// as it does elsewhere. Within a pair of tags nothing shows that there are tags.
  @inline(__always)
  private func rank(_ base: UnsafePointer<UInt8>, _ token: Token, atEnd: Bool) -> Int {
    switch token.kind {
    case .word, .number: return 0
    case .url, .email, .placeholder: return 1
    case .punctuation, .symbol: return 2
    case .tag:
      guard base[token.range.lowerBound] == 0x3C, base[token.range.upperBound - 2] != 0x2F else { return 1 }
      return (base[token.range.lowerBound + 1] != 0x2F) == atEnd ? 3 : 1
    }
  }

  /// Letters and what may stand inside a word.
  @inline(__always)
  private func wordEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int {
    var index = start
    while index < count {
      let (value, width) = UTF8Bytes.decode(base, index)
      switch table.scalarClass(value) {
      case .letter: index &+= width
      case .digit where index > start: index &+= width
      case .apostrophe where index > start && isInside(base, count, start, index): index &+= 1
      default: return index
      }
    }
    return index
  }

  /// Tells whether an apostrophe belongs to its word: between letters unless a clitic or an elision is cut
  /// there, and behind a final ejective.
  private func isInside(_ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ index: Int) -> Bool {
    let before = UTF8Bytes.decode(base, UTF8Bytes.previous(base, index)).value
    guard table.scalarClass(before) == .letter else { return false }
    if index + 1 < count, table.scalarClass(UTF8Bytes.decode(base, index + 1).value) == .letter {
      if !rules.clitics.isEmpty, cliticEnd(base, count, index) != nil { return false }
      return rules.elisions.isEmpty || !isElision(base, count, start..<index)
    }
    guard rules.hasFinalEjectives else { return false }
    switch before | 0x20 {
    case 0x68, 0x6B, 0x70, 0x71, 0x74: return !isQuoteOpen(base, before: start)
    default: return false
    }
  }

  /// Tells whether an apostrophe in front of a word is still unanswered, as far back as quotations go.
  private func isQuoteOpen(_ base: UnsafePointer<UInt8>, before start: Int) -> Bool {
    var isOpen = false
    for index in max(0, start - 400)..<start where base[index] == 0x27 {
      let isOpening =
        index == 0 || base[index - 1] == 0x20 || table.scalarClass(UInt32(base[index - 1])) == .punctuation
      if isOpening {
        isOpen = true
      } else if base[index + 1] < 0x80, table.scalarClass(UInt32(base[index + 1])) != .letter {
        isOpen = false
      }
    }
    return isOpen
  }

  private func isElision(_ base: UnsafePointer<UInt8>, _ count: Int, _ word: Range<Int>) -> Bool {
    guard word.upperBound + 1 < count, base[word.upperBound] == 0x27,
      table.scalarClass(UTF8Bytes.decode(base, word.upperBound + 1).value) == .letter
    else { return false }
    return rules.elisions.contains { Self.equals($0, base, word) }
  }

  private func isClitic(_ base: UnsafePointer<UInt8>, _ count: Int, _ index: Int, _ tokens: [Token]) -> Bool {
    guard let last = tokens.last, last.range.upperBound == index, last.kind.isWordLike else { return false }
    return cliticEnd(base, count, index) != nil
  }

  /// Where the clitic ends that starts with the apostrophe at `index`, if it is one.
  private func cliticEnd(_ base: UnsafePointer<UInt8>, _ count: Int, _ index: Int) -> Int? {
    var end = index + 1
    while end < count, end - index <= 3, (0x61...0x7A).contains(base[end] | 0x20) { end += 1 }
    if end < count {
      switch table.scalarClass(UTF8Bytes.decode(base, end).value) {
      case .letter, .digit: return nil
      default: break
      }
    }
    return rules.clitics.contains { Self.equals($0, base, index + 1..<end) } ? end : nil
  }

  /// Compares without regard to the case of ASCII letters.
  private static func equals(_ lowercase: [UInt8], _ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool
  {
    guard lowercase.count == range.count else { return false }
    for offset in 0..<lowercase.count where base[range.lowerBound + offset] | 0x20 != lowercase[offset] {
      return false
    }
    return true
  }

  /// A hyphen right behind a word, a number or a closing quotation mark, with a letter after it.
  private func isSuffix(_ base: UnsafePointer<UInt8>, _ count: Int, _ index: Int) -> Bool {
    guard index > 0, index + 1 < count,
      table.scalarClass(UTF8Bytes.decode(base, index + 1).value) == .letter
    else { return false }
    if base[index - 1] == 0x22 { return true }
    switch table.scalarClass(UTF8Bytes.decode(base, UTF8Bytes.previous(base, index)).value) {
    case .letter, .digit, .apostrophe: return true
    default: return false
    }
  }
}
