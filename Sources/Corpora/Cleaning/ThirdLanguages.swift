private import Foundation
internal import Tokens

/// Tells which segments of corpora are neither in their own language nor in that of the other side, but in one of
/// the large languages of `FrequentWords`.
///
/// A segment's words are weighed by how much more often they stand in that language than on their side of the
/// corpora (Dunning 1994, with words for characters): frequent words of the language speak for it, those of the
/// side against it. Names, rare words and words that both have (`de`, `a`) say nothing, so that short lines, names
/// and text with a few words of another language stay.
public struct ThirdLanguages: Sendable {
  /// Fewer pairs do not tell what the frequent words of a side are.
  static let fewestPairs = 200
  /// More pairs would teach nothing more.
  private static let mostPairs = 200_000
  /// The share of words that are not frequent, in either text.
  private static let rare = 0.0001
  /// Words that a side has no more often than this are not frequent there: they may stand in the segment that is
  /// judged.
  private static let fewestOccurrences = 3.0
  /// One word alone is never surer than this, in nats.
  private static let limit = 4.0

  private var words = VocabularyBuilder()
  /// By language, side and word, how much the word speaks for the language, in nats.
  private var evidence: [(source: [Float], target: [Float])] = []

  /// Learns what is usual on the two sides of `corpora`; nil if there is too little.
  ///
  /// - Parameters:
  ///   - source, target: the ISO 639-3 codes of the sides.
  public init?(source: String, target: String, learningFrom corpora: [ParallelCorpus]) {
    let pairs = corpora.reduce(0) { $0 + $1.count }
    let others = FrequentWords.table.keys.sorted().filter { $0 != source && $0 != target }
    guard pairs >= Self.fewestPairs, !others.isEmpty else { return nil }
    let step = 1 + pairs / Self.mostPairs
    let sides = [corpora.map(\.sourceColumn), corpora.map(\.targetColumn)].map { columns in
      count(columns, step: step)
    }
    for language in others {
      let shares = shares(of: language)
      evidence.append((Self.evidence(shares, sides[0]), Self.evidence(shares, sides[1])))
    }
  }

  /// How often each word stands in `columns`, and how many words there are.
  private mutating func count(_ columns: [SegmentColumn], step: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: words.count)
    var scanner = SegmentWords()
    for column in columns {
      for index in stride(from: 0, to: column.count, by: step) {
        column.withBytes(index) { bytes in
          scanner.forEach(bytes) { word, _ in
            let id = Int(words.insert(word))
            if id >= counts.count {
              counts.append(contentsOf: repeatElement(0, count: id + 1 - counts.count))
            }
            counts[id] += 1
          }
        }
      }
    }
    return counts
  }

  private mutating func shares(of language: String) -> [Int: Double] {
    var result: [Int: Double] = [:]
    var scanner = SegmentWords()
    for (word, share) in FrequentWords.shares(of: language) {
      var word = word
      word.withUTF8 { bytes in
        scanner.forEach(UnsafeRawBufferPointer(bytes)) { word, _ in result[Int(words.insert(word))] = share }
      }
    }
    return result
  }

  private static func evidence(_ shares: [Int: Double], _ counts: [Int]) -> [Float] {
    let total = Double(max(1, counts.reduce(0, +)))
    let rare = max(rare, fewestOccurrences / total)
    let size = max(counts.count, (shares.keys.max() ?? -1) + 1)
    return (0..<size).map { word in
      let own = word < counts.count ? Double(counts[word]) / total : 0
      let ratio = log(max(rare, shares[word] ?? 0) / max(rare, own))
      return Float(max(-limit, min(limit, ratio)))
    }
  }

  /// Whether a side of the pair at `index` of `corpus` is surely in a third language.
  func hasThird(_ corpus: ParallelCorpus, _ index: Int, _ scanner: inout SegmentWords) -> Bool {
    isThird(corpus.sourceColumn, index, \.source, &scanner)
      || isThird(corpus.targetColumn, index, \.target, &scanner)
  }

  private func isThird(
    _ column: SegmentColumn, _ index: Int, _ side: KeyPath<(source: [Float], target: [Float]), [Float]>,
    _ scanner: inout SegmentWords
  ) -> Bool {
    var ids: [Int] = []
    column.withBytes(index) { bytes in
      scanner.forEach(bytes) { word, _ in ids.append(words.id(of: word).map { Int($0) } ?? .max) }
    }
    guard ids.count >= ThirdEvidence.fewestWords else { return false }
    return evidence.contains { language in
      let weights = language[keyPath: side]
      return ThirdEvidence(ids.lazy.map { $0 < weights.count ? weights[$0] : 0 }).isSure
    }
  }
}

/// What the words of a segment say about one other language.
///
/// The limits were set by hand so that a doubtful segment stays, and then looked at in four corpora with 70,000 pairs:
/// they dropped 34, nearly all of them rightly.
private struct ThirdEvidence {
  static let fewestWords = 5
  private var words = 0
  /// Words that clearly speak for the language.
  private var clearWords = 0
  private var favour: Float = 0
  private var against: Float = 0

  init(_ weights: some Sequence<Float>) {
    for weight in weights {
      words += 1
      if weight > 1.5 { clearWords += 1 }
      if weight > 0 { favour += weight } else { against -= weight }
    }
  }

  var isSure: Bool {
    clearWords >= 3 && Double(clearWords) >= 0.25 * Double(words) && favour - against >= 7
      && against <= 0.25 * favour
  }
}
