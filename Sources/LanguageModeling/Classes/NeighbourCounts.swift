internal import Tokens

/// How often each word stands before and after each other one, in flat arrays. Words are numbered by frequency;
/// all others, and the ends of sentences, are one neighbour with the number `outside`.
struct NeighbourCounts {
  struct Neighbour {
    var word: UInt32
    var count: Int32
  }

  let wordCount: Int
  /// The neighbours of word w are those from `starts[w]` up to `starts[w + 1]`.
  private(set) var before: (starts: [Int], neighbours: [Neighbour])
  private(set) var after: (starts: [Int], neighbours: [Neighbour])

  var outside: UInt32 { UInt32(wordCount) }

  init(_ corpus: TokenizedCorpus, words: [Int], _ vocabularyCount: Int) {
    wordCount = words.count
    let outside = UInt32(words.count)
    var numbers = [UInt32](repeating: outside, count: vocabularyCount)
    for (index, word) in words.enumerated() { numbers[word] = UInt32(index) }
    var pairs: [UInt64] = []
    pairs.reserveCapacity(corpus.tokens.count + corpus.sentenceCount)
    for sentence in 0..<corpus.sentenceCount {
      var last = outside
      for token in corpus[sentence] {
        let number = numbers[Int(token)]
        pairs.append(UInt64(last) << 32 | UInt64(number))
        last = number
      }
      pairs.append(UInt64(last) << 32 | UInt64(outside))
    }
    after = Self.grouped(pairs, wordCount: words.count)
    before = Self.grouped(pairs.map { $0 << 32 | $0 >> 32 }, wordCount: words.count)
  }

  /// Counts equal pairs, grouped by their upper halves.
  private static func grouped(_ pairs: [UInt64], wordCount: Int) -> (starts: [Int], neighbours: [Neighbour]) {
    let sorted = pairs.sorted()
    var starts = [Int](repeating: 0, count: wordCount + 2)
    var neighbours: [Neighbour] = []
    var index = 0
    while index < sorted.count {
      var end = index
      while end < sorted.count, sorted[end] == sorted[index] { end += 1 }
      neighbours.append(
        Neighbour(word: UInt32(truncatingIfNeeded: sorted[index]), count: Int32(end - index)))
      starts[Int(sorted[index] >> 32) + 1] = neighbours.count
      index = end
    }
    for word in 1..<starts.count { starts[word] = max(starts[word], starts[word - 1]) }
    return (starts, neighbours)
  }
}
