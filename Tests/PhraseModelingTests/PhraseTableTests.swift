import ChasquiTestSupport
import Compute
import Foundation
import PhraseModeling
import Testing
import Tokens

/// Compares the indexed bitext with extraction by definition on random corpora.
@Suite struct PhraseTableTests {
  private let folder = TemporaryFolder()

  struct Sample {
    var source = TokenizedCorpus()
    var target = TokenizedCorpus()
    var alignment = CorpusAlignment()
  }

  private func sample(seed: UInt64) -> Sample {
    var random = RandomSource(seed: seed)
    var sample = Sample()
    for _ in 0..<40 {
      let (f, e) = (Int(1 + random.next(below: 9)), Int(1 + random.next(below: 9)))
      sample.source.append((0..<f).map { _ in TokenID(3 + random.next(below: 5)) })
      sample.target.append((0..<e).map { _ in TokenID(3 + random.next(below: 5)) })
      var links: Set<AlignmentPoint> = []
      for i in 0..<f where random.next(below: 4) > 0 {
        links.insert(AlignmentPoint(source: i, target: Int(random.next(below: UInt32(e)))))
      }
      sample.alignment.append(links.sorted())
    }
    return sample
  }

  private func table(_ sample: Sample) throws -> PhraseTable {
    let path = folder.file("bitext-\(UUID().uuidString)")
    try IndexedBitextBuilder(
      source: sample.source, target: sample.target, alignment: sample.alignment,
      corpora: [UInt16](repeating: 0, count: sample.source.sentenceCount), corpusWeights: [1]
    ).write(to: path, sourceVocabularySize: 8, threads: 2, progress: SilentProgress())
    var parameters = PhraseTable.Parameters()
    parameters.candidateLimit = 10_000
    return PhraseTable(bitext: try IndexedBitext(path: path), parameters: parameters)
  }

  /// All target phrases that are consistent with the alignment, for each place of `phrase` (Koehn 2010, 5.2.2).
  private func extractions(of phrase: [TokenID], _ sample: Sample) -> Set<[TokenID]> {
    var result: Set<[TokenID]> = []
    for pair in 0..<sample.source.sentenceCount {
      let f = Array(sample.source[pair])
      let e = Array(sample.target[pair])
      let links = sample.alignment[pair]
      guard f.count >= phrase.count else { continue }
      for start in 0...(f.count - phrase.count) where Array(f[start..<(start + phrase.count)]) == phrase {
        let inside = { (link: AlignmentPoint) in (start..<(start + phrase.count)).contains(Int(link.source)) }
        for first in e.indices {
          for last in first..<min(e.count, first + 7) {
            let covers = { (link: AlignmentPoint) in (first...last).contains(Int(link.target)) }
            let touching = links.filter { inside($0) || covers($0) }
            if links.contains(where: { inside($0) && covers($0) }),
              touching.allSatisfy({ inside($0) && covers($0) })
            {
              result.insert(Array(e[first...last]))
            }
          }
        }
      }
    }
    return result
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func findsWhatTheDefinitionSays(seed: UInt64) throws {
    let sample = sample(seed: seed)
    let extractor = PhraseExtractor(table: try table(sample))
    for pair in 0..<sample.source.sentenceCount {
      let sentence = Array(sample.source[pair])
      var options = TranslationOptions()
      extractor.appendOptions(for: sentence, to: &options)
      for start in sentence.indices {
        for end in (start + 1)...min(sentence.count, start + 7) {
          let found = options.options.filter { Int($0.start) == start && Int($0.end) == end }
          let targets = found.map { Array(options.target(of: $0)) }
          #expect(Set(targets).count == targets.count)
          #expect(Set(targets) == extractions(of: Array(sentence[start..<end]), sample))
        }
      }
    }
  }

  @Test func probabilitiesAreAtMostOne() throws {
    let sample = sample(seed: 9)
    let extractor = PhraseExtractor(table: try table(sample))
    var options = TranslationOptions()
    extractor.appendOptions(for: Array(sample.source[0]), to: &options)
    #expect(!options.options.isEmpty)
    for option in options.options {
      #expect(option.forward <= 0 && option.backward <= 0 && option.lexicalForward <= 1e-5)
      #expect(option.forward.isFinite && option.backward.isFinite && option.lexicalBackward.isFinite)
    }
  }

  @Test func aDamagedFileIsAnErrorOrHarmless() throws {
    let sample = sample(seed: 4)
    let path = folder.file("whole")
    try IndexedBitextBuilder(
      source: sample.source, target: sample.target, alignment: sample.alignment,
      corpora: [UInt16](repeating: 0, count: sample.source.sentenceCount), corpusWeights: [1]
    ).write(to: path, sourceVocabularySize: 8, threads: 1, progress: SilentProgress())
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in stride(from: 0, to: bytes.count, by: 97) {
      let cut = folder.file("cut")
      try bytes.prefix(length).write(to: URL(fileURLWithPath: cut))
      #expect(throws: (any Error).self) { try IndexedBitext(path: cut) }
    }
  }

  /// Twenty pairs `3 4` → `5`, in which 4 has no counterpart in `unlinked` of them.
  private func pairs(unlinked: Int) -> Sample {
    var sample = Sample()
    for pair in 0..<20 {
      sample.source.append([3, 4])
      sample.target.append([5, 6])
      var links = [AlignmentPoint(source: 0, target: 0)]
      if pair >= unlinked { links.append(AlignmentPoint(source: 1, target: 1)) }
      sample.alignment.append(links)
    }
    return sample
  }

  @Test func wordsWithoutCounterpartsCanBeLeftOut() throws {
    let extractor = PhraseExtractor(table: try table(pairs(unlinked: 10)))
    var options = TranslationOptions()
    extractor.appendOmission(of: 4, at: 1, to: &options)
    let omission = try #require(options.options.first)
    #expect(omission.kind == .omission && omission.targetLength == 0)
    #expect(omission.start == 1 && omission.end == 2)
    #expect(abs(omission.forward - Float(log(0.5))) < 1e-6)
    options = TranslationOptions()
    extractor.appendOmission(of: 3, at: 0, to: &options)
    #expect(options.options.isEmpty)
    try PhraseExtractor(table: table(pairs(unlinked: 1))).appendOmission(of: 4, at: 1, to: &options)
    #expect(options.options.isEmpty)
  }

  @Test func severalTokensCountAsOne() throws {
    var sample = Sample()
    for (source, target) in [(3, 5), (3, 6), (4, 5), (4, 5)] as [(TokenID, TokenID)] {
      sample.source.append([source])
      sample.target.append([target])
      sample.alignment.append([AlignmentPoint(source: 0, target: 0)])
    }
    var parameters = PhraseTable.Parameters()
    parameters.discount = 0
    let table = PhraseTable(bitext: try table(sample).bitext, parameters: parameters)
    var options = TranslationOptions()
    PhraseExtractor(table: table).appendOptions(
      forTokens: [(token: 3, weight: 0.5), (token: 4, weight: 1)], at: 2, to: &options)
    let probabilities = Dictionary(
      uniqueKeysWithValues: options.options.map { (Array(options.target(of: $0)), exp($0.forward)) })
    #expect(abs(try #require(probabilities[[5]]) - 2.5 / 3) < 1e-5)
    #expect(abs(try #require(probabilities[[6]]) - 0.5 / 3) < 1e-5)
  }

  /// In crossed links no single token is a phrase, but each has the token that it is linked with.
  @Test func linkedTokensStandInForPhrases() throws {
    var sample = Sample()
    sample.source.append([3, 4])
    sample.target.append([5, 6])
    sample.alignment.append([
      AlignmentPoint(source: 0, target: 0), AlignmentPoint(source: 0, target: 1),
      AlignmentPoint(source: 1, target: 0),
    ])
    let extractor = PhraseExtractor(table: try table(sample))
    var options = TranslationOptions()
    extractor.appendOptions(for: [4], to: &options)
    #expect(options.options.isEmpty)
    extractor.appendLinkedOptions(for: 4, at: 0, to: &options)
    #expect(options.options.map { Array(options.target(of: $0)) } == [[5]])
  }
}
