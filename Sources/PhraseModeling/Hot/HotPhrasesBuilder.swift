public import Compute
public import Storage

/// Extracts the options of all source phrases that stand in a bitext often, and writes them as one section file.
///
/// The extraction is that of `PhraseExtractor`, so that a look-up gives what an extraction would have given, bit
/// for bit. Phrases that are less frequent are left to the extractor, which is quick with them.
public struct HotPhrasesBuilder: Sendable {
  private let table: PhraseTable
  private let minimumOccurrences: Int

  /// How many phrases are held with all that was extracted for them, which is more than twice what is written.
  private static let batchSize = 1 << 14

  /// - Parameters:
  ///   - minimumOccurrences: how often a phrase stands in the bitext to be hot, at least 1.
  public init(bitext: IndexedBitext, parameters: PhraseTable.Parameters, minimumOccurrences: Int) {
    precondition(minimumOccurrences > 0, "a phrase of the bitext stands there at least once")
    table = PhraseTable(bitext: bitext, parameters: parameters)
    self.minimumOccurrences = minimumOccurrences
  }

  /// Extracts on `threads` threads and writes to `path`; the bytes do not depend on their number.
  ///
  /// - Throws: `StorageError` if the file cannot be written.
  public func write(to path: String, threads: Int, progress: any ProgressReporter) throws(StorageError) {
    let phrases = hotPhrases(threads: threads)
    progress.begin(stage: "Extracting frequent phrases", total: phrases.count)
    let blockCount = HotPhrases.blockCount(table.bitext, minimumOccurrences: minimumOccurrences)
    var options: [HotOption] = []
    var orientations = OrientationNumbers()
    var offsets: [UInt32] = []
    for batch in Parallel.chunks(phrases.count, size: Self.batchSize) {
      let extracted = extract(phrases[batch], threads: threads)
      // Phrases are sorted by length and rank, and so are the slots that they fall into.
      for (phrase, found) in zip(phrases[batch], extracted.joined()) {
        let slot = (phrase.length - 1) * blockCount + phrase.interval.lower / minimumOccurrences
        offsets.append(contentsOf: repeatElement(UInt32(options.count), count: slot + 1 - offsets.count))
        for option in found { options.append(orientations.pack(option)) }
      }
      progress.advance(by: batch.count)
    }
    let slotCount = table.parameters.maximumPhraseLength * blockCount
    offsets.append(contentsOf: repeatElement(UInt32(options.count), count: slotCount + 1 - offsets.count))

    var writer = try SectionWriter(path: path)
    try writer.append("HPAR", parameters)
    try writer.append("HOFF", offsets)
    try writer.append("HOPT", options)
    try writer.append("HORI", orientations.values)
    try writer.commit()
    progress.end()
  }

  /// The options of each of `phrases`, in chunks.
  private func extract(_ phrases: ArraySlice<Phrase>, threads: Int) -> [[[TranslationOption]]] {
    let chunks = Parallel.chunks(phrases.count, size: 256)
    return Parallel.map(chunks.count, threads: threads) { chunk in
      let extractor = PhraseExtractor(table: table)
      return phrases.dropFirst(chunks[chunk].lowerBound).prefix(chunks[chunk].count).map { phrase in
        var found = TranslationOptions()
        extractor.appendOptions(of: phrase.interval, start: 0, length: phrase.length, to: &found)
        return found.options
      }
    }
  }

  private var parameters: [UInt32] {
    let fingerprint = table.bitext.fingerprint
    return [
      UInt32(table.parameters.maximumPhraseLength), UInt32(table.parameters.sampleSize),
      UInt32(table.parameters.candidateLimit), table.parameters.discount.bitPattern,
      UInt32(minimumOccurrences), UInt32(truncatingIfNeeded: fingerprint), UInt32(fingerprint >> 32),
    ]
  }

  private struct Phrase: Sendable {
    var interval: PhraseTable.Interval
    var length: Int
  }

  /// All hot phrases, by length and rank: each is a hot phrase with one more token.
  private func hotPhrases(threads: Int) -> [Phrase] {
    let vocabularySize = table.bitext.unigramIntervals.count / 2
    var level = (0..<vocabularySize).compactMap { table.interval(of: UInt32($0)) }
      .filter { $0.count >= minimumOccurrences }
    var phrases: [Phrase] = []
    for length in 1...table.parameters.maximumPhraseLength {
      phrases += level.map { Phrase(interval: $0, length: length) }
      guard length < table.parameters.maximumPhraseLength else { break }
      let parents = level
      level = Parallel.map(parents.count, threads: threads) { index in
        table.continuations(of: parents[index], length: length, minimumCount: minimumOccurrences)
      }.flatMap(\.self)
    }
    return phrases
  }
}

/// Numbers the orientations that occur, most of them many times.
private struct OrientationNumbers {
  private(set) var values: [Float] = []
  private var numbers: [Key: UInt32] = [:]

  private struct Key: Hashable {
    var monotone: UInt32
    var swap: UInt32
    var discontinuous: UInt32
  }

  mutating func pack(_ option: TranslationOption) -> HotOption {
    HotOption(
      sourcePlace: option.sourcePlace, targetPlace: option.targetPlace, forward: option.forward,
      backward: option.backward, lexicalForward: option.lexicalForward,
      lexicalBackward: option.lexicalBackward, rarity: option.rarity,
      before: number(option.before) << HotPhrasesLayout.lengthBits | UInt32(option.targetLength),
      after: number(option.after))
  }

  private mutating func number(_ orientation: TranslationOption.Orientation) -> UInt32 {
    let key = Key(
      monotone: orientation.monotone.bitPattern, swap: orientation.swap.bitPattern,
      discontinuous: orientation.discontinuous.bitPattern)
    if let known = numbers[key] { return known }
    let number = UInt32(numbers.count)
    numbers[key] = number
    values += [orientation.monotone, orientation.swap, orientation.discontinuous]
    return number
  }
}
