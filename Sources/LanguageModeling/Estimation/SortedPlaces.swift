private import Compute
internal import Tokens

/// The places of a text, sorted by the tokens that stand there, up to a depth.
///
/// A counting sort by the first token makes buckets; each bucket is sorted by a `PlaceSorter`. Buckets are
/// independent of each other, so threads share nothing.
/// What follows `</s>` belongs to another sentence: such places are left in any order.
struct SortedPlaces: Sendable {
  let places: SharedArray<UInt32>
  /// Ranks in pieces of like size that end where a first token ends; the same for any number of threads.
  let chunks: [Range<Int>]

  init(_ text: MarkedText, depth: Int, threads: Int) {
    let places = SharedArray<UInt32>(uninitialized: text.count)
    var starts = [Int](repeating: 0, count: text.tokenLimit + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      let tokens = text.tokens.base
      for place in 0..<text.count { starts[Int(tokens[place]) &+ 1] &+= 1 }
      for token in 0..<text.tokenLimit { starts[token + 1] += starts[token] }
      for place in 0..<text.count {
        let token = Int(tokens[place])
        places[starts[token]] = UInt32(truncatingIfNeeded: place)
        starts[token] &+= 1
      }
    }
    // The scatter has moved each start to the start of the next bucket.
    let ends = starts
    let chunkSize = max(1 << 12, text.count / 256)
    var chunks: [Range<Int>] = []
    var buckets: [Range<Int>] = []
    var firstRank = 0
    var firstToken = 0
    for token in 0..<text.tokenLimit
    where ends[token] - firstRank >= chunkSize || token == text.tokenLimit - 1 {
      chunks.append(firstRank..<ends[token])
      buckets.append(firstToken..<(token + 1))
      firstRank = ends[token]
      firstToken = token + 1
    }
    if depth > 1 {
      let buckets = buckets
      Parallel.forEach(chunks.count, threads: threads) { chunk in
        let sorter = PlaceSorter(
          tokens: UnsafePointer(text.tokens.base), depth: depth, end: SpecialToken.sentenceEnd,
          ties: .inAnyOrder)
        for token in buckets[chunk] where token != SpecialToken.sentenceEnd {
          let start = token == 0 ? 0 : ends[token - 1]
          sorter.sort(places.base + start, count: ends[token] - start, from: 1)
        }
      }
    }
    self.places = places
    self.chunks = chunks
  }
}
