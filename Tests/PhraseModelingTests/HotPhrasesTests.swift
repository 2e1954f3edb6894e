import ChasquiTestSupport
import Compute
import Foundation
import PhraseModeling
import Storage
import Testing
import Tokens

/// Compares look-ups of hot phrases with extraction on random corpora.
@Suite struct HotPhrasesTests {
  private let folder = TemporaryFolder()
  private static let vocabularySize = 9

  /// Few words, so that even long phrases occur several times.
  private func bitext(seed: UInt64, pairs: Int = 60) throws -> IndexedBitext {
    var random = RandomSource(seed: seed)
    var (source, target) = (TokenizedCorpus(), TokenizedCorpus())
    var alignments = [CorpusAlignment(), CorpusAlignment()]
    for _ in 0..<pairs {
      let (f, e) = (Int(1 + random.next(below: 12)), Int(1 + random.next(below: 12)))
      source.append((0..<f).map { _ in TokenID(3 + random.next(below: random.next(below: 6) + 1)) })
      target.append((0..<e).map { _ in TokenID(3 + random.next(below: random.next(below: 6) + 1)) })
      for way in alignments.indices {
        var links: Set<AlignmentPoint> = []
        for i in 0..<f where random.next(below: 4) > 0 {
          links.insert(
            AlignmentPoint(source: i, target: min(e - 1, max(0, i + Int(random.next(below: 3)) - 1))))
        }
        alignments[way].append(links.sorted())
      }
    }
    let path = folder.file("bitext-\(seed)")
    try IndexedBitextBuilder(
      source: source, target: target, alignments: alignments,
      corpora: (0..<source.sentenceCount).map { UInt16($0 % 2) }, corpusWeights: [1, 2.5]
    ).write(to: path, sourceVocabularySize: Self.vocabularySize, threads: 1, progress: SilentProgress())
    return try IndexedBitext(path: path)
  }

  private func write(
    _ bitext: IndexedBitext, _ parameters: PhraseTable.Parameters = .init(), minimumOccurrences: Int = 3,
    threads: Int = 2, name: String = "hot"
  ) throws -> String {
    let path = folder.file(name)
    try HotPhrasesBuilder(bitext: bitext, parameters: parameters, minimumOccurrences: minimumOccurrences)
      .write(to: path, threads: threads, progress: SilentProgress())
    return path
  }

  /// The options of all sentences of the bitext, and of some that are not in it.
  private func options(_ table: PhraseTable) -> TranslationOptions {
    let extractor = PhraseExtractor(table: table)
    var result = TranslationOptions()
    for pair in 0..<table.bitext.sentenceCount {
      let sentence = table.bitext.source(pair)
      extractor.appendOptions(for: sentence, to: &result)
      extractor.appendOptions(for: sentence.reversed(), to: &result)
    }
    return result
  }

  /// Everything about the options, each float bit for bit.
  private func bits(_ options: TranslationOptions) -> [UInt32] {
    var result = options.tokens
    for option in options.options {
      result += [
        UInt32(option.start), UInt32(option.end), option.targetOffset, UInt32(option.targetLength),
        UInt32(option.kind.rawValue), UInt32(option.newTokens), option.sourcePlace, option.targetPlace,
        option.forward.bitPattern, option.backward.bitPattern, option.lexicalForward.bitPattern,
        option.lexicalBackward.bitPattern, option.rarity.bitPattern, option.dissimilarity.bitPattern,
        option.memory.bitPattern,
      ]
      for orientation in [option.before, option.after] {
        result += [
          orientation.monotone.bitPattern, orientation.swap.bitPattern, orientation.discontinuous.bitPattern,
        ]
      }
    }
    return result
  }

  static let settings: [(seed: UInt64, occurrences: Int, length: Int, sample: Int, candidates: Int)] = [
    (1, 1, 7, 400, 40), (2, 2, 7, 400, 40), (3, 5, 7, 10, 4), (4, 3, 3, 7, 1), (5, 1, 1, 3, 100),
    (6, 40, 7, 400, 40), (7, 100_000, 7, 400, 40), (8, 7, 5, 50, 10_000),
  ]

  @Test(arguments: settings)
  func lookUpsGiveWhatExtractionGives(
    seed: UInt64, occurrences: Int, length: Int, sample: Int, candidates: Int
  ) throws {
    var parameters = PhraseTable.Parameters()
    parameters.maximumPhraseLength = length
    parameters.sampleSize = sample
    parameters.candidateLimit = candidates
    let bitext = try bitext(seed: seed)
    let path = try write(bitext, parameters, minimumOccurrences: occurrences)
    let hot = try HotPhrases(path: path, bitext: bitext)
    #expect(hot.parameters == parameters && hot.minimumOccurrences == occurrences)
    let table = PhraseTable(bitext: bitext, parameters: parameters, hotPhrases: hot)
    #expect(table.hotPhrases != nil)
    let extracted = options(PhraseTable(bitext: bitext, parameters: parameters))
    #expect(extracted.options.count > 100)
    #expect(bits(options(table)) == bits(extracted))
  }

  /// With every phrase hot, and none of them with options, nothing is found.
  @Test func lookUpsDoNotExtract() throws {
    let bitext = try bitext(seed: 11)
    let path = try withoutOptions(try write(bitext, minimumOccurrences: 1))
    let table = PhraseTable(bitext: bitext, hotPhrases: try HotPhrases(path: path, bitext: bitext))
    #expect(options(table).options.isEmpty)
  }

  /// A copy of the file in which no phrase has options.
  private func withoutOptions(_ path: String) throws -> String {
    let file = try SectionFile(path: path)
    var writer = try SectionWriter(path: folder.file("without"))
    try writer.append("HPAR", Array(try file.elements("HPAR", as: UInt32.self)))
    let offsets = try file.elements("HOFF", as: UInt32.self)
    try writer.append("HOFF", [UInt32](repeating: 0, count: offsets.count))
    try writer.append("HOPT", Array(try file.elements("HOPT", as: NineWords.self)))
    try writer.append("HORI", Array(try file.elements("HORI", as: Float.self)))
    try writer.commit()
    return folder.file("without")
  }

  /// As large as a hot option.
  private struct NineWords: BitwiseCopyable {
    var words: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)
  }

  @Test func theBytesDoNotDependOnThreads() throws {
    let bitext = try bitext(seed: 12, pairs: 400)
    let files = try [1, 2, 7].map { threads in
      try Data(
        contentsOf: URL(
          fileURLWithPath: write(bitext, minimumOccurrences: 2, threads: threads, name: "hot-\(threads)")))
    }
    #expect(files[0].count > 10_000)
    #expect(files[0] == files[1] && files[0] == files[2])
  }

  @Test func otherParametersLeaveItUnused() throws {
    let bitext = try bitext(seed: 13)
    let hot = try HotPhrases(path: write(bitext), bitext: bitext)
    let changes: [(inout PhraseTable.Parameters) -> Void] = [
      { $0.maximumPhraseLength = 6 }, { $0.sampleSize = 399 }, { $0.candidateLimit = 41 },
      { $0.discount = 0.41 },
    ]
    for change in changes {
      var parameters = PhraseTable.Parameters()
      change(&parameters)
      let table = PhraseTable(bitext: bitext, parameters: parameters, hotPhrases: hot)
      #expect(table.hotPhrases == nil)
      #expect(bits(options(table)) == bits(options(PhraseTable(bitext: bitext, parameters: parameters))))
    }
  }

  @Test func anotherBitextIsAnError() throws {
    let path = try write(bitext(seed: 14))
    let other = try bitext(seed: 15)
    let error = #expect(throws: StorageError.self) { try HotPhrases(path: path, bitext: other) }
    #expect(
      error.map { "\($0)" }?.hasPrefix("\(path): It was made for another bitext than the one beside it.")
        == true)
  }

  @Test func everyTruncationIsAnError() throws {
    let bitext = try bitext(seed: 16, pairs: 10)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: write(bitext)))
    let cut = folder.file("cut")
    for length in stride(from: 0, to: bytes.count, by: 37) {
      try bytes.prefix(length).write(to: URL(fileURLWithPath: cut))
      #expect(throws: StorageError.self) { try HotPhrases(path: cut, bitext: bitext) }
    }
  }

  /// Values inside the payloads are damaged in turn, where no checksum is read; translations must not be.
  @Test(arguments: [17, 18] as [UInt64])
  func damageIsAnErrorOrHarmless(seed: UInt64) throws {
    let bitext = try bitext(seed: seed, pairs: 12)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: write(bitext, minimumOccurrences: 2)))
    let damaged = folder.file("damaged")
    var random = RandomSource(seed: seed)
    var opened = 0
    for _ in 0..<120 {
      var copy = bytes
      // A whole value at a time: that is what leads furthest astray.
      let place = Int(random.next(below: UInt32(copy.count / 4))) * 4
      let value: UInt32 = [0, 1, 9, 1000, 1 << 31, .max][Int(random.next(below: 6))]
      withUnsafeBytes(of: value.littleEndian) { copy.replaceSubrange(place..<(place + 4), with: $0) }
      try copy.write(to: URL(fileURLWithPath: damaged))
      guard let hot = try? HotPhrases(path: damaged, bitext: bitext) else { continue }
      opened += 1
      let found = options(PhraseTable(bitext: bitext, parameters: hot.parameters, hotPhrases: hot))
      for option in found.options {
        #expect(option.start < option.end && option.targetLength > 0)
        #expect(bitext.sighting(option.sourcePlace) != nil)
        #expect(found.target(of: option).allSatisfy { Int($0) < Self.vocabularySize })
      }
    }
    #expect(opened > 20)
  }
}
