import Compute
import Tokens

/// Made-up sentences whose words follow a long-tailed distribution and repeat in phrases, the same in every
/// run.
struct SampleText {
  private(set) var lines: [String] = []
  private(set) var corpus = TokenizedCorpus()
  private(set) var vocabulary = VocabularyBuilder()

  init(sentences: Int, words: Int, seed: UInt64 = 1) {
    var random = RandomSource(seed: seed)
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

extension RandomSource {
  /// A number from 0 on, below `bound`; 0 where there is none.
  mutating func next(below bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
