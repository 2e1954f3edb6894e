import Tokens

/// Made-up sentences whose words follow a long-tailed distribution and repeat in phrases, the same in every
/// run.
struct SampleText {
  private(set) var lines: [String] = []
  private(set) var corpus = TokenizedCorpus()
  private(set) var vocabulary = VocabularyBuilder()

  init(sentences: Int, words: Int, seed: UInt64 = 1) {
    var random = SampleRandom(seed: seed)
    var previous: [String] = []
    for _ in 0..<sentences {
      var line: [String] = []
      let length = random.next(below: 12)
      while line.count < length {
        if previous.count > 2, random.next(below: 3) == 0 {
          let start = random.next(below: previous.count - 1)
          line += previous[start..<min(previous.count, start + 4)]
        } else {
          let spread = random.next(below: words) + 1
          line.append("w\(random.next(below: spread))")
        }
      }
      append(line)
      previous = line
    }
  }

  init(_ lines: [String]) {
    for line in lines { append(line.split(separator: " ").map(String.init)) }
  }

  private mutating func append(_ words: [String]) {
    lines.append(words.joined(separator: " "))
    corpus.append(words.map { vocabulary.insert($0) })
  }

  func ids(_ line: String) -> [TokenID] {
    line.split(separator: " ").map { vocabulary.id(of: String($0)) ?? SpecialToken.unknown }
  }
}

struct SampleRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  }

  mutating func next(below bound: Int) -> Int { Int((next() >> 33) % UInt64(max(1, bound))) }
}
