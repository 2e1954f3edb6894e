private import Compute
internal import Tokens

/// The places of a text, sorted by the tokens that stand there, up to a depth.
///
/// A counting sort by the first token makes buckets; each bucket is sorted by the next two tokens as one
/// 64-bit key, then each run of equal keys by the two after them. Buckets are independent of each other,
/// so threads share nothing, and an access far away in memory is needed once for two tokens.
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
        let sorter = PlaceSorter(tokens: text.tokens.base, depth: depth)
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

/// Sorts places that have some tokens in common by those that follow.
private struct PlaceSorter {
  let tokens: UnsafeMutablePointer<TokenID>
  let depth: Int

  private struct Record: BitwiseCopyable {
    var key: UInt64
    var place: UInt32
  }

  /// Sorts by the tokens from `offset` to `depth`.
  func sort(_ places: UnsafeMutablePointer<UInt32>, count: Int, from offset: Int) {
    guard count > 1, offset < depth else { return }
    if count <= 12 {
      sortFew(places, count: count, from: offset)
      return
    }
    let records = UnsafeMutablePointer<Record>.allocate(capacity: count)
    defer { records.deallocate() }
    for index in 0..<count {
      let at = tokens + (Int(places[index]) &+ offset)
      records[index] = Record(key: UInt64(at[0]) &<< 32 | UInt64(at[1]), place: places[index])
    }
    quicksort(records, count)
    var start = 0
    for index in 0..<count {
      places[index] = records[index].place
      if index &+ 1 == count || records[index &+ 1].key != records[index].key {
        let key = records[index].key
        let isAtEnd =
          key &>> 32 == UInt64(SpecialToken.sentenceEnd)
          || key & 0xFFFF_FFFF == UInt64(SpecialToken.sentenceEnd)
        if !isAtEnd { sort(places + start, count: index &+ 1 &- start, from: offset &+ 2) }
        start = index &+ 1
      }
    }
  }

  private func sortFew(_ places: UnsafeMutablePointer<UInt32>, count: Int, from offset: Int) {
    for index in 1..<count {
      let place = places[index]
      var hole = index
      while hole > 0, precedes(place, places[hole &- 1], from: offset) {
        places[hole] = places[hole &- 1]
        hole &-= 1
      }
      places[hole] = place
    }
  }

  @inline(__always)
  private func precedes(_ a: UInt32, _ b: UInt32, from offset: Int) -> Bool {
    let a = tokens + Int(a)
    let b = tokens + Int(b)
    for index in offset..<depth where a[index] != b[index] { return a[index] < b[index] }
    return false
  }

  /// Quicksort in three parts (less, equal, greater), for many keys are equal.
  private func quicksort(_ records: UnsafeMutablePointer<Record>, _ count: Int) {
    var low = 0
    var high = count
    while high &- low > 16 {
      let pivot = pivot(records, low, high)
      var less = low
      var index = low
      var greater = high
      while index < greater {
        let record = records[index]
        if record.key < pivot {
          records[index] = records[less]
          records[less] = record
          less &+= 1
          index &+= 1
        } else if record.key > pivot {
          greater &-= 1
          records[index] = records[greater]
          records[greater] = record
        } else {
          index &+= 1
        }
      }
      // The smaller part by recursion, so that the depth stays logarithmic.
      if less &- low < high &- greater {
        quicksort(records + low, less &- low)
        low = greater
      } else {
        quicksort(records + greater, high &- greater)
        high = less
      }
    }
    guard high &- low > 1 else { return }
    for index in (low + 1)..<high {
      let record = records[index]
      var hole = index
      while hole > low, record.key < records[hole &- 1].key {
        records[hole] = records[hole &- 1]
        hole &-= 1
      }
      records[hole] = record
    }
  }

  /// The median of three keys at scattered places, so that no usual order of a text is a bad case.
  @inline(__always)
  private func pivot(_ records: UnsafeMutablePointer<Record>, _ low: Int, _ high: Int) -> UInt64 {
    let count = UInt64(high &- low)
    var random = count &* 0x9E37_79B9_7F4A_7C15
    @inline(__always) func next() -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return records[low &+ Int((random &>> 32) &* (count & 0xFFFF_FFFF) &>> 32)].key
    }
    let a = next()
    let b = next()
    let c = next()
    return max(min(a, b), min(max(a, b), c))
  }
}
