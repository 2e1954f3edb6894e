private import Foundation
private import Tokens

extension SideLanguages {
  /// Learns from the pairs of `corpora`, of very many from some all over them; nil if they are too few or if
  /// so much looks wrong that nothing was learned.
  ///
  /// Untranslated segments blur the counts, so that those found are left out and the rest is counted again.
  public init?(learningFrom corpora: [ParallelCorpus]) {
    guard corpora.reduce(0, { $0 + $1.count }) >= Self.fewestPairs else { return nil }
    var learner = SideLanguageLearner(corpora)
    for _ in 0..<3 {
      learner.count()
      if !learner.judge() { break }
    }
    guard Double(learner.suspects) <= Self.largestShare * Double(learner.pairs) else { return nil }
    self.init(words: learner.words, shapes: learner.shapes, odds: learner.odds)
  }
}

/// Counts the words of both sides, again and again without the pairs that look wrong.
private struct SideLanguageLearner {
  private(set) var words = VocabularyBuilder()
  private(set) var shapes = WordShapes()
  private(set) var odds: [Float] = []
  private(set) var suspects = 0

  private var source = Side()
  private var target = Side()
  private var isSuspect: [Bool] = []
  private var lengths: [Int] = []
  /// The numbers of the n-grams of each word, one word after the other.
  private var grams: [UInt32] = []
  private var gramEnds: [Int] = []

  /// The weight of a word's shape, in occurrences.
  private static let shapeWeight = 2.0

  private struct Side {
    var ids: [TokenID] = []
    var ends: [Int] = []

    func range(_ pair: Int) -> Range<Int> { (pair == 0 ? 0 : ends[pair - 1])..<ends[pair] }
  }

  var pairs: Int { isSuspect.count }

  /// More pairs would cost time and memory, and teach nothing more.
  private static let mostPairs = 200_000

  init(_ corpora: [ParallelCorpus]) {
    lengths = [Int](repeating: 0, count: words.count)
    let step = 1 + corpora.reduce(0) { $0 + $1.count } / Self.mostPairs
    for corpus in corpora {
      read(corpus.sourceColumn, step, into: \.source)
      read(corpus.targetColumn, step, into: \.target)
    }
    isSuspect = [Bool](repeating: false, count: source.ends.count)
    for id in 0..<words.count {
      let bytes = words.text[Int(words.offsets[id])..<Int(words.offsets[id + 1])]
      if lengths[id] > 0 { shapes.insert(bytes, into: &grams) }
      gramEnds.append(grams.count)
    }
  }

  private mutating func read(_ column: SegmentColumn, _ step: Int, into path: WritableKeyPath<Self, Side>) {
    var scanner = SegmentWords()
    var side = self[keyPath: path]
    self[keyPath: path] = Side()
    for index in stride(from: 0, to: column.count, by: step) {
      column.withBytes(index) { bytes in
        scanner.forEach(bytes) { word, letters in
          let id = words.insert(word)
          if Int(id) == lengths.count { lengths.append(letters) }
          side.ids.append(id)
        }
      }
      side.ends.append(side.ids.count)
    }
    self[keyPath: path] = side
  }

  private func gramRange(_ word: Int) -> Range<Int> {
    (word == 0 ? 0 : gramEnds[word - 1])..<gramEnds[word]
  }

  /// Counts what is not suspect, and gives each word its odds: its share of occurrences on the target side,
  /// with a few more occurrences divided by its shape.
  mutating func count() {
    let (first, second) = (counts(source), counts(target))
    shapes.learn(first: gramCounts(first), second: gramCounts(second))
    let (firstTotal, secondTotal) = (max(1, first.reduce(0, +)), max(1, second.reduce(0, +)))
    let mean = (firstTotal + secondTotal) / 2
    odds = (0..<words.count).map { word in
      let shape = Double(shapes.odds(grams[gramRange(word)]))
      let share = 1 / (1 + exp(-shape))
      let forTarget = second[word] / secondTotal * mean + Self.shapeWeight * share
      let forSource = first[word] / firstTotal * mean + Self.shapeWeight * (1 - share)
      return max(-WordShapes.limit, min(WordShapes.limit, Float(log(forTarget / forSource))))
    }
  }

  private func counts(_ side: Side) -> [Double] {
    var result = [Double](repeating: 0, count: words.count)
    for pair in 0..<pairs where !isSuspect[pair] {
      for id in side.ids[side.range(pair)] { result[Int(id)] += 1 }
    }
    return result
  }

  private func gramCounts(_ counts: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: shapes.count)
    for word in counts.indices where counts[word] > 0 {
      for gram in grams[gramRange(word)] { result[Int(gram)] += counts[word] }
    }
    return result
  }

  /// Marks the pairs that look wrong; tells whether the marks changed.
  mutating func judge() -> Bool {
    var hasChanged = false
    suspects = 0
    for pair in 0..<pairs {
      let verdict = SideLanguages.verdict(sideWords(source, pair), sideWords(target, pair))
      let isWrong = verdict != .asExpected
      if isWrong { suspects += 1 }
      if isWrong != isSuspect[pair] {
        isSuspect[pair] = isWrong
        hasChanged = true
      }
    }
    return hasChanged
  }

  private func sideWords(_ side: Side, _ pair: Int) -> [SideWord] {
    side.ids[side.range(pair)].map { SideWord(id: $0, letters: lengths[Int($0)], odds: odds[Int($0)]) }
  }
}
