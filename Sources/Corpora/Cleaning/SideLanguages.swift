internal import Tokens

/// Tells which segments of corpora are in the language of the other side, learned from the corpora alone.
///
/// A word counts for the side on which it stands more often; a rare one also for the side whose words it
/// looks like. Names and loanwords stand on both sides and count for neither, so that code-switched text
/// (jopara) stays: a segment is foreign only if hardly a word in it belongs to its own side.
public struct SideLanguages: Sendable {
  /// What a pair of segments looks like.
  enum Verdict: Sendable, Equatable {
    case asExpected
    /// One side, or both, is in the language of the other.
    case untranslated
    /// Each side is in the language of the other.
    case swapped
  }

  /// Fewer pairs teach nothing.
  static let fewestPairs = 200
  /// Where more than this share of the pairs looks wrong, it is the learning that went wrong.
  static let largestShare = 0.3

  let words: VocabularyBuilder
  let shapes: WordShapes
  /// By word, the logarithm of the odds that it belongs to the target side.
  let odds: [Float]

  /// Judges the pair at `index` of `corpus`.
  func verdict(_ corpus: ParallelCorpus, _ index: Int, _ scanner: inout SegmentWords) -> Verdict {
    let source = sideWords(corpus.sourceColumn, index, &scanner)
    let target = sideWords(corpus.targetColumn, index, &scanner)
    return Self.verdict(source, target)
  }

  private func sideWords(
    _ column: SegmentColumn, _ index: Int, _ scanner: inout SegmentWords
  ) -> [SideWord] {
    var result: [SideWord] = []
    column.withBytes(index) { bytes in
      scanner.forEach(bytes) { word, letters in
        if let id = words.id(of: word) {
          result.append(SideWord(id: id, letters: letters, odds: odds[Int(id)]))
        } else {
          result.append(
            SideWord(id: SpecialToken.unknown, letters: letters, odds: shapes.odds(ofUnknown: word)))
        }
      }
    }
    return result
  }

  static func verdict(_ source: [SideWord], _ target: [SideWord]) -> Verdict {
    let sourceEvidence = SideEvidence(source, sign: -1)
    let targetEvidence = SideEvidence(target, sign: 1)
    let isSourceForeign = sourceEvidence.isForeign
    let isTargetForeign = targetEvidence.isForeign
    if isSourceForeign && targetEvidence.seemsForeign || isTargetForeign && sourceEvidence.seemsForeign {
      return .swapped
    }
    if isSourceForeign || isTargetForeign { return .untranslated }
    if sourceEvidence.mayBeCopy && share(of: source, in: target) >= SideEvidence.copiedShare
      || targetEvidence.mayBeCopy && share(of: target, in: source) >= SideEvidence.copiedShare
    {
      return .untranslated
    }
    return .asExpected
  }

  /// The share of `words` that also stand in `others`.
  private static func share(of words: [SideWord], in others: [SideWord]) -> Double {
    let known = words.count { word in
      word.id != SpecialToken.unknown && others.contains { $0.id == word.id }
    }
    return Double(known) / Double(max(1, words.count))
  }
}

/// A word of a segment.
struct SideWord: Sendable {
  /// `SpecialToken.unknown` for a word that was not learned from.
  var id: TokenID
  var letters: Int
  /// The logarithm of the odds that it belongs to the target side.
  var odds: Float
}

/// What the words of a segment say about its language.
///
/// The limits are set by hand on the training parts of four corpora, so that of the pairs dropped at least
/// 19 of 20 were untranslated.
struct SideEvidence: Sendable {
  private(set) var words = 0
  private(set) var letters = 0
  /// The sum of the logarithms of the odds that the words belong to the segment's own side.
  private(set) var total: Float = 0
  /// Letters of words that clearly belong to the segment's side, and to the other.
  private(set) var ownLetters = 0
  private(set) var foreignLetters = 0

  /// Odds of two to one are clear.
  private static let clear: Float = 0.7
  /// A copy has at least this share of the other side's words.
  static let copiedShare = 0.8

  /// - Parameter sign: 1 for the target side, -1 for the source side.
  init(_ side: [SideWord], sign: Float) {
    for word in side {
      let odds = sign * word.odds
      words += 1
      letters += word.letters
      total += odds
      if odds > Self.clear { ownLetters += word.letters }
      if odds < -Self.clear { foreignLetters += word.letters }
    }
  }

  /// Whether the segment is surely in the language of the other side. A few letters may be its own: names
  /// that look so, or the words around a quotation.
  var isForeign: Bool { seemsForeign && Double(ownLetters) <= 0.05 * Double(letters) }

  /// The same with less certainty: enough where the other side is surely foreign too.
  var seemsForeign: Bool {
    words >= 4 && letters >= 15 && total <= -8
      && Double(ownLetters) <= 0.15 * Double(letters) && Double(foreignLetters) >= 0.5 * Double(letters)
  }

  /// Whether it is enough that the segment repeats the other side's words, as captions full of names do.
  var mayBeCopy: Bool {
    words >= 4 && letters >= 15 && total <= -4
      && ownLetters == 0 && Double(foreignLetters) >= 0.2 * Double(letters)
  }
}
