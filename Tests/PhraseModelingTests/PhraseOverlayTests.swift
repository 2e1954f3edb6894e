import ChasquiTestSupport
import Compute
import Foundation
import PhraseModeling
import Testing
import Tokens

@Suite struct PhraseOverlayTests {
  private let folder = TemporaryFolder()

  /// A bitext in which 3 is translated 40 times as 5, and 3 4 once as 5 6.
  private func table() throws -> PhraseTable {
    var source = TokenizedCorpus()
    var target = TokenizedCorpus()
    var alignment = CorpusAlignment()
    for _ in 0..<40 {
      source.append([3])
      target.append([5])
      alignment.append([AlignmentPoint(source: 0, target: 0)])
    }
    source.append([3, 4])
    target.append([5, 6])
    alignment.append([AlignmentPoint(source: 0, target: 0), AlignmentPoint(source: 1, target: 1)])
    let path = folder.file("bitext")
    try IndexedBitextBuilder(
      source: source, target: target, alignments: [alignment],
      corpora: [UInt16](repeating: 0, count: source.sentenceCount), corpusWeights: [1]
    ).write(to: path, sourceVocabularySize: 8, threads: 1, progress: SilentProgress())
    return PhraseTable(bitext: try IndexedBitext(path: path))
  }

  private func pair(_ source: [TokenID], _ target: [TokenID], _ links: [(Int, Int)]) -> PhraseOverlay.Pair {
    PhraseOverlay.Pair(
      source: source, target: target,
      links: links.map { AlignmentPoint(source: $0.0, target: $0.1) }.sorted(),
      sourceLexical: source.map { _ in -0.5 }, targetLexical: target.map { _ in -0.5 })
  }

  private func randomPairs(_ count: Int, seed: UInt64) -> [PhraseOverlay.Pair] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in
      let source = (0..<(1 + random.next(below: 9))).map { _ in TokenID(3 + random.next(below: 5)) }
      let target = (0..<(1 + random.next(below: 9))).map { _ in TokenID(3 + random.next(below: 5)) }
      let links = source.indices.filter { _ in random.next(below: 4) > 0 }.map {
        ($0, Int(random.next(below: UInt32(target.count))))
      }
      return pair(source, target, links)
    }
  }

  private func options(
    _ overlay: PhraseOverlay, _ table: PhraseTable, _ sentence: [TokenID]
  ) -> TranslationOptions {
    var result = TranslationOptions()
    PhraseExtractor(table: table).appendOptions(for: sentence, to: &result)
    OverlayExtractor(overlay: overlay, table: table).mergeOptions(for: sentence, into: &result)
    return result
  }

  /// All that can be told of the options, in an order of its own.
  private func description(_ options: TranslationOptions) -> [String] {
    options.options.map { option in
      var option = option
      let target = Array(options.target(of: option))
      option.targetOffset = 0
      return "\(target) \(option)"
    }.sorted()
  }

  @Test func anEmptyOverlayChangesNothing() throws {
    let table = try table()
    var plain = TranslationOptions()
    PhraseExtractor(table: table).appendOptions(for: [3, 4, 3], to: &plain)
    let merged = options(PhraseOverlay(targetVocabularySize: 8), table, [3, 4, 3])
    #expect(description(merged) == description(plain))
    #expect(merged.tokens == plain.tokens)
  }

  @Test func newWordsHaveTheOverlaysTranslationAlone() throws {
    var overlay = PhraseOverlay(targetVocabularySize: 8)
    overlay.append([pair([9, 3], [5, 11], [(0, 1), (1, 0)])])
    let found = options(overlay, try table(), [9])
    let option = try #require(found.options.first)
    #expect(found.options.count == 1 && Array(found.target(of: option)) == [11])
    #expect(option.kind == .memory && option.memory == 1 && option.newTokens == 1)
    #expect(option.forward > -0.2 && option.forward <= 0)
  }

  @Test func equalPhrasesAreOneOption() throws {
    let table = try table()
    var overlay = PhraseOverlay(targetVocabularySize: 8)
    overlay.append([pair([3], [5], [(0, 0)]), pair([3], [7], [(0, 0)])])
    let found = options(overlay, table, [3])
    let targets = found.options.map { Array(found.target(of: $0)) }
    #expect(Set(targets) == [[5], [7]] && targets.count == 2)
    let probabilities = found.options.map { exp($0.forward) }
    #expect(probabilities.reduce(0, +) <= 1)
    let known = try #require(found.options.first { Array(found.target(of: $0)) == [5] })
    let new = try #require(found.options.first { Array(found.target(of: $0)) == [7] })
    #expect(known.kind == .memory && known.forward > new.forward)
    #expect(known.memory > 0 && known.memory < 1)
  }

  @Test func whatPairsAgreeOnCorrectsARarePhrase() throws {
    var pairs = (0..<200).map { _ in pair([3], [5], [(0, 0)]) }
    pairs.append(pair([4], [6], [(0, 0)]))
    var (source, target, alignment) = (TokenizedCorpus(), TokenizedCorpus(), CorpusAlignment())
    for pair in pairs {
      source.append(pair.source)
      target.append(pair.target)
      alignment.append(pair.links)
    }
    let path = folder.file("large")
    try IndexedBitextBuilder(
      source: source, target: target, alignments: [alignment],
      corpora: [UInt16](repeating: 0, count: pairs.count), corpusWeights: [1]
    ).write(to: path, sourceVocabularySize: 8, threads: 1, progress: SilentProgress())
    let table = PhraseTable(bitext: try IndexedBitext(path: path))
    func memory(_ pairs: [PhraseOverlay.Pair], of token: TokenID) throws -> Float {
      var overlay = PhraseOverlay(targetVocabularySize: 8)
      overlay.append(pairs)
      let found = options(overlay, table, [token])
      return try #require(found.options.first { Array(found.target(of: $0)) == [7] }).memory
    }
    let correction = pair([4, 3], [7, 5], [(0, 0), (1, 1)])
    #expect(try memory([correction], of: 4) < 1)
    #expect(try memory([correction, correction], of: 4) > 1)
    #expect(try memory([correction, correction, pair([4], [6], [(0, 0)])], of: 4) < 1)
    let common = pair([3], [7], [(0, 0)])
    #expect(try memory([common, common], of: 3) < 1)
  }

  @Test func longPhrasesAreFoundAsAWhole() throws {
    var overlay = PhraseOverlay(targetVocabularySize: 8)
    let sentence = (0..<30).map { TokenID(20 + $0) }
    overlay.append([pair(sentence, [5, 6, 7], [(0, 0), (29, 1)])])
    let found = options(overlay, try table(), [3] + sentence + [3])
    let whole = found.options.filter { $0.start == 1 && $0.end == 31 }
    #expect(whole.map { Array(found.target(of: $0)) } == [[5, 6, 7]])
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func oneByOneIsAllAtOnce(seed: UInt64) throws {
    let table = try table()
    let pairs = randomPairs(30, seed: seed)
    var together = PhraseOverlay(targetVocabularySize: 8)
    together.append(pairs)
    var single = PhraseOverlay(targetVocabularySize: 8)
    for pair in pairs { single.append([pair]) }
    for pair in pairs.prefix(10) {
      #expect(
        description(options(together, table, pair.source)) == description(options(single, table, pair.source))
      )
    }
  }

  @Test(arguments: [4, 5] as [UInt64]) func removalUndoesAdding(seed: UInt64) throws {
    let table = try table()
    let (kept, removed) = (randomPairs(20, seed: seed), randomPairs(15, seed: seed + 100))
    var plain = PhraseOverlay(targetVocabularySize: 8)
    plain.append(kept)
    var changed = PhraseOverlay(targetVocabularySize: 8)
    changed.append(Array(kept.prefix(7)))
    changed.append(removed)
    changed.append(Array(kept.dropFirst(7)))
    changed.filter((0..<35).map { !(7..<22).contains($0) })
    #expect(changed.count == plain.count)
    for pair in kept {
      #expect(
        description(options(changed, table, pair.source)) == description(options(plain, table, pair.source)))
    }
  }

  @Test func scoresAreProbabilities() throws {
    let table = try table()
    var overlay = PhraseOverlay(targetVocabularySize: 6)
    overlay.append(randomPairs(60, seed: 8))
    for pair in randomPairs(20, seed: 9) {
      for option in options(overlay, table, pair.source).options {
        #expect(option.forward <= 0 && option.backward <= 1e-6 && option.rarity > 0)
        #expect(option.forward.isFinite && option.backward.isFinite && option.lexicalForward.isFinite)
        #expect(option.memory >= 0 && (option.memory > 0) == (option.kind == .memory))
      }
    }
  }

  @Test func pairsThatHoldAPhraseComeNewestFirst() {
    var overlay = PhraseOverlay(targetVocabularySize: 8)
    overlay.append([
      pair([3, 4], [5, 6], [(0, 0), (1, 1)]), pair([4], [6], [(0, 0)]), .empty,
      pair([3, 4, 3], [7, 5, 6], [(0, 0)]),
    ])
    #expect(overlay.pairs(with: [3, 4], [5, 6], limit: 9) == [3, 0])
    #expect(overlay.pairs(with: [4], [6], limit: 2) == [3, 1])
    #expect(overlay.pairs(with: [], [6], limit: 2).isEmpty)
    #expect(overlay.pairs(with: [99], [6], limit: 2).isEmpty)
  }
}
