private import Foundation
internal import Tokens

/// For each token of a bitext, the lexical probability of that token given the tokens linked to it.
///
/// p(e|f) is the share of f's links that go to e; a token with several links takes their mean, one
/// without links takes p(e|NULL) (Koehn, Och and Marcu 2003). A phrase pair that is consistent with the
/// alignment holds all links of its tokens, so its lexical weight is a sum over these values.
struct LexicalWeights {
  /// Natural logarithms, one for each target token.
  private(set) var target: [Float]
  /// Natural logarithms, one for each source token.
  private(set) var source: [Float]

  init(source: TokenizedCorpus, target: TokenizedCorpus, alignment: CorpusAlignment) {
    var counts = PairCounts(capacity: alignment.links.count + source.tokens.count / 4)
    var sourceLinks = [UInt32](repeating: 0, count: Int(source.tokens.max() ?? 0) + 1)
    var targetLinks = [UInt32](repeating: 0, count: Int(target.tokens.max() ?? 0) + 1)
    var sourceNull: UInt32 = 0
    var targetNull: UInt32 = 0
    var sourceIsLinked = [Bool](repeating: false, count: source.tokens.count)
    var targetIsLinked = [Bool](repeating: false, count: target.tokens.count)
    for pair in 0..<alignment.sentenceCount {
      let sourceStart = Int(source.offsets[pair])
      let targetStart = Int(target.offsets[pair])
      for link in alignment[pair] {
        let f = source.tokens[sourceStart + Int(link.source)]
        let e = target.tokens[targetStart + Int(link.target)]
        counts.add(f, e)
        sourceLinks[Int(f)] += 1
        targetLinks[Int(e)] += 1
        sourceIsLinked[sourceStart + Int(link.source)] = true
        targetIsLinked[targetStart + Int(link.target)] = true
      }
    }
    for (place, token) in target.tokens.enumerated() where !targetIsLinked[place] {
      counts.add(Self.null, token)
      sourceNull += 1
      targetLinks[Int(token)] += 1
    }
    for (place, token) in source.tokens.enumerated() where !sourceIsLinked[place] {
      counts.add(token, Self.null)
      targetNull += 1
      sourceLinks[Int(token)] += 1
    }

    var targetSums = [Float](repeating: 0, count: target.tokens.count)
    var targetCounts = [Float](repeating: 0, count: target.tokens.count)
    var sourceSums = [Float](repeating: 0, count: source.tokens.count)
    var sourceCounts = [Float](repeating: 0, count: source.tokens.count)
    for pair in 0..<alignment.sentenceCount {
      let sourceStart = Int(source.offsets[pair])
      let targetStart = Int(target.offsets[pair])
      for link in alignment[pair] {
        let i = sourceStart + Int(link.source)
        let j = targetStart + Int(link.target)
        let f = source.tokens[i]
        let e = target.tokens[j]
        let joint = Float(counts.count(f, e))
        targetSums[j] += joint / Float(sourceLinks[Int(f)])
        targetCounts[j] += 1
        sourceSums[i] += joint / Float(targetLinks[Int(e)])
        sourceCounts[i] += 1
      }
    }
    self.target = target.tokens.indices.map { j in
      targetCounts[j] > 0
        ? log(targetSums[j] / targetCounts[j])
        : log(Float(counts.count(Self.null, target.tokens[j])) / Float(max(1, sourceNull)))
    }
    self.source = source.tokens.indices.map { i in
      sourceCounts[i] > 0
        ? log(sourceSums[i] / sourceCounts[i])
        : log(Float(counts.count(source.tokens[i], Self.null)) / Float(max(1, targetNull)))
    }
  }

  private static let null = TokenID.max
}

/// Counts pairs of numbers in one open-addressing table.
private struct PairCounts {
  private var keys: [UInt64]
  private var counts: [UInt32]
  private var used = 0

  init(capacity: Int) {
    var size = 1024
    while size < capacity { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    counts = [UInt32](repeating: 0, count: size)
  }

  mutating func add(_ a: UInt32, _ b: UInt32) {
    let slot = find(a, b)
    if counts[slot] == 0 {
      keys[slot] = UInt64(a) &<< 32 | UInt64(b)
      used += 1
    }
    counts[slot] += 1
    if used * 2 > keys.count { grow() }
  }

  func count(_ a: UInt32, _ b: UInt32) -> UInt32 { counts[find(a, b)] }

  private func find(_ a: UInt32, _ b: UInt32) -> Int {
    let key = UInt64(a) &<< 32 | UInt64(b)
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 20) & mask
    while counts[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    counts = [UInt32](repeating: 0, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldCounts[index] != 0 {
      let slot = find(UInt32(oldKeys[index] &>> 32), UInt32(truncatingIfNeeded: oldKeys[index]))
      keys[slot] = oldKeys[index]
      counts[slot] = oldCounts[index]
    }
  }
}
