internal import Alignment
private import Foundation
internal import PhraseModeling
internal import Tokens

/// Aligns pairs that came after training with what the model knows: one for each thread, for it remembers
/// the words that it has looked up.
///
/// Each direction is the best path of a hidden Markov model (Vogel, Ney and Tillmann 1996) whose lexicon is
/// that of the bitext, widened by what `WordLikeness` sees; nothing is estimated, so a pair's alignment does
/// not depend on other pairs.
final class PairAligner {
  private let words: WordLikeness
  private let method: Symmetrization
  /// How many sightings in the bitext a link of the memory is worth, for lexical probabilities.
  private static let evidenceWeight: Float = 10
  /// What a token without a counterpart has as its lexical probability.
  private static let unlinked: Float = 0.02

  init(model: TranslationModel, sourceWords: OverlayWords, targetWords: OverlayWords) {
    words = WordLikeness(model: model, sourceWords: sourceWords, targetWords: targetWords)
    method = Symmetrization(rawValue: model.manifest.training.options.symmetrization) ?? .growDiagFinalAnd
  }

  /// The pair with its links; one with an empty side has none.
  func align(_ source: [TokenID], _ target: [TokenID]) -> PhraseOverlay.Pair {
    guard !source.isEmpty, !target.isEmpty else { return .empty }
    var forward = [Float](repeating: 0, count: source.count * target.count)
    var backward = forward
    for (i, f) in source.enumerated() {
      for (j, e) in target.enumerated() {
        let likeness = words.likeness(f, e)
        forward[j * source.count + i] = likeness.forward
        backward[i * target.count + j] = likeness.backward
      }
    }
    let toSource = AlignmentPath.best(forward, width: source.count)
    let toTarget = AlignmentPath.best(backward, width: target.count)
    let links = method.join(
      forward: toSource.enumerated().compactMap { j, i in i.map { AlignmentPoint(source: $0, target: j) } },
      backward: toTarget.enumerated().compactMap { i, j in j.map { AlignmentPoint(source: i, target: $0) } })
    return pair(source, target, links)
  }

  /// Gives the links their lexical probabilities: those of the bitext, and that they were seen here.
  private func pair(_ source: [TokenID], _ target: [TokenID], _ links: [AlignmentPoint]) -> PhraseOverlay.Pair
  {
    var sources = [(sum: Float, count: Float)](repeating: (0, 0), count: source.count)
    var targets = [(sum: Float, count: Float)](repeating: (0, 0), count: target.count)
    for link in links {
      let (i, j) = (Int(link.source), Int(link.target))
      let seen = words.links(source[i], target[j])
      targets[j].sum += max(
        seen.forward, Self.evidenceWeight / (Float(seen.occurrences) + Self.evidenceWeight))
      targets[j].count += 1
      sources[i].sum += max(seen.backward, 0.2)
      sources[i].count += 1
    }
    func logarithm(_ mean: (sum: Float, count: Float)) -> Float {
      log(mean.count > 0 ? mean.sum / mean.count : Self.unlinked)
    }
    return PhraseOverlay.Pair(
      source: source, target: target, links: links, sourceLexical: sources.map(logarithm),
      targetLexical: targets.map(logarithm))
  }
}

/// The most probable path of one direction.
private enum AlignmentPath {
  /// The probability that a token has no counterpart, and that of any token then.
  private static let nullLogarithm = log(Float(0.2 * 0.004))
  private static let linkedLogarithm = log(Float(0.8))

  /// For each generated token its generator, or nil.
  ///
  /// - Parameter likeness: for each generated token, its lexical probabilities given the `width` generators.
  static func best(_ likeness: [Float], width: Int) -> [Int?] {
    let height = likeness.count / width
    let jumps = jumpLogarithms(width)
    // State i is linked to generator i, state width + i to none while i was the last.
    var scores = [Float](repeating: -.infinity, count: 2 * width)
    var choices = [UInt16](repeating: 0, count: height * 2 * width)
    var ends = [Float](repeating: 0, count: width)
    var endStates = [UInt16](repeating: 0, count: width)
    for j in 0..<height {
      for i in 0..<width where j > 0 {
        let isNull = scores[width + i] > scores[i]
        ends[i] = isNull ? scores[width + i] : scores[i]
        endStates[i] = UInt16(isNull ? width + i : i)
      }
      for i in 0..<width {
        var best: Float = -.infinity
        var from = UInt16(0)
        if j == 0 {
          best = jumps[width + i + 1]
        } else {
          for last in 0..<width where ends[last] + jumps[width + i - last] > best {
            best = ends[last] + jumps[width + i - last]
            from = endStates[last]
          }
        }
        scores[i] = best + linkedLogarithm + log(likeness[j * width + i])
        choices[(j * 2) * width + i] = from
        // At the start none is the last: all are equal.
        scores[width + i] = (j == 0 ? -log(Float(width)) : ends[i]) + nullLogarithm
        choices[(j * 2 + 1) * width + i] = endStates[i]
      }
    }
    var state = 0
    for other in scores.indices where scores[other] > scores[state] { state = other }
    var result = [Int?](repeating: nil, count: height)
    for j in (0..<height).reversed() {
      if state < width { result[j] = state }
      state = Int(choices[(state < width ? j * 2 : j * 2 + 1) * width + state % width])
    }
    return result
  }

  /// The logarithm of the probability of each jump from −width to width, at index width + jump: one ahead
  /// is usual.
  private static func jumpLogarithms(_ width: Int) -> [Float] {
    let weights = (-width...width).map { exp(-0.4 * abs(Float($0) - 1)) + 0.02 }
    let sum = weights.reduce(0, +)
    return weights.map { log($0 / sum) }
  }
}
