/// Byte-pair encoding over atoms (Sennrich et al. 2016, algorithm 1) with counts kept up to date.
///
/// Each merge visits only the places of its pair, which are linked; the best pair comes from a heap whose
/// entries are checked when they surface.
struct BytePairLearner {
  struct Merge {
    let left: UInt32
    let right: UInt32
    let result: UInt32
  }

  private(set) var pieces: [String]
  private(set) var merges: [Merge] = []

  private var symbols: [UInt32]
  private var previous: [Int32]
  private var next: [Int32]
  private var word: [UInt32]
  private let wordCounts: [Int]
  private var pairs: PairCounts
  private var counts: [Int] = []
  /// The newest place of each pair, and for each place record the one before.
  private var lastPlace: [Int32] = []
  private var places: [Int32] = []
  private var placeBefore: [Int32] = []
  private var heap: [Entry] = []

  private struct Entry {
    let count: Int
    let pair: UInt32
  }

  init(_ corpus: AtomCorpus) {
    pieces = corpus.atoms
    symbols = corpus.symbols
    wordCounts = corpus.counts
    let size = symbols.count
    previous = [Int32](repeating: -1, count: size)
    next = [Int32](repeating: -1, count: size)
    word = [UInt32](repeating: 0, count: size)
    pairs = PairCounts(capacity: 4096)
    places.reserveCapacity(size * 2)
    placeBefore.reserveCapacity(size * 2)
    for index in wordCounts.indices {
      let start = Int(corpus.offsets[index])
      let end = Int(corpus.offsets[index + 1])
      for place in start..<end {
        word[place] = UInt32(index)
        if place > start { previous[place] = Int32(place - 1) }
        if place + 1 < end { next[place] = Int32(place + 1) }
      }
      for place in start..<max(start, end - 1) {
        _ = add(symbols[place], symbols[place + 1], place, wordCounts[index])
      }
    }
  }

  mutating func learn(vocabularySize: Int, minimumCount: Int) {
    var numbers: [String: UInt32] = [:]
    for (index, piece) in pieces.enumerated() { numbers[piece] = UInt32(index) }
    for pair in counts.indices { push(pair) }
    /// The merge in which a pair's count last rose, so that it enters the heap once a merge.
    var stamps = [Int](repeating: -1, count: counts.count)
    var risen: [Int] = []
    while pieces.count < vocabularySize, let top = pop() {
      let pair = Int(top.pair)
      if top.count != counts[pair] {
        if counts[pair] > 0, counts[pair] < top.count { push(pair) }
        continue
      }
      guard top.count >= minimumCount else { break }
      let left = UInt32(pairs.keys[pair] >> 32)
      let right = UInt32(truncatingIfNeeded: pairs.keys[pair])
      let spelling = pieces[Int(left)] + String(pieces[Int(right)].unicodeScalars.dropFirst())
      let result: UInt32
      if let known = numbers[spelling] {
        result = known
      } else {
        result = UInt32(pieces.count)
        numbers[spelling] = result
        pieces.append(spelling)
      }
      merges.append(Merge(left: left, right: right, result: result))
      risen.removeAll(keepingCapacity: true)
      var record = lastPlace[pair]
      lastPlace[pair] = -1
      // Places are linked newest first; runs such as `aaa` must merge from the left.
      var order: [Int32] = []
      while record >= 0 {
        order.append(places[Int(record)])
        record = placeBefore[Int(record)]
      }
      for place32 in order.reversed() {
        let place = Int(place32)
        let after = Int(next[place])
        guard symbols[place] == left, after >= 0, symbols[after] == right else { continue }
        let weight = wordCounts[Int(word[place])]
        let before = Int(previous[place])
        let beyond = Int(next[after])
        symbols[place] = result
        symbols[after] = AtomCorpus.rare
        next[place] = Int32(beyond)
        if beyond >= 0 { previous[beyond] = Int32(place) }
        if before >= 0 {
          remove(symbols[before], left, weight)
          let new = add(symbols[before], result, before, weight)
          if new >= 0 { note(new, &stamps, &risen) }
        }
        if beyond >= 0 {
          remove(right, symbols[beyond], weight)
          let new = add(result, symbols[beyond], place, weight)
          if new >= 0 { note(new, &stamps, &risen) }
        }
      }
      counts[pair] = 0
      for pair in risen where counts[pair] > 0 { push(pair) }
    }
  }

  private mutating func note(_ pair: Int, _ stamps: inout [Int], _ risen: inout [Int]) {
    while stamps.count <= pair { stamps.append(-1) }
    if stamps[pair] != merges.count {
      stamps[pair] = merges.count
      risen.append(pair)
    }
  }

  @inline(__always)
  private mutating func add(_ left: UInt32, _ right: UInt32, _ place: Int, _ weight: Int) -> Int {
    if left == AtomCorpus.rare || right == AtomCorpus.rare { return -1 }
    let pair = pairs.insert(PairCounts.key(left, right))
    if pair == counts.count {
      counts.append(0)
      lastPlace.append(-1)
    }
    counts[pair] &+= weight
    places.append(Int32(place))
    placeBefore.append(lastPlace[pair])
    lastPlace[pair] = Int32(places.count &- 1)
    return pair
  }

  @inline(__always)
  private mutating func remove(_ left: UInt32, _ right: UInt32, _ weight: Int) {
    if left == AtomCorpus.rare || right == AtomCorpus.rare { return }
    if let pair = pairs.find(PairCounts.key(left, right)) { counts[pair] &-= weight }
  }

  /// Higher counts first, then the pair of the earlier symbols.
  private func precedes(_ a: Entry, _ b: Entry) -> Bool {
    if a.count != b.count { return a.count > b.count }
    return pairs.keys[Int(a.pair)] < pairs.keys[Int(b.pair)]
  }

  private mutating func push(_ pair: Int) {
    heap.append(Entry(count: counts[pair], pair: UInt32(pair)))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func pop() -> Entry? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var child = parent * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return top
  }
}
