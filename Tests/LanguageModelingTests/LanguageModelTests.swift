import ChasquiTestSupport
import Compute
import Foundation
import LanguageModeling
import Storage
import Testing
import Tokens

@Suite struct LanguageModelTests {
  private let folder = TemporaryFolder()

  private func open(_ model: NGramModel) throws -> LanguageModel {
    let path = folder.file("sample.lm")
    try LanguageModelWriter.write(model, to: path)
    return try LanguageModel(path: path)
  }

  private func sample(_ order: Int, _ pruning: [Int] = []) throws -> (SampleText, NGramModel, LanguageModel) {
    let text = SampleText(sentences: 300, words: 25)
    let model = try KneserNeyEstimator(order: order, pruning: pruning, threads: 2)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    return (text, model, try open(model))
  }

  @Test(arguments: [(1, []), (2, []), (3, [0, 1]), (5, []), (7, [0, 0, 1])])
  func scoresAreThoseOfTheTwin(order: Int, pruning: [Int]) throws {
    let (text, _, model) = try sample(order, pruning)
    let twin = NaiveKneserNey(
      text.corpus, order: order, vocabularySize: text.vocabulary.count, pruning: pruning)
    let other = SampleText(sentences: 40, words: 25, seed: 9)
    for line in other.lines + text.lines.prefix(20) {
      let sentence = text.ids(line)
      var expected = 0.0
      var history: [TokenID] = [SpecialToken.sentenceStart]
      for token in sentence + [SpecialToken.sentenceEnd] {
        expected += log10(twin.probability(token, after: history.suffix(order - 1)))
        history.append(token)
      }
      #expect(abs(model.logProbability(sentence: sentence) - expected) < 1e-4)
    }
  }

  @Test(arguments: [(3, []), (5, []), (5, [0, 1, 1, 2])])
  func probabilitiesSumToOne(order: Int, pruning: [Int]) throws {
    let (text, _, model) = try sample(order, pruning)
    var random = RandomSource(seed: 4)
    for _ in 0..<40 {
      var state = random.next(below: 2) == 0 ? model.startState : model.emptyState
      for _ in 0..<random.next(below: 7) {
        _ = model.score(state, TokenID(random.next(below: text.vocabulary.count)), next: &state)
      }
      var sum = 0.0
      var next = model.emptyState
      for token in 0..<TokenID(text.vocabulary.count) where token != SpecialToken.sentenceStart {
        sum += pow(10, Double(model.score(state, token, next: &next)))
      }
      #expect(abs(sum - 1) < 1e-5)
    }
  }

  @Test func equalStatesHaveEqualFutures() throws {
    let (text, _, model) = try sample(4)
    var histories: [LanguageModelState: [TokenID]] = [:]
    var merged = 0
    var random = RandomSource(seed: 2)
    for _ in 0..<2000 {
      var state = model.startState
      var history: [TokenID] = []
      for _ in 0..<4 {
        let token = TokenID(random.next(below: text.vocabulary.count))
        history.append(token)
        _ = model.score(state, token, next: &state)
      }
      #expect(state.length <= 3)
      guard let twin = histories[state] else {
        histories[state] = history
        continue
      }
      if twin.suffix(3) != history.suffix(3) { merged += 1 }
      var (a, b) = (model.startState, model.startState)
      for token in history { _ = model.score(a, token, next: &a) }
      for token in twin { _ = model.score(b, token, next: &b) }
      #expect(a == b && a.hash64 == b.hash64)
      for _ in 0..<8 {
        let token = TokenID(random.next(below: text.vocabulary.count))
        #expect(model.score(a, token, next: &a) == model.score(b, token, next: &b))
        #expect(a == b)
      }
    }
    #expect(merged > 100, "the states of different histories were hardly ever equal")
  }

  @Test func aStateIsNoLongerThanItMatters() throws {
    let text = SampleText(["a b c", "a b d", "x b c"])
    let model = try open(
      KneserNeyEstimator(order: 3, threads: 1)
        .estimate([text.corpus], vocabularySize: text.vocabulary.count))
    func length(_ line: String) -> Int {
      var state = model.emptyState
      for token in text.ids(line) { _ = model.score(state, token, next: &state) }
      return state.length
    }
    #expect(length("a b") == 2)
    #expect(length("c b") == 1)
    #expect(length("a zzz") == 0)
    #expect(length("") == 0)
    #expect(model.startState.length == 1)
    #expect(MemoryLayout<LanguageModelState>.stride == 64)
  }

  @Test func tokensOutsideTheModelAreUnknown() throws {
    let text = SampleText(["a b c", "a b d"])
    let size = text.vocabulary.count + 1
    let model = try open(
      KneserNeyEstimator(order: 3, threads: 1).estimate([text.corpus], vocabularySize: size))
    var next = model.emptyState
    let unknown = model.score(model.startState, SpecialToken.unknown, next: &next)
    for token in [TokenID(size - 1), TokenID(size), 1_000_000, .max] {
      #expect(model.score(model.startState, token, next: &next) == unknown)
      #expect(next == model.emptyState)
      #expect(!model.knows(token))
    }
    #expect(model.knows(text.ids("a")[0]) && !model.knows(SpecialToken.unknown))
  }

  @Test func equalModelsAreEqualBytes() throws {
    let (_, model, _) = try sample(4)
    try LanguageModelWriter.write(model, to: folder.file("a"))
    try LanguageModelWriter.write(model, to: folder.file("b"))
    #expect(
      FileManager.default.contents(atPath: folder.file("a"))
        == FileManager.default.contents(atPath: folder.file("b")))
    try LanguageModel(path: folder.file("a")).verifyChecksums()
  }

  @Test func countsAreKept() throws {
    let (_, model, opened) = try sample(4)
    #expect(opened.counts == model.counts)
    #expect(opened.order == 4)
  }

  @Test func aReportAddsUp() throws {
    let (text, _, model) = try sample(3)
    var corpus = TokenizedCorpus()
    corpus.append(text.ids("w1 w2 never-seen w1"))
    corpus.append([])
    let report = PerplexityReport(of: corpus, by: model)
    #expect(report.sentences.map(\.unknownCount) == [1, 0])
    #expect(report.sentences.map(\.tokenCount) == [5, 1])
    #expect(report.sentences[0].logProbability == model.logProbability(sentence: corpus[0]))
    let total = report.sentences[0].logProbability + report.sentences[1].logProbability
    #expect(abs(report.perplexity - pow(10, -total / 6)) < 1e-9)
    let known = total - report.total.unknownLogProbability
    #expect(abs(report.perplexityWithoutUnknowns - pow(10, -known / 5)) < 1e-9)
  }

  @Test func everyTruncationIsAnError() throws {
    let text = SampleText(sentences: 10, words: 5)
    let model = try KneserNeyEstimator(order: 3, threads: 1)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    _ = try open(model)
    let bytes = try #require(FileManager.default.contents(atPath: folder.file("sample.lm")))
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let path = folder.file("cut")
      try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: StorageError.self) { try LanguageModel(path: path) }
    }
  }

  @Test func flippedBitsNeverTrap() throws {
    let text = SampleText(sentences: 10, words: 5)
    let model = try KneserNeyEstimator(order: 3, threads: 1)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    _ = try open(model)
    let bytes = try #require(FileManager.default.contents(atPath: folder.file("sample.lm")))
    var random = RandomSource(seed: 5)
    for _ in 0..<1500 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[random.next(below: bytes.count)] ^= UInt8(1 << random.next(below: 8))
      }
      let path = folder.file("flipped")
      try damaged.write(to: URL(fileURLWithPath: path))
      guard let opened = try? LanguageModel(path: path) else { continue }
      _ = PerplexityReport(of: text.corpus, by: opened)
      #expect(throws: StorageError.self) { try opened.verifyChecksums() }
    }
  }

  @Test func aHostileHeaderIsRefusedOrHarmless() throws {
    // All checksums are right; only the values lie.
    let lies: [UInt64] = [0, 1, 3, 7, 8, 1 << 20, .max]
    for order in lies {
      for homes in lies {
        let path = folder.file("hostile")
        var writer = try SectionWriter(path: path)
        let header: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
          (order, 0, homes, .max, .max, 0, 0, 0, 0, 0)
        try writer.append("LMHD", [header])
        try writer.append("LMUN", [UInt64](repeating: .max >> 1, count: 5))
        try writer.append("LMNG", [SIMD2<UInt64>](repeating: SIMD2(0, .max), count: 3))
        try writer.commit()
        guard let model = try? LanguageModel(path: path) else { continue }
        _ = model.logProbability(sentence: [3, 4, 5, 1, 2, 0, 3, 4, .max, 3])
      }
    }
  }
}
