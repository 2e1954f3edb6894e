import Foundation
import LanguageModeling
import Testing
import Tokens

@Suite struct KneserNeyEstimatorTests {
  @Test(arguments: [
    (1, 40, 30, []), (2, 40, 30, []), (3, 60, 10, []), (5, 80, 60, []), (7, 40, 8, []),
    (3, 80, 10, [0, 0, 1]), (4, 120, 8, [0, 1, 1, 2]), (5, 1, 3, []), (5, 3, 2, []),
  ])
  func agreesWithTheNaiveTwin(order: Int, sentences: Int, words: Int, pruning: [Int]) throws {
    for seed: UInt64 in 1...4 {
      let text = SampleText(sentences: sentences, words: words, seed: seed)
      let size = text.vocabulary.count + 2
      let model = try KneserNeyEstimator(order: order, pruning: pruning, threads: 2)
        .estimate([text.corpus], vocabularySize: size)
      let twin = NaiveKneserNey(text.corpus, order: order, vocabularySize: size, pruning: pruning)
      #expect(model.counts == twin.counts)
      for (index, level) in model.orders.enumerated() {
        for gram in 0..<level.count {
          let tokens = Array(level.tokens[(gram * (index + 1))..<((gram + 1) * (index + 1))])
          let gamma = Float(log10(twin.gamma(tokens)))
          #expect(abs(level.backoffs[gram] - (index + 1 < order ? gamma : 0)) < 1e-6)
          if tokens == [SpecialToken.sentenceStart] {
            #expect(level.probabilities[gram] == 0)
            continue
          }
          let probability = twin.probability(tokens.last!, after: tokens.dropLast())
          #expect(abs(level.probabilities[gram] - Float(log10(probability))) < 1e-6)
        }
      }
    }
  }

  @Test func nGramsAreSortedAndClosed() throws {
    let text = SampleText(sentences: 200, words: 40)
    let model = try KneserNeyEstimator(order: 5, pruning: [0, 0, 1], threads: 2)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    var shorter: Set<[TokenID]> = []
    for (index, level) in model.orders.enumerated() {
      let grams = (0..<level.count).map {
        Array(level.tokens[($0 * (index + 1))..<(($0 + 1) * (index + 1))])
      }
      for (a, b) in zip(grams, grams.dropFirst()) { #expect(a.lexicographicallyPrecedes(b)) }
      if index > 0 {
        for gram in grams {
          #expect(shorter.contains(Array(gram.dropLast())) && shorter.contains(Array(gram.dropFirst())))
        }
      }
      shorter = Set(grams)
    }
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    let text = SampleText(sentences: 4000, words: 400)
    let models = try [1, 2, 7].map {
      try KneserNeyEstimator(order: 4, threads: $0)
        .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    }
    #expect(models[0] == models[1])
    #expect(models[0] == models[2])
  }

  @Test func severalCorporaAreOneText() throws {
    let text = SampleText(sentences: 100, words: 20)
    var halves = [TokenizedCorpus(), TokenizedCorpus()]
    for sentence in 0..<100 { halves[sentence / 50].append(text.corpus[sentence]) }
    let estimator = KneserNeyEstimator(order: 3, threads: 1)
    #expect(
      try estimator.estimate(halves, vocabularySize: text.vocabulary.count)
        == estimator.estimate([text.corpus], vocabularySize: text.vocabulary.count))
  }

  @Test func repetitiveTextsAreSortedToo() throws {
    var corpus = TokenizedCorpus()
    for _ in 0..<2000 { corpus.append([3, 3, 3, 3, 3, 3, 4]) }
    corpus.append(Array(repeating: 3, count: 20000))
    let model = try KneserNeyEstimator(order: 5, threads: 2).estimate([corpus], vocabularySize: 5)
    let twin = NaiveKneserNey(corpus, order: 5, vocabularySize: 5)
    #expect(model.counts == twin.counts)
  }

  @Test func sentenceMarksInsideASentenceAreLeftOut() throws {
    var marked = TokenizedCorpus()
    marked.append([3, 1, 4, 2, 2, 5])
    var plain = TokenizedCorpus()
    plain.append([3, 4, 5])
    let estimator = KneserNeyEstimator(order: 3, threads: 1)
    #expect(
      try estimator.estimate([marked], vocabularySize: 6) == estimator.estimate([plain], vocabularySize: 6))
  }

  @Test func unusableInputIsAnError() throws {
    var corpus = TokenizedCorpus()
    let estimator = KneserNeyEstimator(threads: 1)
    #expect(throws: LanguageModelError.self) { try estimator.estimate([], vocabularySize: 9) }
    #expect(throws: LanguageModelError.self) { try estimator.estimate([corpus], vocabularySize: 9) }
    corpus.append([3, 9])
    #expect(throws: LanguageModelError.self) { try estimator.estimate([corpus], vocabularySize: 9) }
    #expect(throws: LanguageModelError.self) {
      try estimator.estimate([corpus], vocabularySize: 0)
    }
    for (order, pruning) in [(0, []), (8, []), (-1, []), (3, [1]), (3, [0, 2, 1]), (2, [0, 0, 0])] {
      let estimator = KneserNeyEstimator(order: order, pruning: pruning, threads: 1)
      #expect(throws: LanguageModelError.self) { try estimator.estimate([corpus], vocabularySize: 10) }
    }
  }

  @Test func emptySentencesAreEnough() throws {
    var corpus = TokenizedCorpus()
    corpus.append([])
    let model = try KneserNeyEstimator(order: 5, threads: 2).estimate([corpus], vocabularySize: 3)
    #expect(model.counts == [3, 1, 0, 0, 0])
  }
}
