internal import Text

/// The tokens of a text as they are compared: without joiner marks and without case, all in one buffer.
struct FoldedTokens: Sendable {
  /// UTF-8.
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []
  /// Tells which tokens look different from how they are written.
  private(set) var isChanged: [Bool] = []

  init(_ text: TokenizedText, folder: CaseFolder) {
    bytes.reserveCapacity(text.normalized.count)
    ranges.reserveCapacity(text.tokens.count)
    isChanged.reserveCapacity(text.tokens.count)
    text.normalized.withUnsafeBufferPointer { normalized in
      for token in text.tokens {
        let start = bytes.count
        isChanged.append(
          folder.append(UnsafeBufferPointer(rebasing: normalized[token.range]), to: &bytes))
        ranges.append(start..<bytes.count)
      }
    }
  }

  /// The tokens of `text` as they are written, to be compared with others that are.
  init(written text: TokenizedText) {
    for token in text.tokens {
      let start = bytes.count
      bytes.append(contentsOf: text.normalized[token.range])
      ranges.append(start..<bytes.count)
    }
    isChanged = Array(repeating: false, count: ranges.count)
  }

  var count: Int { ranges.count }
}

/// Takes the case from words by the lower-case mapping of a language; accents stay.
struct CaseFolder: Sendable {
  private let mapper: CaseMapper
  /// Whether ASCII letters map as they do in English: not so in Turkish.
  private let hasPlainASCII: Bool

  init(language: LanguageTag) {
    mapper = CaseMapper(locale: language.bcp47)
    hasPlainASCII = mapper.lowercase("I") == "i"
  }

  /// Appends `word` without case; false if it has none to lose.
  func append(_ word: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    var isASCII = true
    var hasCapitals = false
    for byte in word {
      if byte >= 0x80 { isASCII = false } else if byte &- 0x41 < 26 { hasCapitals = true }
    }
    if !isASCII, !hasCapitals {
      // Most words of Guaraní are like this; asking ICU for each costs more than looking at its letters.
      var decoder = Unicode.UTF8.ForwardParser()
      var iterator = word.makeIterator()
      while case .valid(let encoded) = decoder.parseScalar(from: &iterator) {
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar.value >= 0x80, scalar.properties.changesWhenLowercased {
          hasCapitals = true
          break
        }
      }
    }
    guard hasCapitals else {
      bytes.append(contentsOf: word)
      return false
    }
    if isASCII, hasPlainASCII {
      for byte in word { bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    } else {
      bytes.append(contentsOf: mapper.lowercase(String(decoding: word, as: UTF8.self)).utf8)
    }
    return true
  }
}
