private import Foundation
public import Tokens

/// What stands in for the options of a token that has none of its own, or none that fits.
extension PhraseExtractor {
  /// Appends the options of several tokens as if they were one that stood at `position`; each has a weight
  /// that its occurrences count with.
  public func appendOptions(
    forTokens tokens: [(token: TokenID, weight: Float)], at position: Int, to result: inout TranslationOptions
  ) {
    candidates.removeAll(keepingCapacity: true)
    var total: Float = 0
    for (token, weight) in tokens {
      guard let interval = table.interval(of: token) else { continue }
      total += collect(interval, length: 1, limit: SingleTokens.sampleSize, weight: weight)
    }
    appendCollected(start: position, length: 1, total: total, scale: 1, to: &result)
  }

  /// Appends the single tokens that `token` is linked with in the bitext, whether or not they make phrases
  /// that are consistent with the alignment.
  public func appendLinkedOptions(for token: TokenID, at position: Int, to result: inout TranslationOptions) {
    guard let interval = table.interval(of: token) else { return }
    candidates.removeAll(keepingCapacity: true)
    let bitext = table.bitext
    let sampled = min(interval.count, SingleTokens.sampleSize)
    var total: Float = 0
    for sample in 0..<sampled {
      let place = Int(bitext.sourceSuffixes[interval.lower + sample * interval.count / sampled])
      guard place < bitext.sourceTokens.count else { continue }
      let sentence = Int(bitext.sentenceOfSource[place])
      guard sentence < bitext.sentenceCount else { continue }
      let inSentence = place - Int(bitext.sourceOffsets[sentence])
      for way in 0..<bitext.alignmentCount {
        let links = bitext.alignment(sentence, way: way).filter { Int($0.source) == inSentence }
        let sourcePlace = way * bitext.sourceTokens.count + place
        for link in links {
          let target = Int(bitext.targetOffsets[sentence]) + Int(link.target)
          guard target < bitext.targetTokens.count else { continue }
          add(
            targetPlace: target, length: 1, sourcePlace: sourcePlace,
            weight: alignmentShare / Float(links.count),
            lexicalForward: bitext.targetLexical[way * bitext.targetTokens.count + target],
            lexicalBackward: bitext.sourceLexical[sourcePlace], before: .monotone, after: .monotone)
        }
        if !links.isEmpty { total += alignmentShare }
      }
    }
    appendCollected(start: position, length: 1, total: total, scale: 1, to: &result)
  }

  /// Appends the option to leave `token` out, if it often enough has no counterpart in the bitext.
  ///
  /// Phrases hold such tokens where they stand beside others that they were seen with; elsewhere a decoder
  /// that cannot leave them out makes a word of each article and preposition.
  public func appendOmission(of token: TokenID, at position: Int, to result: inout TranslationOptions) {
    guard let interval = table.interval(of: token), interval.count >= SingleTokens.minimumOmissionCount else {
      return
    }
    let bitext = table.bitext
    let sampled = min(interval.count, SingleTokens.sampleSize)
    var unlinked: Float = 0
    for sample in 0..<sampled {
      let place = Int(bitext.sourceSuffixes[interval.lower + sample * interval.count / sampled])
      guard place < bitext.sourceTokens.count else { continue }
      for way in 0..<bitext.alignmentCount
      where !bitext.sourceSpans[way * bitext.sourceTokens.count + place].isAligned {
        unlinked += alignmentShare
      }
    }
    let share = unlinked / Float(sampled)
    guard share >= SingleTokens.minimumOmissionShare else { return }
    result.append(start: position, end: position + 1, target: [], kind: .omission) { option in
      option.forward = log(share)
      option.before = .certain
      option.after = .certain
    }
  }
}

private enum SingleTokens {
  /// How many occurrences of each of several pooled tokens are looked at.
  static let sampleSize = 60
  /// A token is left out only if it was seen so often, and had no counterpart in this share of the places.
  static let minimumOmissionCount = 10
  static let minimumOmissionShare: Float = 0.2
}
