/// The definitions of chrF and BLEU statistics, word for word, with dictionaries of n-grams.
enum NaiveMetrics {
  /// For each order, characters first: n-grams of the hypothesis, of the reference, and matches.
  static func chrF(_ hypothesis: String, _ reference: String, wordOrder: Int) -> [Double] {
    let characters = (characters(hypothesis), characters(reference))
    let words = (splitWords(hypothesis), splitWords(reference))
    return (1...6).flatMap { triple(grams(characters.0, $0), grams(characters.1, $0)) }
      + (0..<wordOrder).flatMap { triple(grams(words.0, $0 + 1), grams(words.1, $0 + 1)) }
  }

  /// BLEU on white space: lengths, matches and n-grams for each order.
  static func bleu(_ hypothesis: String, _ references: [String]) -> [Double] {
    let tokens = words(hypothesis)
    let references = references.map(words)
    let closest = references.map(\.count).min {
      (abs($0 - tokens.count), $0) < (abs($1 - tokens.count), $1)
    }!
    var matches: [Double] = []
    for order in 1...4 {
      let counts = references.map { grams($0, order) }
      matches.append(
        grams(tokens, order).reduce(0.0) { sum, gram in
          sum + Double(min(gram.value, counts.map { $0[gram.key] ?? 0 }.max()!))
        })
    }
    return [Double(tokens.count), Double(closest)] + matches
      + (1...4).map { Double(max(0, tokens.count - $0 + 1)) }
  }

  private static func triple(_ hypothesis: [[String]: Int], _ reference: [[String]: Int]) -> [Double] {
    let matches = hypothesis.reduce(0) { $0 + min($1.value, reference[$1.key] ?? 0) }
    return [
      reference.isEmpty ? 0 : Double(hypothesis.values.reduce(0, +)),
      Double(reference.values.reduce(0, +)), Double(matches),
    ]
  }

  private static func grams(_ units: [String], _ order: Int) -> [[String]: Int] {
    var counts: [[String]: Int] = [:]
    if units.count < order { return counts }
    for start in 0...(units.count - order) { counts[Array(units[start..<(start + order)]), default: 0] += 1 }
    return counts
  }

  private static func characters(_ text: String) -> [String] {
    // Numbers, since equality of strings would take é and e + ´ for the same.
    text.unicodeScalars.filter { !isSpace($0) }.map { String($0.value) }
  }

  private static func words(_ text: String) -> [String] {
    text.unicodeScalars.split(whereSeparator: isSpace).map(spelling)
  }

  private static func splitWords(_ text: String) -> [String] {
    text.unicodeScalars.split(whereSeparator: isSpace).flatMap { word -> [String] in
      if word.count == 1 { return [spelling(word)] }
      if isPunctuation(word.last!) { return [spelling(word.dropLast()), spelling(word.suffix(1))] }
      if isPunctuation(word.first!) { return [spelling(word.prefix(1)), spelling(word.dropFirst())] }
      return [spelling(word)]
    }
  }

  private static func spelling(_ word: some Sequence<Unicode.Scalar>) -> String {
    word.map { String($0.value) }.joined(separator: "-")
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".unicodeScalars.contains(scalar)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }
}
