private import Foundation
internal import Tokens

/// For each token of a bitext, the lexical probability of that token given the tokens linked to it.
///
/// p(e|f) is the share of f's links that go to e; a token with several links takes their mean, one
/// without links takes p(e|NULL) (Koehn, Och and Marcu 2003). A phrase pair that is consistent with the
/// alignment holds all links of its tokens, so its lexical weight is a sum over these values.
struct LexicalWeights {
  /// Natural logarithms, one for each target token, alignment by alignment.
  private(set) var target: [Float]
  /// Natural logarithms, one for each source token, alignment by alignment.
  private(set) var source: [Float]

  /// The links of all alignments are counted together.
  init(source: TokenizedCorpus, target: TokenizedCorpus, alignments: [CorpusAlignment]) {
    let (sourceCount, targetCount) = (source.tokens.count, target.tokens.count)
    var counts = PairCounts(capacity: (alignments.first?.links.count ?? 0) + sourceCount / 4)
    var sourceLinks = [UInt32](repeating: 0, count: Int(source.tokens.max() ?? 0) + 1)
    var targetLinks = [UInt32](repeating: 0, count: Int(target.tokens.max() ?? 0) + 1)
    var sourceNull: UInt32 = 0
    var targetNull: UInt32 = 0
    for alignment in alignments {
      var sourceIsLinked = [Bool](repeating: false, count: sourceCount)
      var targetIsLinked = [Bool](repeating: false, count: targetCount)
      Self.forEachLink(of: alignment, source, target) { i, j in
        let (f, e) = (source.tokens[i], target.tokens[j])
        counts.add(f, e)
        sourceLinks[Int(f)] += 1
        targetLinks[Int(e)] += 1
        sourceIsLinked[i] = true
        targetIsLinked[j] = true
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
    }

    var targetMeans = Means(count: targetCount * alignments.count)
    var sourceMeans = Means(count: sourceCount * alignments.count)
    for (way, alignment) in alignments.enumerated() {
      Self.forEachLink(of: alignment, source, target) { i, j in
        let (f, e) = (source.tokens[i], target.tokens[j])
        let joint = Float(counts.count(f, e))
        targetMeans.add(joint / Float(sourceLinks[Int(f)]), at: way * targetCount + j)
        sourceMeans.add(joint / Float(targetLinks[Int(e)]), at: way * sourceCount + i)
      }
    }
    self.target = targetMeans.logarithms { place in
      Float(counts.count(Self.null, target.tokens[place % targetCount])) / Float(max(1, sourceNull))
    }
    self.source = sourceMeans.logarithms { place in
      Float(counts.count(source.tokens[place % sourceCount], Self.null)) / Float(max(1, targetNull))
    }
  }

  /// Gives the places of the tokens that are linked, pair by pair.
  private static func forEachLink(
    of alignment: CorpusAlignment, _ source: TokenizedCorpus, _ target: TokenizedCorpus,
    _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    for pair in 0..<alignment.sentenceCount {
      for link in alignment[pair] {
        body(Int(source.offsets[pair]) + Int(link.source), Int(target.offsets[pair]) + Int(link.target))
      }
    }
  }

  private static let null = TokenID.max
}

/// The mean of the values at each of some places.
private struct Means {
  private var sums: [Float]
  private var counts: [Float]

  init(count: Int) {
    sums = [Float](repeating: 0, count: count)
    counts = sums
  }

  mutating func add(_ value: Float, at place: Int) {
    sums[place] += value
    counts[place] += 1
  }

  /// The natural logarithms of the means; those of `otherwise` at places without a value.
  func logarithms(otherwise: (Int) -> Float) -> [Float] {
    sums.indices.map { counts[$0] > 0 ? log(sums[$0] / counts[$0]) : log(otherwise($0)) }
  }
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
