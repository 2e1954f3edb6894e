import Foundation
import Testing
import Text

struct SubwordModelTests {
  /// Stems and suffixes as an agglutinative language combines them.
  private static let words: [(word: String, count: Int)] = {
    var stems = ["ch'ama", "k'awna", "g̃uahẽ"]
    for first in ["ma", "qa", "wi", "yu", "li"] {
      for second in ["ra", "pi", "su"] {
        for third in ["", "lla", "chi", "mu"] { stems.append(first + second + third) }
      }
    }
    let suffixes = ["", "naka", "ru", "nakaru", "mpi", "nakampi", "xa", "nakaxa", "ta", "nakata"]
    var words: [(word: String, count: Int)] = []
    for (i, stem) in stems.enumerated() {
      for (j, suffix) in suffixes.enumerated() {
        words.append((stem + suffix, 3 + (i * 7 + j * 3) % 5 + (j < 2 ? 3 : 0)))
      }
    }
    return words
  }()

  private static func train(
    _ method: SubwordMethod, size: Int = 70, _ words: [(word: String, count: Int)] = words
  ) throws -> SubwordModel {
    try TemporaryFile.with { path in
      let options = SubwordTrainer.Options(method: method, vocabularySize: size)
      try SubwordTrainer(options: options).train(words, to: path)
      return try SubwordModel(path: path)
    }
  }

  private static func join(_ pieces: [String]) -> String {
    pieces.enumerated().map { index, piece in
      index == 0 ? piece : String(piece.unicodeScalars.dropFirst())
    }.joined()
  }

  @Test(arguments: SubwordMethod.allCases)
  func findsSuffixes(method: SubwordMethod) throws {
    let model = try Self.train(method)
    #expect(model.method == method)
    #expect(model.count <= 70)
    // An unseen stem still splits off the frequent suffix.
    #expect(model.segment("susunaka").last == "￭naka")
    #expect(model.segment("susunakampi").count < "susunakampi".count)
  }

  @Test(arguments: SubwordMethod.allCases)
  func piecesJoinToTheWord(method: SubwordMethod) throws {
    let model = try Self.train(method)
    let others = [
      "zzz", "utá", "日本", "a\u{0}b", "g̃g̃", "'", "ch'", "👍🏽x", String(repeating: "uta", count: 500),
    ]
    for word in Self.words.map(\.word) + others {
      let pieces = model.segment(word)
      #expect(Self.join(pieces) == word)
      #expect(pieces.dropFirst().allSatisfy { $0.hasPrefix("￭") })
    }
    #expect(model.segment("") == [""])
    #expect(model.segment("￭") == ["￭"])
  }

  @Test(arguments: SubwordMethod.allCases)
  func marksStayWithTheirLetters(method: SubwordMethod) throws {
    let model = try Self.train(method, size: 1)
    #expect(model.segment("g̃a") == ["g̃", "￭a"])
    #expect(model.segment("ch'ak'a") == ["c", "￭h'", "￭a", "￭k'", "￭a"])
    #expect(model.segment("ko'ê") == ["k", "￭o", "￭'", "￭ê"])
  }

  @Test(arguments: SubwordMethod.allCases)
  func namesAndNumbersStayWhole(method: SubwordMethod) throws {
    let namesAndNumbers = [(word: "Marka", count: 900), (word: "2024", count: 900)]
    let model = try Self.train(method, Self.words + namesAndNumbers)
    for word in ["Marka", "markaNaka", "Ñandutí", "mara2024", "￭2024￭", "٣٤"] {
      #expect(model.segment(word) == [word])
    }
    // They teach nothing of other words either.
    #expect(model.pieces == (try Self.train(method)).pieces)
  }

  @Test(arguments: SubwordMethod.allCases)
  func outerJoinersStay(method: SubwordMethod) throws {
    let model = try Self.train(method)
    let inner = model.segment("markanaka")
    let outer = model.segment("￭markanaka￭")
    #expect(outer.count == inner.count)
    #expect(outer.first == "￭" + inner[0] || inner.count == 1)
    #expect(outer.last?.hasSuffix("￭") == true)
  }

  @Test(arguments: SubwordMethod.allCases)
  func orderOfWordsDoesNotMatter(method: SubwordMethod) throws {
    let first = try Self.train(method)
    let second = try Self.train(method, Self.words.reversed())
    #expect(first.pieces == second.pieces)
    for word in Self.words { #expect(first.segment(word.word) == second.segment(word.word)) }
  }

  @Test func bytePairMergesAsPublished() throws {
    // The example of Sennrich et al. 2016, section 3.2, where `es`, `est`, `lo`, `low` come first.
    let words = [("low", 5), ("lowest", 2), ("newer", 6), ("wider", 3)].map { (word: $0.0, count: $0.1) }
    let model = try Self.train(.bytePair, size: 12, words)
    #expect(model.pieces.contains("￭er"))
    #expect(model.segment("lower").last == "￭er")
  }

  @Test(arguments: SubwordMethod.allCases)
  func emptyTraining(method: SubwordMethod) throws {
    let model = try Self.train(method, [])
    #expect(model.segment("uta") == ["u", "￭t", "￭a"])
  }

  @Test func damagedFilesAreErrors() throws {
    try TemporaryFile.with { path in
      try SubwordTrainer().train(Self.words, to: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for length in [0, 10, 64, bytes.count / 2, bytes.count - 64] {
        try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self) { try SubwordModel(path: path) }
      }
    }
  }
}
