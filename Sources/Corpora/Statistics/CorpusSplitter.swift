internal import Storage

/// Splits a corpus into parts such as training, tuning and test sets.
///
/// A pair goes where the hash of its source sends it, so the split does not depend on the order of the pairs,
/// and pairs with the same source, apart from case and punctuation, stay together. With shares, pairs keep
/// their part when the corpus grows.
public struct CorpusSplitter: Sendable {
  /// How large a part is.
  public enum Size: Sendable, Equatable {
    case pairs(Int)
    /// From 0 to 1, of the corpus.
    case share(Double)
    /// What the other parts leave.
    case rest
  }

  public let parts: [Size]
  public let seed: UInt64

  /// - Throws: `CorpusError` if a size is negative, the shares are more than 1, or there are two rests.
  public init(parts: [Size], seed: UInt64 = 1) throws(CorpusError) {
    var shares = 0.0
    var rests = 0
    for part in parts {
      switch part {
      case .pairs(let count) where count < 0: throw Self.error("A part cannot have \(count) pairs.")
      case .share(let share):
        guard share >= 0, share <= 1 else { throw Self.error("A share of \(share) is not between 0 and 1.") }
        shares += share
      case .rest: rests += 1
      default: break
      }
    }
    guard shares <= 1.000001 else {
      throw Self.error("The shares add up to \(shares), which is more than 1.")
    }
    guard rests <= 1 else { throw Self.error("Only one part can be the rest.") }
    self.parts = parts
    self.seed = seed
  }

  /// The parts of `corpus` in the order in which they were given; each keeps the order of the corpus.
  ///
  /// A part of a number of pairs may have fewer when the corpus is small or sources are repeated.
  public func split(_ corpus: ParallelCorpus) -> [ParallelCorpus] {
    var part = [Int](repeating: -1, count: corpus.count)
    let hashes = (0..<corpus.count).map { hash(corpus, $0) }
    let order = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    takeCounts(order, hashes, &part)
    takeShares(hashes, &part)
    if let rest = parts.firstIndex(of: .rest) {
      for index in part.indices where part[index] < 0 { part[index] = rest }
    }
    return parts.indices.map { number in corpus.filtered { part[$0] == number } }
  }

  /// Fills the parts of a number of pairs, from the smallest hashes on.
  private func takeCounts(_ order: [Int], _ hashes: [UInt64], _ part: inout [Int]) {
    for (number, size) in parts.enumerated() {
      guard case .pairs(let wanted) = size else { continue }
      var taken = 0
      var start = 0
      while start < order.count, taken < wanted {
        var end = start + 1
        while end < order.count, hashes[order[end]] == hashes[order[start]] { end += 1 }
        if part[order[start]] < 0, taken + end - start <= wanted {
          for place in start..<end { part[order[place]] = number }
          taken += end - start
        }
        start = end
      }
    }
  }

  private func takeShares(_ hashes: [UInt64], _ part: inout [Int]) {
    var lower = 0.0
    for (number, size) in parts.enumerated() {
      guard case .share(let share) = size else { continue }
      for index in part.indices where part[index] < 0 {
        // A second hash: the first ones that are small have gone to the parts of a number of pairs.
        let place = Double((hashes[index] &* 0xD6E8_FEB8_6659_FD93) &>> 11) * 0x1p-53
        if place >= lower, place < lower + share { part[index] = number }
      }
      lower += share
    }
  }

  private func hash(_ corpus: ParallelCorpus, _ index: Int) -> UInt64 {
    var key: [UInt8] = []
    corpus.sourceColumn.withBytes(index) { SegmentKey.append($0, to: &key) }
    let hash =
      key.isEmpty ? corpus.sourceColumn.hash(index) : key.withUnsafeBytes { Checksum.xxh64($0) }
    var mixed = hash ^ (seed &* 0x9E37_79B9_7F4A_7C15)
    mixed = (mixed ^ (mixed &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed &>> 29)
  }

  private static func error(_ message: String) -> CorpusError {
    CorpusError(.argument, file: "split", message, advice: "Give sizes such as 500, 0.1 or rest.")
  }
}
