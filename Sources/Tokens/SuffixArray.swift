/// The places of a tokenized corpus, sorted by the tokens that stand there, up to a fixed depth.
///
/// A suffix ends with its sentence; places at which the same stands are in their order in the corpus. Built
/// by a counting sort by the first token, and a `PlaceSorter` for each of them.
package struct SuffixArray {
  /// The number of tokens by which places are sorted.
  package static let depth = 8

  /// Places in the flat token array, in the order of what stands there.
  package private(set) var places: [UInt32]
  /// For each rank, how many tokens (at most `depth`) its suffix shares with that of the rank before.
  package private(set) var commonPrefixLengths: [UInt8]

  package init(_ corpus: TokenizedCorpus) {
    let count = corpus.tokens.count
    let text = MarkedSentences(corpus)
    var starts = [Int](repeating: 0, count: Int(corpus.tokens.max() ?? 0) + 2)
    for token in corpus.tokens { starts[Int(token) + 1] += 1 }
    for token in 1..<starts.count { starts[token] += starts[token - 1] }
    var ends = starts
    places = [UInt32](repeating: 0, count: count)
    places.withUnsafeMutableBufferPointer { places in
      for place in text.tokens.indices where text.tokens[place] != MarkedSentences.end {
        let token = Int(text.tokens[place]) - 1
        places[ends[token]] = UInt32(place)
        ends[token] += 1
      }
      text.tokens.withUnsafeBufferPointer { tokens in
        guard let tokens = tokens.baseAddress, let base = places.baseAddress else { return }
        let sorter = PlaceSorter(tokens: tokens, depth: Self.depth, end: MarkedSentences.end, ties: .byPlace)
        for token in 0..<(starts.count - 1) {
          sorter.sort(base + starts[token], count: ends[token] - starts[token], from: 1)
        }
      }
      for rank in places.indices { places[rank] = text.places[Int(places[rank])] }
    }
    commonPrefixLengths = Self.commonPrefixLengths(order: places, tokens: corpus.tokens, corpus)
  }

  /// A corpus with marks behind each sentence, so that no place needs to know where its sentence ends.
  private struct MarkedSentences {
    /// Tokens are numbered one higher than in the corpus, for this one.
    static let end: TokenID = 0

    var tokens: [TokenID] = []
    /// For each of `tokens`, its place in the corpus.
    var places: [UInt32] = []

    init(_ corpus: TokenizedCorpus) {
      // Two marks: the sorter reads tokens by twos. The text ends with as many as it may read beyond.
      let marks = 2
      let size = corpus.tokens.count + marks * corpus.sentenceCount + SuffixArray.depth + 2
      tokens.reserveCapacity(size)
      places.reserveCapacity(size)
      for sentence in 0..<corpus.sentenceCount {
        for place in corpus.range(of: sentence) {
          tokens.append(corpus.tokens[place] + 1)
          places.append(UInt32(place))
        }
        tokens.append(contentsOf: repeatElement(Self.end, count: marks))
        places.append(contentsOf: repeatElement(0, count: marks))
      }
      tokens.append(contentsOf: repeatElement(Self.end, count: size - tokens.count))
      places.append(contentsOf: repeatElement(0, count: size - places.count))
    }
  }

  private static func commonPrefixLengths(
    order: [UInt32], tokens: [TokenID], _ corpus: TokenizedCorpus
  ) -> [UInt8] {
    var ends = [UInt32](repeating: 0, count: tokens.count)
    for sentence in 0..<corpus.sentenceCount {
      let range = corpus.range(of: sentence)
      for place in range { ends[place] = UInt32(range.upperBound) }
    }
    var lengths = [UInt8](repeating: 0, count: order.count)
    guard order.count > 1 else { return lengths }
    for index in 1..<order.count {
      let a = Int(order[index - 1])
      let b = Int(order[index])
      let limit = min(depth, Int(ends[a]) - a, Int(ends[b]) - b)
      var length = 0
      while length < limit, tokens[a + length] == tokens[b + length] { length += 1 }
      lengths[index] = UInt8(length)
    }
    return lengths
  }
}
