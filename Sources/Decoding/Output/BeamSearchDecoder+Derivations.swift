internal import Compute
internal import LanguageModeling
public import PhraseModeling
internal import Tokens

extension BeamSearchDecoder {
  /// The best translation of a search, or nil if it found none.
  public func best(_ graph: SearchGraph, _ input: TranslationOptions) -> Derivation? {
    guard let last = graph.finals.first else { return nil }
    return derivation(of: path(endingAt: last), score: hypotheses[last].score, input)
  }

  /// The best translations of a search with different tokens, best first, at most `count`.
  ///
  /// Paths are taken lazily from the graph: each follows the best hypotheses back except where it turns
  /// off to one that was recombined.
  public func nBest(_ graph: SearchGraph, count: Int, _ input: TranslationOptions) -> [Derivation] {
    var queue = TurnQueue()
    for head in graph.finals {
      var node = Int32(head)
      while node >= 0 {
        queue.push(Turn(score: hypotheses[Int(node)].score, node: node, replaced: -1, parent: -1))
        node = hypotheses[Int(node)].recombined
      }
    }
    var taken: [Turn] = []
    var result: [Derivation] = []
    var seen: Set<[TokenID]> = []
    // Many paths make the same string: look at a bounded number of them for the wanted number of strings.
    while result.count < count, taken.count < count * 6, !queue.isEmpty {
      let turn = queue.pop()
      taken.append(turn)
      var node = hypotheses[Int(turn.node)].previous
      while node >= 0, hypotheses[Int(node)].entry >= 0 {
        var other = hypotheses[Int(node)].recombined
        while other >= 0 {
          let loss = hypotheses[Int(other)].score - hypotheses[Int(node)].score
          queue.push(
            Turn(score: turn.score + loss, node: other, replaced: node, parent: Int32(taken.count - 1)))
          other = hypotheses[Int(other)].recombined
        }
        node = hypotheses[Int(node)].previous
      }
      let found = derivation(of: path(along: turn, taken), score: turn.score, input)
      if seen.insert(found.tokens).inserted { result.append(found) }
    }
    return result
  }

  /// The hypotheses of the path that `turn` ends, from the last to the first.
  private func path(along turn: Turn, _ taken: [Turn]) -> [Int] {
    var turns = [turn]
    while let parent = turns.last?.parent, parent >= 0 { turns.append(taken[Int(parent)]) }
    var next = turns.count - 1
    var node = turns[next].node
    var nodes: [Int] = []
    while hypotheses[Int(node)].entry >= 0 {
      nodes.append(Int(node))
      node = hypotheses[Int(node)].previous
      if next > 0, turns[next - 1].replaced == node {
        next -= 1
        node = turns[next].node
      }
    }
    return nodes
  }

  /// The hypotheses from `last` back to the first, without the empty one.
  private func path(endingAt last: Int) -> [Int] {
    var nodes: [Int] = []
    var current = last
    while current >= 0, hypotheses[current].entry >= 0 {
      nodes.append(current)
      current = Int(hypotheses[current].previous)
    }
    return nodes
  }

  /// Adds up the features of a path, which runs from the last hypothesis to the first.
  private func derivation(of path: [Int], score: Float, _ input: TranslationOptions) -> Derivation {
    var features = [Float](repeating: 0, count: Feature.count)
    var tokens: [TokenID] = []
    var steps: [Derivation.Step] = []
    var previous: TranslationOption?
    for node in path.reversed() {
      let hypothesis = hypotheses[node]
      let index = Int(options.entries[Int(hypothesis.entry)].option)
      let option = input.options[index]
      let target = input.target(of: option)
      steps.append(
        Derivation.Step(
          option: index, source: Int(option.start)..<Int(option.end),
          target: tokens.count..<(tokens.count + target.count)))
      tokens.append(contentsOf: target)
      ScoredOptions.forEachFixedFeature(of: option) { features[$0.rawValue] += $1 }
      features[Feature.languageModel.rawValue] += hypothesis.languageModel
      features[Feature.classLanguageModel.rawValue] += hypothesis.classLanguageModel
      for token in target where !languageModel.knows(token) {
        features[Feature.unknownToLanguageModel.rawValue] += 1
      }
      let lastEnd = Int(previous?.end ?? 0)
      features[Feature.distortion.rawValue] -= Float(abs(Int(option.start) - lastEnd))
      addOrientation(of: option, after: previous, to: &features)
      previous = option
    }
    if let previous {
      if Int(previous.end) == options.length {
        features[Feature.afterMonotone.rawValue] += previous.after.monotone
      } else {
        features[Feature.afterDiscontinuous.rawValue] += previous.after.discontinuous
      }
    }
    return Derivation(score: score, tokens: tokens, steps: steps, features: features)
  }

  private func addOrientation(
    of option: TranslationOption, after previous: TranslationOption?, to features: inout [Float]
  ) {
    if option.start == previous?.end ?? 0 {
      features[Feature.beforeMonotone.rawValue] += option.before.monotone
      features[Feature.afterMonotone.rawValue] += previous?.after.monotone ?? 0
    } else if let previous, option.end == previous.start {
      features[Feature.beforeSwap.rawValue] += option.before.swap
      features[Feature.afterSwap.rawValue] += previous.after.swap
    } else {
      features[Feature.beforeDiscontinuous.rawValue] += option.before.discontinuous
      features[Feature.afterDiscontinuous.rawValue] += previous?.after.discontinuous ?? 0
    }
  }
}
