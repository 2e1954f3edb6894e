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
    /// Other alignments of the same pairs.
    var others: [CorpusAlignment] = []
    var alignments: [CorpusAlignment] { [alignment] + others }
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

  /// The same pairs, aligned in another way too.
  private func sampleOfTwo(seed: UInt64) -> Sample {
    var sample = sample(seed: seed)
    var random = RandomSource(seed: seed + 100)
    var other = CorpusAlignment()
    for pair in 0..<sample.source.sentenceCount {
      var links = Set(sample.alignment[pair])
      for i in 0..<sample.source[pair].count where random.next(below: 3) == 0 {
        links = links.filter { Int($0.source) != i }
        let e = UInt32(sample.target[pair].count)
        links.insert(AlignmentPoint(source: i, target: Int(random.next(below: e))))
      }
      other.append(links.sorted())
    }
    sample.others = [other]
    return sample
  }

  private func table(_ sample: Sample) throws -> PhraseTable {
    let path = folder.file("bitext-\(UUID().uuidString)")
    try IndexedBitextBuilder(
      source: sample.source, target: sample.target, alignments: sample.alignments,
      corpora: [UInt16](repeating: 0, count: sample.source.sentenceCount), corpusWeights: [1]
    ).write(to: path, sourceVocabularySize: 8, threads: 2, progress: SilentProgress())
    var parameters = PhraseTable.Parameters()
    parameters.candidateLimit = 10_000
    return PhraseTable(bitext: try IndexedBitext(path: path), parameters: parameters)
  }

  /// All target phrases that are consistent with an alignment, for each place of `phrase` (Koehn 2010, 5.2.2).
  private func extractions(of phrase: [TokenID], _ sample: Sample) -> Set<[TokenID]> {
    Set(sample.alignments.flatMap { extractions(of: phrase, sample, $0) })
  }

  private func extractions(
    of phrase: [TokenID], _ sample: Sample, _ alignment: CorpusAlignment
  ) -> Set<[TokenID]> {
    var result: Set<[TokenID]> = []
    for pair in 0..<sample.source.sentenceCount {
      let f = Array(sample.source[pair])
      let e = Array(sample.target[pair])
      let links = alignment[pair]
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

  @Test(arguments: [1, 2, 3] as [UInt64], [false, true])
  func findsWhatTheDefinitionSays(seed: UInt64, isAlignedTwice: Bool) throws {
    let sample = isAlignedTwice ? sampleOfTwo(seed: seed) : sample(seed: seed)
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

  /// A phrase pair was seen where an option says so, with the links that the alignment has there.
  @Test func sightingsAreThoseOfTheAlignmentThatMadeThePhrase() throws {
    let sample = sampleOfTwo(seed: 5)
    let table = try table(sample)
    var options = TranslationOptions()
    PhraseExtractor(table: table).appendOptions(for: Array(sample.source[7]), to: &options)
    var ways: Set<Int> = []
    for option in options.options {
      let seen = try #require(table.bitext.sighting(option.sourcePlace))
      ways.insert(seen.way)
      let links = table.bitext.alignment(seen.sentence, way: seen.way)
      #expect(links == Array(sample.alignments[seen.way][seen.sentence]))
      let sources = seen.position..<(seen.position + Int(option.end - option.start))
      let first = Int(option.targetPlace) - Int(sample.target.offsets[seen.sentence])
      let targets = first..<(first + Int(option.targetLength))
      #expect(
        Array(sample.source[seen.sentence])[sources]
          == sample.source[7].dropFirst(Int(option.start))
          .prefix(sources.count))
      #expect(
        links.contains { sources.contains(Int($0.source)) }
          && links.allSatisfy { sources.contains(Int($0.source)) == targets.contains(Int($0.target)) })
    }
    #expect(ways == [0, 1])
    #expect(table.bitext.sighting(.max) == nil)
    #expect(table.bitext.sighting(UInt32(2 * sample.source.tokens.count)) == nil)
  }

  /// What all alignments say counts as much as if there were one of them.
  @Test func twoEqualAlignmentsAreOne() throws {
    var sample = sample(seed: 6)
    func options() throws -> TranslationOptions {
      let extractor = PhraseExtractor(table: try table(sample))
      var options = TranslationOptions()
      for pair in 0..<10 {
        let sentence = Array(sample.source[pair])
        extractor.appendOptions(for: sentence, to: &options)
        extractor.appendLinkedOptions(for: sentence[0], at: 0, to: &options)
        extractor.appendOmission(of: sentence[0], at: 0, to: &options)
      }
      return options
    }
    let once = try options()
    sample.others = [sample.alignment]
    let twice = try options()
    #expect(!once.options.isEmpty && once.tokens == twice.tokens)
    for (a, b) in zip(once.options, twice.options) {
      #expect(a.start == b.start && a.end == b.end && a.kind == b.kind && a.sourcePlace == b.sourcePlace)
      // Thirds of an occurrence and their halves are rounded in different places.
      #expect(abs(a.forward - b.forward) < 1e-5 && abs(a.backward - b.backward) < 1e-5)
      #expect(a.rarity == b.rarity)
      #expect(a.lexicalForward == b.lexicalForward && a.lexicalBackward == b.lexicalBackward)
      #expect(a.before == b.before && a.after == b.after)
    }
  }

  /// A phrase of one of two alignments has half the weight of one that both of them make.
  @Test func whatOneOfTwoAlignmentsSaysCountsHalf() throws {
    var sample = Sample()
    for _ in 0..<10 {
      sample.source.append([3, 4])
      sample.target.append([5, 6])
      sample.alignment.append([AlignmentPoint(source: 0, target: 0), AlignmentPoint(source: 1, target: 1)])
    }
    var other = CorpusAlignment()
    for _ in 0..<10 {
      other.append([AlignmentPoint(source: 0, target: 1), AlignmentPoint(source: 1, target: 0)])
    }
    sample.others = [other]
    var options = TranslationOptions()
    let table = try table(sample)
    PhraseExtractor(table: table).appendOptions(for: [3, 4], to: &options)
    let words = options.options.filter { $0.end == 1 }
    #expect(words.count == 2)
    for word in words { #expect(abs(exp(word.forward) - 0.46) < 1e-5) }
    let both = try #require(options.options.first { $0.end - $0.start == 2 })
    #expect(abs(exp(both.forward) - 0.96) < 1e-5)
    let links = BitextLexicon(table: table).links(of: 3)
    #expect(links.occurrences == 10)
    #expect(links.links.map(\.target).sorted() == [5, 6])
    for link in links.links { #expect(link.forward == 0.5 && link.count == 5 && link.backward == 0.5) }
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
      source: sample.source, target: sample.target, alignments: [sample.alignment],
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
