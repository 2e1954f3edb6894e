internal import Tokens

/// Which words of a text became which words of its translation, over all its sentences.
///
/// Words are stretches of text that do not overlap: subword pieces are one, and so is what was contracted.
struct WordLinks: Sendable {
  /// The words of each sentence, by index.
  struct Sentence {
    var source: Range<Int>
    var target: Range<Int>
  }

  /// Where the words stand, in UTF-8 bytes.
  private(set) var source: [Range<Int>] = []
  private(set) var target: [Range<Int>] = []
  /// For each source word the target words that it became, in order.
  private(set) var targets: [[Int]] = []
  /// For each target word whether it is the translation of any word.
  private(set) var isLinked: [Bool] = []
  private(set) var sentences: [Sentence] = []

  init(_ sentences: [(sentence: TranslatedSentence, places: TokenPlaces)]) {
    for (sentence, places) in sentences { append(sentence, places) }
    targets = targets.map { Array(Set($0)).sorted() }
  }

  /// The sentence that holds a source word.
  func sentence(ofSource word: Int) -> Sentence? {
    var (low, high) = (0, sentences.count)
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].source.upperBound <= word { low = middle + 1 } else { high = middle }
    }
    return low < sentences.count ? sentences[low] : nil
  }

  private mutating func append(_ sentence: TranslatedSentence, _ places: TokenPlaces) {
    let firstSource = source.count
    let firstTarget = target.count
    let sourceWords = Self.append(places.source, at: sentence.sourceOffset, to: &source)
    let targetWords = Self.append(places.target, at: sentence.textOffset, to: &target)
    targets += repeatElement([], count: source.count - firstSource)
    isLinked += repeatElement(false, count: target.count - firstTarget)
    sentences.append(Sentence(source: firstSource..<source.count, target: firstTarget..<target.count))
    var hasLinks = [Bool](repeating: false, count: sourceWords.count)
    for link in sentence.alignment where Int(link.source) < sourceWords.count {
      hasLinks[Int(link.source)] = true
      guard Int(link.target) < targetWords.count else { continue }
      self.link(sourceWords[Int(link.source)], targetWords[Int(link.target)])
    }
    // Of a phrase without links all is the translation of all.
    for phrase in sentence.phrases where phrase.source.upperBound <= hasLinks.count {
      guard phrase.target.upperBound <= targetWords.count, !hasLinks[phrase.source].contains(true) else {
        continue
      }
      for word in phrase.source {
        for other in phrase.target { link(sourceWords[word], targetWords[other]) }
      }
    }
  }

  private mutating func link(_ word: Int?, _ other: Int?) {
    guard let word, let other else { return }
    targets[word].append(other)
    isLinked[other] = true
  }

  /// Appends the words that tokens are, and returns for each token its word; nil for one that is not seen.
  private static func append(
    _ places: [Range<Int>], at offset: Int, to words: inout [Range<Int>]
  ) -> [Int?] {
    let first = words.count
    return places.map { place -> Int? in
      let place = (place.lowerBound + offset)..<(place.upperBound + offset)
      guard !place.isEmpty else { return nil }
      let start = max(place.lowerBound, words.last?.upperBound ?? 0)
      if place.upperBound > start { words.append(start..<place.upperBound) }
      return words.count > first ? words.count - 1 : nil
    }
  }
}
