import Alignment
import Compute
import Testing
import Tokens

@Suite struct AlignerTests {
  /// A made-up language pair: every source word has one translation, neighbours may swap.
  private func sample(pairs: Int) -> (
    source: TokenizedCorpus, target: TokenizedCorpus, gold: [Set<AlignmentPoint>]
  ) {
    var random = RandomSource(seed: 17)
    var source = TokenizedCorpus()
    var target = TokenizedCorpus()
    var gold: [Set<AlignmentPoint>] = []
    for _ in 0..<pairs {
      let words = (0..<(4 + random.next(below: 10))).map { _ in TokenID(3 + random.next(below: 120)) }
      var order = Array(words.indices)
      for index in order.indices.dropLast() where random.next(below: 4) == 0 {
        order.swapAt(index, index + 1)
      }
      source.append(words)
      target.append(order.map { words[$0] + 200 })
      gold.append(Set(order.enumerated().map { AlignmentPoint(source: $1, target: $0) }))
    }
    return (source, target, gold)
  }

  @Test func findsTheTranslationsOfWords() {
    let sample = sample(pairs: 600)
    let links = Aligner().align(source: sample.source, target: sample.target)
      .symmetrized(.growDiagFinalAnd, threads: 2)
    var (right, found, wanted) = (0, 0, 0)
    for pair in sample.gold.indices {
      right += Set(links[pair]).intersection(sample.gold[pair]).count
      found += links[pair].count
      wanted += sample.gold[pair].count
    }
    #expect(Double(2 * right) / Double(found + wanted) > 0.97)
  }

  @Test func threadsDoNotMatter() {
    let sample = sample(pairs: 100)
    let results = [1, 2, 7].map { threads -> [AlignmentPoint] in
      var options = AlignerOptions()
      options.threads = threads
      return Aligner(options: options).align(source: sample.source, target: sample.target)
        .symmetrized(.growDiag, threads: threads).links
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  /// Several at once are as one after another.
  @Test(arguments: [1, 2, 5]) func severalCorporaAreAlignedAsEachWouldBe(threads: Int) {
    var options = AlignerOptions()
    options.threads = threads
    let corpora = [(3, 40), (4, 60), (3, 20)].map { seed, pairs in
      let sample = sample(pairs: pairs)
      return Aligner.Corpus(source: sample.source, target: sample.target, seed: UInt64(seed))
    }
    let together = Aligner(options: options).align(corpora)
    for (corpus, links) in zip(corpora, together) {
      options.seed = corpus.seed
      let alone = Aligner(options: options).align(source: corpus.source, target: corpus.target)
      #expect(links.forward.links == alone.forward.links && links.backward.links == alone.backward.links)
    }
    #expect(together.map(\.forward.sentenceCount) == [40, 60, 20])
  }

  @Test func emptyAndLongSentencesGetNoLinks() {
    var source = TokenizedCorpus()
    var target = TokenizedCorpus()
    let sources: [[TokenID]] = [[], [3, 4], [TokenID](repeating: 5, count: 2000), [3, 4]]
    let targets: [[TokenID]] = [[3], [], [3], [4, 3]]
    for (f, e) in zip(sources, targets) {
      source.append(f)
      target.append(e)
    }
    let links = Aligner().align(source: source, target: target).symmetrized(.union, threads: 1)
    #expect(links[0].isEmpty && links[1].isEmpty && links[2].isEmpty)
    #expect(!links[3].isEmpty)
  }

  @Test func symmetrizationFollowsItsDefinitions() {
    func points(_ pairs: [(Int, Int)]) -> [AlignmentPoint] {
      pairs.map { AlignmentPoint(source: $0.0, target: $0.1) }
    }
    let forward = points([(0, 0), (1, 1), (1, 2), (4, 4)])
    let backward = points([(0, 0), (1, 1), (2, 1), (5, 6)])
    func join(_ method: Symmetrization) -> [AlignmentPoint] {
      method.join(forward: forward, backward: backward)
    }
    #expect(join(.intersection) == points([(0, 0), (1, 1)]))
    #expect(join(.union) == points([(0, 0), (1, 1), (1, 2), (2, 1), (4, 4), (5, 6)]))
    #expect(join(.growDiag) == points([(0, 0), (1, 1), (1, 2), (2, 1)]))
    #expect(join(.growDiagFinalAnd) == points([(0, 0), (1, 1), (1, 2), (2, 1), (4, 4), (5, 6)]))
  }
}
