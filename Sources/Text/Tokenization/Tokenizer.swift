/// Cuts normalized text into tokens.
///
/// Addresses, numbers, dates, placeholders and inline tags are single tokens; what words are beyond
/// letters depends on the language (`TokenizationRules`).
struct Tokenizer: Sendable {
  let rules: TokenizationRules

  /// A token as a range of scalars.
  struct Piece {
    var range: Range<Int>
    var kind: TokenKind
  }

  func pieces(of text: [UInt32]) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(text.count / 4)
    text.withUnsafeBufferPointer { text in
      let scanner = SpecialScanner(text: text)
      var index = 0
      while index < text.count {
        let value = text[index]
        let kind = ScalarClass.of(value)
        if kind == .space {
          index += 1
          continue
        }
        if let special = scanner.match(at: index, class: kind, isStart: isStart(index, pieces)) {
          pieces.append(special)
          index = special.range.upperBound
          continue
        }
        let end: Int
        switch kind {
        case .letter:
          pieces.append(Piece(range: index..<wordOrElisionEnd(text, from: index), kind: .word))
          end = pieces[pieces.count - 1].range.upperBound
        case .digit:
          end = numberEnd(text, from: index)
          pieces.append(Piece(range: index..<end, kind: .number))
        case .hyphen where rules.hyphenStartsSuffix && isSuffix(text, index):
          end = wordEnd(text, from: index + 1)
          pieces.append(Piece(range: index..<end, kind: .word))
        case .apostrophe where isClitic(text, index, pieces):
          end = wordEnd(text, from: index + 1)
          pieces.append(Piece(range: index..<end, kind: .word))
        default:
          end = runEnd(text, from: index)
          pieces.append(Piece(range: index..<end, kind: kind == .symbol ? .symbol : .punctuation))
        }
        index = end
      }
    }
    return pieces
  }

  private func isStart(_ index: Int, _ pieces: [Piece]) -> Bool { pieces.last?.range.upperBound != index }

  /// Letters and what may stand inside a word.
  private func wordEnd(_ text: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      switch ScalarClass.of(text[index]) {
      case .letter: index += 1
      case .digit where index > start: index += 1
      case .apostrophe where rules.apostropheIsLetter && index > start && isGlottal(text, index): index += 1
      default: return index
      }
    }
    return index
  }

  /// An apostrophe with a letter on both sides is always part of the word.
  private func isGlottal(_ text: UnsafeBufferPointer<UInt32>, _ index: Int) -> Bool {
    index + 1 < text.count && ScalarClass.of(text[index + 1]) == .letter
      && ScalarClass.of(text[index - 1]) == .letter
  }

  /// A number with its inner separators: 1,234.56, 26/09/2021, 10:30.
  private func numberEnd(_ text: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if ScalarClass.of(text[index]) == .digit {
        index += 1
      } else if index + 1 < text.count, ScalarClass.of(text[index + 1]) == .digit,
        [0x2C, 0x2E, 0x2F, 0x3A].contains(text[index])
      {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// A hyphen right behind a word with a letter after it.
  private func isSuffix(_ text: UnsafeBufferPointer<UInt32>, _ index: Int) -> Bool {
    guard index > 0, index + 1 < text.count, ScalarClass.of(text[index + 1]) == .letter else { return false }
    let before = ScalarClass.of(text[index - 1])
    return before == .letter || before == .digit || before == .apostrophe || text[index - 1] == 0x22
  }

  private func isClitic(_ text: UnsafeBufferPointer<UInt32>, _ index: Int, _ pieces: [Piece]) -> Bool {
    guard !rules.clitics.isEmpty, let last = pieces.last, last.range.upperBound == index, last.kind == .word
    else { return false }
    let end = wordEnd(text, from: index + 1)
    return end - index <= 3 && rules.clitics.contains(lowercase(text[(index + 1)..<end]))
  }

  /// Where a word ends; an elision takes its apostrophe along.
  private func wordOrElisionEnd(_ text: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
    let end = wordEnd(text, from: start)
    guard !rules.elisions.isEmpty, end + 1 < text.count, text[end] == 0x27,
      ScalarClass.of(text[end + 1]) == .letter, rules.elisions.contains(lowercase(text[start..<end]))
    else { return end }
    return end + 1
  }

  private func lowercase(_ scalars: Slice<UnsafeBufferPointer<UInt32>>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
    return String(view).lowercased()
  }

  /// A run of one and the same mark: `...`, `--`, `!!!`.
  private func runEnd(_ text: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
    var index = start + 1
    while index < text.count, text[index] == text[start], text[start] != 0x22, text[start] != 0x27 {
      index += 1
    }
    return index
  }
}
