internal import Compute
public import Tokens

/// Sorts the words of a text into classes, so that the class of a word tells as much as it can of the class of
/// the next: the exchange algorithm of Kneser and Ney (1993) for class bigrams.
///
/// Words that stand in the text once tell too little of their neighbours. They go to the class where words with
/// the same ending are: the longest ending that words of the text share decides.
public struct WordClassLearner: Sendable {
  /// How many classes there are, at least 2.
  public var classCount: Int
  /// How often each word looks for a better class, at most.
  public var iterations: Int
  /// Words that stand in the text more rarely go by their ending.
  public var minimumCount = 2

  public init(classCount: Int = 200, iterations: Int = 10) {
    self.classCount = classCount
    self.iterations = iterations
  }

  /// The class of each token of `vocabulary`, for `WordClasses.write`: numbers from `SpecialToken.count` on,
  /// but the special tokens keep their own. The same for the same text on every machine.
  public func learn(_ corpus: TokenizedCorpus, _ vocabulary: VocabularyBuilder) -> [TokenID] {
    precondition(classCount >= 2, "one class tells nothing")
    var counts = [Int](repeating: 0, count: vocabulary.count)
    for token in corpus.tokens { counts[Int(token)] += 1 }
    let words = (SpecialToken.count..<max(SpecialToken.count, vocabulary.count))
      .filter { counts[$0] >= minimumCount }
      .sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    var classes = [TokenID](repeating: SpecialToken.unknown, count: vocabulary.count)
    for token in 0..<min(SpecialToken.count, classes.count) { classes[token] = TokenID(token) }
    let found = exchange(words, counts, NeighbourCounts(corpus, words: words, vocabulary.count))
    for (index, word) in words.enumerated() { classes[word] = TokenID(SpecialToken.count) + found[index] }
    assignRare(&classes, vocabulary)
    return classes
  }

  /// The class of each of `words`, which are sorted by frequency: 0 ..< `classCount`.
  private func exchange(_ words: [Int], _ counts: [Int], _ neighbours: NeighbourCounts) -> [UInt32] {
    var classes = words.indices.map { UInt32($0 % classCount) }
    var table = ClassBigrams(classCount: classCount, neighbours, classes)
    for _ in 0..<iterations {
      var moves = 0
      for word in words.indices {
        let old = classes[word]
        table.remove(word, neighbours, classes)
        let best = table.bestClass(usually: old)
        table.insert(into: best)
        classes[word] = best
        if best != old { moves += 1 }
      }
      if moves * 200 < words.count { break }
    }
    return classes
  }

  /// Gives each word without a class the class of most words that end as it does.
  private func assignRare(_ classes: inout [TokenID], _ vocabulary: VocabularyBuilder) {
    var votes: [String: [TokenID: Int]] = [:]
    for token in SpecialToken.count..<max(SpecialToken.count, classes.count)
    where classes[token] != SpecialToken.unknown {
      for ending in Self.endings(of: vocabulary.spelling(of: TokenID(token))) {
        votes[ending, default: [:]][classes[token], default: 0] += 1
      }
    }
    let winners = votes.mapValues { votes in
      votes.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }!.key
    }
    let rest = TokenID(SpecialToken.count)
    for token in SpecialToken.count..<max(SpecialToken.count, classes.count)
    where classes[token] == SpecialToken.unknown {
      let endings = Self.endings(of: vocabulary.spelling(of: TokenID(token)))
      classes[token] = endings.lazy.compactMap { winners[$0] }.first ?? rest
    }
  }

  /// The last four to one characters of `word`, longest first.
  private static func endings(of word: String) -> [String] {
    let characters = word.suffix(4)
    return characters.indices.map { String(characters[$0...]) }
  }
}
