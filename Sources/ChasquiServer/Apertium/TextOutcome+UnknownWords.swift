internal import Chasqui

extension TextOutcome {
  /// The text with an asterisk before each word that was copied because no model knows it, as Apertium writes.
  func markingUnknownWords() -> String {
    var bytes = Array(text.utf8)
    var places: Set<Int> = []
    for sentence in sentences where !sentence.best.unknownWords.isEmpty {
      guard let start = sentence.places?.target.lowerBound else { continue }
      let tokens = sentence.places(of: sentence.best).target
      for phrase in sentence.best.phrases where phrase.origin == .copied {
        guard let token = phrase.target.first, tokens.indices.contains(token) else { continue }
        places.insert(start + tokens[token].lowerBound)
      }
    }
    for place in places.sorted(by: >) { bytes.insert(UInt8(ascii: "*"), at: place) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
