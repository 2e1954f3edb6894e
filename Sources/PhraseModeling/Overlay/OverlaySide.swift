internal import Tokens

/// One side of the pairs of a `PhraseOverlay`, and its places in the order of what stands there.
struct OverlaySide: Sendable {
  private(set) var corpus = TokenizedCorpus()
  /// For each token, its pair.
  private(set) var pairs: [UInt32] = []
  /// For each token, the tokens of the other side that it is linked to.
  private(set) var spans: [LinkSpan] = []
  /// For each token, the natural log of its lexical probability given those.
  private(set) var lexical: [Float] = []
  /// The places of all tokens, sorted by what stands there up to `depth` tokens, then by place.
  private(set) var places: [UInt32] = []

  /// By how many tokens places are sorted: the longest phrase that can be found.
  static let depth = 40

  mutating func append(_ sentence: [TokenID], spans newSpans: [LinkSpan], lexical newLexical: [Float]) {
    pairs.append(contentsOf: repeatElement(UInt32(corpus.sentenceCount), count: sentence.count))
    corpus.append(sentence)
    spans.append(contentsOf: newSpans)
    lexical.append(contentsOf: newLexical)
  }

  /// Sorts the places that were appended since the last call in among the others: the time is that of sorting
  /// the new ones and of copying the rest.
  mutating func sortAppended() {
    let old = places
    var new = Array(UInt32(old.count)..<UInt32(corpus.tokens.count))
    guard !new.isEmpty else { return }
    var merged: [UInt32] = []
    merged.reserveCapacity(old.count + new.count)
    let order = PlaceOrder(self)
    new.sort { order.precedes($0, $1) }
    var taken = 0
    for place in new {
      var low = taken
      var high = old.count
      while low < high {
        let middle = (low + high) / 2
        if order.precedes(old[middle], place) { low = middle + 1 } else { high = middle }
      }
      merged.append(contentsOf: old[taken..<low])
      merged.append(place)
      taken = low
    }
    merged.append(contentsOf: old[taken...])
    places = merged
  }

  /// Leaves only the pairs for which `isKept` holds; nothing is sorted anew.
  mutating func filter(_ isKept: [Bool]) {
    var result = OverlaySide()
    var numbers = [UInt32](repeating: .max, count: corpus.tokens.count)
    for pair in isKept.indices where isKept[pair] {
      let range = corpus.range(of: pair)
      for place in range { numbers[place] = UInt32(result.corpus.tokens.count + place - range.lowerBound) }
      result.append(
        Array(corpus[pair]), spans: Array(spans[range]), lexical: Array(lexical[range]))
    }
    result.places = places.compactMap { numbers[Int($0)] == .max ? nil : numbers[Int($0)] }
    self = result
  }

  /// The ranks in `interval`, whose places share `length` tokens, at which `token` follows.
  func narrow(_ interval: Range<Int>, length: Int, by token: TokenID) -> Range<Int> {
    let lower = firstRank(in: interval, length: length) { $0 >= token }
    return lower..<firstRank(in: lower..<interval.upperBound, length: length) { $0 > token }
  }

  /// How often `phrase` stands in the side.
  func occurrences(of phrase: ArraySlice<TokenID>) -> Int {
    var interval = places.indices
    for (length, token) in phrase.prefix(Self.depth).enumerated() where !interval.isEmpty {
      interval = narrow(interval, length: length, by: token)
    }
    return interval.count
  }

  /// Binary search by the token that follows the common phrase; the end of the sentence sorts first.
  private func firstRank(in interval: Range<Int>, length: Int, where isPast: (TokenID) -> Bool) -> Int {
    var low = interval.lowerBound
    var high = interval.upperBound
    while low < high {
      let middle = (low + high) / 2
      let place = Int(places[middle])
      let next = place + length
      if next < Int(corpus.offsets[Int(pairs[place]) + 1]), isPast(corpus.tokens[next]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

/// The order of the places of a side.
private struct PlaceOrder {
  private let tokens: [TokenID]
  /// For each place, the end of its sentence.
  private let ends: [UInt32]

  init(_ side: OverlaySide) {
    tokens = side.corpus.tokens
    ends = side.pairs.map { side.corpus.offsets[Int($0) + 1] }
  }

  func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    let (first, second) = (Int(a), Int(b))
    let (left, right) = (Int(ends[first]) - first, Int(ends[second]) - second)
    for index in 0..<min(left, right, OverlaySide.depth) where tokens[first + index] != tokens[second + index]
    {
      return tokens[first + index] < tokens[second + index]
    }
    let (leftDepth, rightDepth) = (min(left, OverlaySide.depth), min(right, OverlaySide.depth))
    return leftDepth != rightDepth ? leftDepth < rightDepth : a < b
  }
}
