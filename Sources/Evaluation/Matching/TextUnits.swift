/// Cuts text into the units that metrics count, as 64-bit hashes.
enum TextUnits {
  /// The characters of `text` without spaces.
  static func characters(_ text: String) -> [UInt64] {
    text.unicodeScalars.lazy.filter { !isSpace($0) }.map { UInt64($0.value) }
  }

  /// The words of chrF++: split at spaces, a punctuation mark at an end of a word split off.
  static func words(_ text: String) -> [UInt64] {
    var result: [UInt64] = []
    for word in split(text) {
      if word.count == 1 {
        result.append(hash(word[...]))
      } else if isPunctuation(word[word.count - 1]) {
        result.append(hash(word.dropLast()))
        result.append(hash(word.suffix(1)))
      } else if isPunctuation(word[0]) {
        result.append(hash(word.prefix(1)))
        result.append(hash(word.dropFirst()))
      } else {
        result.append(hash(word[...]))
      }
    }
    return result
  }

  /// The tokens of `text` by the rules of mteval-v13a.
  static func tokens13a(_ text: String) -> [UInt64] {
    split(Tokenizer13a.tokenize(text)).map { hash($0[...]) }
  }

  static func split(_ text: String) -> [[UInt32]] {
    var words: [[UInt32]] = []
    var current: [UInt32] = []
    for scalar in text.unicodeScalars {
      if isSpace(scalar) {
        if !current.isEmpty { words.append(current) }
        current.removeAll(keepingCapacity: true)
      } else {
        current.append(scalar.value)
      }
    }
    if !current.isEmpty { words.append(current) }
    return words
  }

  private static func hash(_ scalars: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for scalar in scalars { hash = (hash ^ UInt64(scalar)) &* 0x0000_0100_0000_01B3 }
    return hash ^ (hash >> 29)
  }

  /// What Python's `str.split` takes for space.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  private static func isPunctuation(_ value: UInt32) -> Bool {
    (0x21...0x2F).contains(value) || (0x3A...0x40).contains(value) || (0x5B...0x60).contains(value)
      || (0x7B...0x7E).contains(value)
  }
}

/// The international standard tokenization for BLEU scores of WMT: mteval-v13a.
public enum Tokenizer13a {
  public static func tokenize(_ text: String) -> String {
    var line = text.replacing("<skipped>", with: "").replacing("-\n", with: "").replacing("\n", with: " ")
    if line.contains("&") {
      line = line.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    }
    var scalars = [UInt32](" \(line) ".unicodeScalars.map(\.value))
    scalars = separate(scalars) { isSymbol($0) }
    scalars = pairs(scalars, { !isDigit($0) }, { isPoint($0) }) { [$0, 0x20, $1, 0x20] }
    scalars = pairs(scalars, { isPoint($0) }, { !isDigit($0) }) { [0x20, $0, 0x20, $1] }
    scalars = pairs(scalars, { isDigit($0) }, { $0 == 0x2D }) { [$0, 0x20, $1, 0x20] }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
    return TextUnits.split(String(view)).map { word in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: word.compactMap(Unicode.Scalar.init))
      return String(view)
    }.joined(separator: " ")
  }

  private static func separate(_ text: [UInt32], _ isMark: (UInt32) -> Bool) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(text.count + 32)
    for value in text {
      if isMark(value) { result += [0x20, value, 0x20] } else { result.append(value) }
    }
    return result
  }

  /// Rewrites pairs of neighbours from left to right; a character takes part in one pair only.
  private static func pairs(
    _ text: [UInt32], _ first: (UInt32) -> Bool, _ second: (UInt32) -> Bool,
    _ rewrite: (UInt32, UInt32) -> [UInt32]
  ) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(text.count + 32)
    var index = 0
    while index < text.count {
      if index + 1 < text.count, first(text[index]), second(text[index + 1]) {
        result += rewrite(text[index], text[index + 1])
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }

  private static func isPoint(_ value: UInt32) -> Bool { value == 0x2E || value == 0x2C }

  private static func isSymbol(_ value: UInt32) -> Bool {
    (0x7B...0x7E).contains(value) || (0x5B...0x60).contains(value) || (0x20...0x26).contains(value)
      || (0x28...0x2B).contains(value) || (0x3A...0x40).contains(value) || value == 0x2F
  }
}
