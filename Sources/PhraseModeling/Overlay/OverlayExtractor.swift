private import Foundation
public import Tokens

/// Adds what an overlay knows to the translation options of sentences; one for each thread, reused.
///
/// For a span that both know, the counts of the bitext and `evidenceWeight` times those of the overlay are
/// pooled: a new word has the overlay's translation alone, and one sighting more or less does not change that of
/// an article. But where pairs agree on a translation and none has the one that the bitext prefers, the bitext
/// was corrected, however often it saw its own.
public final class OverlayExtractor {
  private let overlay: PhraseOverlay
  private let source: OverlaySide
  private let target: OverlaySide
  private let table: PhraseTable
  private var candidates = OverlayCandidates()

  /// How many sightings in the bitext one in the overlay is worth.
  private static let evidenceWeight: Float = 3
  /// What a corrected source token counts, if one that only the overlay knows counts 1: enough against what the
  /// language model is used to.
  private static let correctionWeight: Float = 15
  /// How many pairs must agree on a correction.
  private static let agreement: Float = 2
  /// Phrases in a larger share of the pairs of the bitext are too common to be corrected.
  private static let usualShare: Float = 0.01
  /// The bitext prefers its best translation, and those that are at least so probable beside it.
  private static let preferredShare: Float = 0.1
  /// How many occurrences of a source phrase are looked at; they are spread evenly over all of them.
  private static let sampleSize = 100
  /// How many target phrases are kept for a source phrase.
  private static let candidateLimit = 20

  public init(overlay: PhraseOverlay, table: PhraseTable) {
    self.overlay = overlay
    source = overlay.source
    target = overlay.target
    self.table = table
  }

  /// Merges the options that the overlay has for the spans of `sentence` into `result`, which holds those of
  /// the bitext and no others, span by span.
  public func mergeOptions(for sentence: [TokenID], into result: inout TranslationOptions) {
    guard overlay.count > 0 else { return }
    let spans = SpanIndex(result)
    for start in sentence.indices {
      var interval = source.places.indices
      var known = table.interval(of: sentence[start])
      for length in 1...min(PhraseOverlay.maximumPhraseLength, sentence.count - start) {
        let token = sentence[start + length - 1]
        interval = source.narrow(interval, length: length - 1, by: token)
        if interval.isEmpty { break }
        if length > 1 { known = known.flatMap { table.narrow($0, length: length - 1, by: token) } }
        merge(
          interval, start: start, length: length, among: spans[start, length], seen: known?.count ?? 0,
          into: &result)
      }
    }
  }

  /// Merges the options of one span; those of the bitext, which saw it `seen` times, stand at `old`.
  private func merge(
    _ interval: Range<Int>, start: Int, length: Int, among old: Range<Int>, seen: Int,
    into result: inout TranslationOptions
  ) {
    candidates.removeAll()
    let sampled = min(interval.count, Self.sampleSize)
    let preferred = preferredTargets(old, seen: seen, result)
    var total: Float = 0
    var overruled: Float = 0
    for sample in 0..<sampled {
      let place = Int(source.places[interval.lowerBound + sample * interval.count / sampled])
      guard extract(place: place, length: length) else { continue }
      total += 1
      if overrules(Int(source.pairs[place]), preferred) { overruled += 1 }
    }
    guard total > 0 else { return }
    let scale = Self.evidenceWeight * Float(interval.count) / Float(sampled)
    let oldTotal = old.isEmpty ? 0 : Float(seen)
    let newTotal = scale * total
    let share = newTotal / (oldTotal + newTotal)
    let left = log(max(1 - share, .leastNormalMagnitude))
    var probabilities: [Int: Float] = [:]
    for index in old {
      probabilities[index] = exp(result.options[index].forward)
      result.options[index].forward += left
    }
    for candidate in candidates.best(Self.candidateLimit) {
      let phrase = target.corpus.tokens[candidate.targetRange]
      let count = scale * candidate.count
      var forward = count - table.parameters.discount * min(1, count)
      let backward = Self.backward(candidate, of: target.occurrences(of: phrase), scale: scale)
      let index: Int
      if let same = old.first(where: { result.target(of: result.options[$0]) == phrase }) {
        index = same
        forward += oldTotal * (probabilities[same] ?? 0)
        let (a, b) = (exp(result.options[index].backward), backward)
        result.options[index].backward = log((1 - share) * a + share * b)
        result.options[index].rarity = 1 / (1 / max(result.options[index].rarity, 1e-6) + count)
      } else {
        index = result.options.count
        result.append(start: start, end: start + length, target: phrase, kind: .memory) {
          $0.backward = log(backward)
          $0.rarity = 1 / max(1, count)
          $0.lexicalForward = candidate.lexicalForward
          $0.lexicalBackward = candidate.lexicalBackward
        }
      }
      let option = result.options[index]
      result.options[index].kind = .memory
      result.options[index].forward = min(0, log(forward / (oldTotal + newTotal)))
      result.options[index].lexicalForward = max(option.lexicalForward, candidate.lexicalForward)
      result.options[index].lexicalBackward = max(option.lexicalBackward, candidate.lexicalBackward)
      let isCorrection =
        overruled == total && candidate.occurrences >= Self.agreement && 2 * candidate.occurrences > total
      result.options[index].memory = Float(length) * (isCorrection ? Self.correctionWeight : share)
      result.options[index].newTokens = UInt16(phrase.count { Int($0) >= overlay.targetVocabularySize })
      result.options[index].before = candidate.before.probabilities()
      result.options[index].after = candidate.after.probabilities()
      result.options[index].sourcePlace = candidate.sourcePlace
      result.options[index].targetPlace = UInt32(candidate.targetRange.lowerBound)
    }
  }

  /// How the bitext translates a span that is not in many of its pairs: the best target phrase and those that
  /// come near it.
  private func preferredTargets(
    _ old: Range<Int>, seen: Int, _ options: TranslationOptions
  ) -> [ArraySlice<TokenID>] {
    guard Float(seen) < Self.usualShare * Float(table.bitext.sentenceCount),
      let best = old.map({ options.options[$0].forward }).max()
    else { return [] }
    let least = best + log(Self.preferredShare)
    return old.filter { options.options[$0].forward >= least }.map { options.target(of: options.options[$0]) }
  }

  /// Tells whether the target of a pair holds none of `preferred`, of which there are some: whoever wrote it
  /// had another translation in mind.
  private func overrules(_ pair: Int, _ preferred: [ArraySlice<TokenID>]) -> Bool {
    guard !preferred.isEmpty else { return false }
    let sentence = target.corpus[pair]
    return !preferred.contains { sentence.contains($0) }
  }

  /// p(source | target) in the overlay alone.
  private static func backward(_ candidate: OverlayCandidate, of occurrences: Int, scale: Float) -> Float {
    let all = Float(max(1, occurrences)) * evidenceWeight
    let joint = min(all, candidate.occurrences * scale)
    return (joint - min(0.4, joint / 2)) / all
  }

  /// Extracts the target phrases that are consistent with the alignment for the source phrase at `place`;
  /// tells whether there are any.
  private func extract(place: Int, length: Int) -> Bool {
    let pair = Int(source.pairs[place])
    let sourceRange = source.corpus.range(of: pair)
    let targetRange = target.corpus.range(of: pair)
    let first = place - sourceRange.lowerBound
    let end = first + length
    let isWhole = length == sourceRange.count
    let limit = isWhole ? targetRange.count : max(BitextLayout.maximumPhraseLength, 2 * length)

    var span = LinkSpan.unaligned
    var lexicalBackward: Float = 0
    for position in place..<(place + length) {
      let links = source.spans[position]
      if links.isAligned {
        span.include(links.first)
        span.include(links.last)
      }
      lexicalBackward += source.lexical[position]
    }
    guard span.isAligned else { return false }
    let inner = Int(span.first)...Int(span.last)
    guard inner.count <= limit else { return false }
    for position in inner {
      let links = target.spans[targetRange.lowerBound + position]
      if links.isAligned, Int(links.first) < first || Int(links.last) >= end { return false }
    }

    // Unaligned target tokens at the edges may belong to the phrase or not, but to a whole source they do.
    var outer = isWhole ? 0...(targetRange.count - 1) : inner
    if !isWhole {
      func isFree(_ position: Int) -> Bool { !target.spans[targetRange.lowerBound + position].isAligned }
      while outer.lowerBound > 0, inner.upperBound - outer.lowerBound + 1 < limit,
        isFree(outer.lowerBound - 1)
      {
        outer = (outer.lowerBound - 1)...outer.upperBound
      }
      while outer.upperBound + 1 < targetRange.count, outer.upperBound + 1 - inner.lowerBound < limit,
        isFree(outer.upperBound + 1)
      { outer = outer.lowerBound...(outer.upperBound + 1) }
    }
    var ways: [ClosedRange<Int>] = []
    for start in isWhole ? 0...0 : outer.lowerBound...inner.lowerBound {
      for last in isWhole ? outer.upperBound...outer.upperBound : inner.upperBound...outer.upperBound
      where last - start < limit { ways.append(start...last) }
    }
    for way in ways {
      let range = (targetRange.lowerBound + way.lowerBound)..<(targetRange.lowerBound + way.upperBound + 1)
      let before = way.lowerBound > 0 ? target.spans[range.lowerBound - 1] : nil
      let after = range.upperBound < targetRange.upperBound ? target.spans[range.upperBound] : nil
      candidates.add(
        OverlayCandidate(
          targetRange: range, sourcePlace: UInt32(place),
          lexicalForward: target.lexical[range].reduce(0, +), lexicalBackward: lexicalBackward),
        weight: 1 / Float(ways.count), before: .before(before, first: first, end: end),
        after: .after(after, first: first, end: end, sourceCount: sourceRange.count),
        tokens: target.corpus.tokens)
    }
    return true
  }
}

/// Where the options of each span stand among those of a sentence, which come span by span.
private struct SpanIndex {
  private var ranges: [UInt32: Range<Int>] = [:]

  init(_ options: TranslationOptions) {
    for (index, option) in options.options.enumerated() {
      let span = UInt32(option.start) << 16 | UInt32(option.end)
      ranges[span] = (ranges[span]?.lowerBound ?? index)..<(index + 1)
    }
  }

  subscript(start: Int, length: Int) -> Range<Int> {
    ranges[UInt32(start) << 16 | UInt32(start + length)] ?? 0..<0
  }
}
