import ChasquiTestSupport
import Compute
import Foundation
import LanguageModeling
import Storage
import Testing
import Tokens

@Suite struct WordClassTests {
  private let folder = TemporaryFolder()

  /// Sentences of a made-up grammar: article, noun with an ending, verb with another one.
  private func grammar(sentences: Int, seed: UInt64 = 1) -> SampleText {
    var random = RandomSource(seed: seed)
    return SampleText(
      (0..<sentences).map { _ in
        let noun = "noun\(random.next(below: 30))ta"
        let verb = "verb\(random.next(below: 30))ni"
        return "the \(noun) \(verb) a noun\(random.next(below: 30))ta"
      })
  }

  @Test func wordsOfAKindShareAClass() throws {
    let text = grammar(sentences: 400)
    let classes = WordClassLearner(classCount: 4).learn(text.corpus, text.vocabulary)
    func found(_ word: String) throws -> TokenID { classes[Int(try #require(text.vocabulary.id(of: word)))] }
    let nouns = Set(try (0..<30).map { try found("noun\($0)ta") })
    let verbs = Set(try (0..<30).map { try found("verb\($0)ni") })
    #expect(nouns.count == 1)
    #expect(verbs.count == 1)
    #expect(nouns != verbs)
    #expect(try !nouns.contains(found("the")))
  }

  @Test func rareWordsGoByTheirEnding() throws {
    let base = grammar(sentences: 400)
    let text = SampleText(base.lines + ["the sunsetta walksni a noun3ta"])
    let classes = WordClassLearner(classCount: 4).learn(text.corpus, text.vocabulary)
    for (rare, usual) in [("sunsetta", "noun3ta"), ("walksni", "verb3ni")] {
      let pair = try [rare, usual].map { classes[Int(try #require(text.vocabulary.id(of: $0)))] }
      #expect(pair[0] == pair[1])
    }
  }

  @Test(arguments: [2, 7, 500]) func everyWordHasAClassThatExists(classCount: Int) {
    for text in [SampleText([]), SampleText(["once"]), SampleText(sentences: 300, words: 80)] {
      let classes = WordClassLearner(classCount: classCount).learn(text.corpus, text.vocabulary)
      #expect(classes.count == text.vocabulary.count)
      #expect(classes.prefix(SpecialToken.count) == [0, 1, 2])
      #expect(classes.dropFirst(SpecialToken.count).allSatisfy { (3..<(3 + classCount)).contains(Int($0)) })
      #expect(classes == WordClassLearner(classCount: classCount).learn(text.corpus, text.vocabulary))
    }
  }

  /// The mutual information of the classes of neighbours, counted naively, never falls with more rounds.
  @Test func everyRoundBringsMore() {
    let text = SampleText(sentences: 500, words: 60)
    let values = [0, 1, 3, 10].map { rounds -> Double in
      let learner = WordClassLearner(classCount: 8, iterations: rounds)
      return Self.information(of: learner.learn(text.corpus, text.vocabulary), text.corpus)
    }
    for (a, b) in zip(values, values.dropFirst()) { #expect(b > a - 1e-6) }
    #expect(values[3] > values[0] * 1.2)
  }

  private static func information(of classes: [TokenID], _ corpus: TokenizedCorpus) -> Double {
    var pairs: [[TokenID]: Double] = [:]
    var firsts: [TokenID: Double] = [:]
    var seconds: [TokenID: Double] = [:]
    for sentence in 0..<corpus.sentenceCount {
      let row =
        [SpecialToken.sentenceEnd] + corpus[sentence].map { classes[Int($0)] } + [SpecialToken.sentenceEnd]
      for (a, b) in zip(row, row.dropFirst()) {
        pairs[[a, b], default: 0] += 1
        firsts[a, default: 0] += 1
        seconds[b, default: 0] += 1
      }
    }
    let total = pairs.values.reduce(0, +)
    return pairs.map { $0.value / total * log($0.value * total / (firsts[$0.key[0]]! * seconds[$0.key[1]]!)) }
      .sorted().reduce(0, +)
  }

  @Test func classesAreReadAsTheyWereWritten() throws {
    let path = folder.file("classes")
    try WordClasses.write([0, 1, 2, 7, 4], to: path)
    let classes = try WordClasses(path: path)
    #expect((0..<5).map { classes[$0] } == [0, 1, 2, 7, 4])
    #expect(classes[5] == SpecialToken.unknown)
    #expect(classes[.max] == SpecialToken.unknown)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in stride(from: 0, to: bytes.count, by: 7) {
      try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: StorageError.self) { try WordClasses(path: path) }
    }
  }
}
