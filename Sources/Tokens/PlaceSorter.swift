/// Sorts places of a text that have some tokens in common by those that follow.
///
/// By the next two tokens as one 64-bit key, then each run of equal keys by the two after them: an access
/// far away in memory is needed once for two tokens. A suffix ends with the first end mark; whatever stands
/// behind it is the same token everywhere. The text is padded, so that two tokens can be read at each place.
package struct PlaceSorter {
  /// The order of places at which the same stands, up to the depth.
  package enum Ties: Sendable {
    case inAnyOrder
    case byPlace
  }

  private let tokens: UnsafePointer<TokenID>
  private let depth: Int
  private let end: TokenID
  private let ties: Ties

  package init(tokens: UnsafePointer<TokenID>, depth: Int, end: TokenID, ties: Ties) {
    self.tokens = tokens
    self.depth = depth
    self.end = end
    self.ties = ties
  }

  private struct Record: BitwiseCopyable {
    var key: UInt64
    var place: UInt32
  }

  /// Sorts by the tokens from `offset` to the depth.
  package func sort(_ places: UnsafeMutablePointer<UInt32>, count: Int, from offset: Int) {
    guard count > 1 else { return }
    guard offset < depth else {
      sortTies(places, count)
      return
    }
    if count <= 12 {
      sortFew(places, count: count, from: offset)
      return
    }
    let records = UnsafeMutablePointer<Record>.allocate(capacity: count)
    defer { records.deallocate() }
    let hasSecond: UInt64 = offset &+ 1 < depth ? .max : 0
    for index in 0..<count {
      let at = tokens + (Int(places[index]) &+ offset)
      records[index] = Record(
        key: UInt64(at[0]) &<< 32 | UInt64(at[1]) & hasSecond, place: places[index])
    }
    quicksort(records, count)
    var start = 0
    for index in 0..<count {
      places[index] = records[index].place
      if index &+ 1 == count || records[index &+ 1].key != records[index].key {
        let key = records[index].key
        if key &>> 32 == UInt64(end) || key & 0xFFFF_FFFF == UInt64(end) {
          sortTies(places + start, index &+ 1 &- start)
        } else {
          sort(places + start, count: index &+ 1 &- start, from: offset &+ 2)
        }
        start = index &+ 1
      }
    }
  }

  private func sortTies(_ places: UnsafeMutablePointer<UInt32>, _ count: Int) {
    guard ties == .byPlace else { return }
    var run = UnsafeMutableBufferPointer(start: places, count: count)
    run.sort()
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
  private func precedes(_ place: UInt32, _ other: UInt32, from offset: Int) -> Bool {
    let a = tokens + Int(place)
    let b = tokens + Int(other)
    for index in offset..<depth {
      if a[index] != b[index] { return a[index] < b[index] }
      if a[index] == end { break }
    }
    return ties == .byPlace && place < other
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
