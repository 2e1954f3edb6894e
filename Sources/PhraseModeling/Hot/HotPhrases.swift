public import Storage

/// The translation options of the frequent source phrases of a bitext, extracted when the model was trained:
/// memory-mapped, immutable, shared by all threads. The layout is described at `HotPhrasesLayout`.
public final class HotPhrases: Sendable {
  /// What the options were computed with; a table with other parameters must not use them.
  public let parameters: PhraseTable.Parameters
  /// How often a phrase stands in the bitext to be hot.
  public let minimumOccurrences: Int
  private let file: SectionFile
  private let blockCount: Int
  // All pointers reach into `file`, which lives as long as this object and never changes.
  private nonisolated(unsafe) let offsets: UnsafeBufferPointer<UInt32>
  private nonisolated(unsafe) let options: UnsafeBufferPointer<HotOption>
  private nonisolated(unsafe) let orientations: UnsafeBufferPointer<Float>

  /// Opens what `HotPhrasesBuilder.write` wrote for `bitext`. Reads the headers and the parameters only.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged, newer than this program, or made for another bitext.
  public init(path: String, bitext: IndexedBitext) throws(StorageError) {
    file = try SectionFile(path: path)
    let values = try file.elements("HPAR", as: UInt32.self)
    offsets = try file.elements("HOFF", as: UInt32.self)
    options = try file.elements("HOPT", as: HotOption.self)
    orientations = try file.elements("HORI", as: Float.self)
    func damaged(_ message: String) -> StorageError {
      StorageError(.damaged, file: path, message, advice: "Install the model again, or train it again.")
    }
    guard values.count == HotPhrasesLayout.parameterCount,
      (1...BitextLayout.maximumPhraseLength).contains(Int(values[0])), values[4] > 0
    else { throw damaged("Its parameters are none that phrases can be extracted with.") }
    var parameters = PhraseTable.Parameters()
    parameters.maximumPhraseLength = Int(values[0])
    parameters.sampleSize = Int(values[1])
    parameters.candidateLimit = Int(values[2])
    parameters.discount = Float(bitPattern: values[3])
    self.parameters = parameters
    minimumOccurrences = Int(values[4])
    guard UInt64(values[5]) | UInt64(values[6]) << 32 == bitext.fingerprint else {
      throw damaged("It was made for another bitext than the one beside it.")
    }
    blockCount = Self.blockCount(bitext, minimumOccurrences: minimumOccurrences)
    guard offsets.count == parameters.maximumPhraseLength * blockCount + 1 else {
      throw damaged("The sizes of its sections do not fit each other.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// The number of stretches of `minimumOccurrences` ranks in the suffix array of the source.
  static func blockCount(_ bitext: IndexedBitext, minimumOccurrences: Int) -> Int {
    (bitext.sourceSuffixes.count + minimumOccurrences - 1) / minimumOccurrences
  }

  /// Appends the options of the phrase of `interval`, which is `length` tokens long and stands at `start` of a
  /// sentence; none where the file is damaged.
  ///
  /// - Returns: false if the phrase is not hot, and nothing is known of it.
  func appendOptions(
    of interval: PhraseTable.Interval, start: Int, length: Int, bitext: IndexedBitext,
    to result: inout TranslationOptions
  ) -> Bool {
    guard interval.count >= minimumOccurrences, length <= parameters.maximumPhraseLength else { return false }
    let slot = (length - 1) * blockCount + interval.lower / minimumOccurrences
    let first = Int(offsets[slot])
    let end = Int(offsets[slot + 1])
    guard first < end, end <= options.count, end - first <= parameters.candidateLimit else { return true }
    for index in first..<end {
      let hot = options[index]
      let place = Int(hot.targetPlace)
      let targetLength = Int(hot.before & (1 << HotPhrasesLayout.lengthBits - 1))
      guard targetLength > 0, place + targetLength <= bitext.targetTokens.count,
        Int(hot.sourcePlace) < bitext.sourceSpans.count,
        let before = orientation(hot.before >> HotPhrasesLayout.lengthBits),
        let after = orientation(hot.after)
      else { continue }
      var option = TranslationOption(
        start: start, end: start + length, targetOffset: result.tokens.count, targetLength: targetLength,
        kind: .phrase)
      for position in place..<(place + targetLength) { result.tokens.append(bitext.targetTokens[position]) }
      option.forward = hot.forward
      option.backward = hot.backward
      option.lexicalForward = hot.lexicalForward
      option.lexicalBackward = hot.lexicalBackward
      option.rarity = hot.rarity
      option.before = before
      option.after = after
      option.sourcePlace = hot.sourcePlace
      option.targetPlace = hot.targetPlace
      result.options.append(option)
    }
    return true
  }

  @inline(__always)
  private func orientation(_ number: UInt32) -> TranslationOption.Orientation? {
    let index = Int(number) * 3
    guard index + 2 < orientations.count else { return nil }
    return TranslationOption.Orientation(
      monotone: orientations[index], swap: orientations[index + 1], discontinuous: orientations[index + 2])
  }
}
