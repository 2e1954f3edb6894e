internal import Storage

/// Drops the pairs of corpora that would teach a model nothing good.
///
/// One cleaner goes over all corpora of a training run, the most trusted first: a duplicate is dropped
/// wherever the first one stood. The filters run in the order of `CleaningReport.Reason`; a pair counts for
/// the first that drops it.
public struct CorpusCleaner: Sendable {
  /// Names the language of a text, and how sure that is, from 0 to 1.
  public typealias Identify = @Sendable (_ text: String) -> (language: String, confidence: Double)
  /// Whether the tag that was found means the language that was wanted.
  public typealias Matches = @Sendable (_ wanted: String, _ found: String) -> Bool

  /// The check that segments are in the languages that they should be in.
  public struct LanguageCheck: Sendable {
    public var source: String
    public var target: String
    public var identify: Identify
    public var matches: Matches

    public init(
      source: String, target: String, identify: @escaping Identify,
      matches: @escaping Matches = { LanguageMatching.builtIn.matches(wanted: $0, found: $1) }
    ) {
      self.source = source
      self.target = target
      self.identify = identify
      self.matches = matches
    }
  }

  public let options: CleaningOptions
  public var languageCheck: LanguageCheck?
  /// Finds segments in the language of the other side; without it, none are looked for.
  public var sideLanguages: SideLanguages?
  /// Finds segments in a third language; without it, none are looked for.
  public var thirdLanguages: ThirdLanguages?
  public private(set) var report = CleaningReport()
  private var heldOut = HashSet64()
  private var seen = HashSet64()

  public init(options: CleaningOptions = CleaningOptions(), languageCheck: LanguageCheck? = nil) {
    self.options = options
    self.languageCheck = languageCheck
  }

  /// Remembers the segments of a tuning or test set: pairs of which one side is among them, apart from case,
  /// spaces and punctuation, are dropped.
  public mutating func holdOut(_ corpus: ParallelCorpus) {
    var key: [UInt8] = []
    for column in [corpus.sourceColumn, corpus.targetColumn] {
      for index in 0..<column.count {
        if let hash = keyHash(column, index, &key) { _ = heldOut.insert(hash) }
      }
    }
  }

  /// Learns from `corpora` to find segments in the language of the other side or in a third one.
  ///
  /// - Parameters:
  ///   - source, target: the ISO 639-3 codes of the sides.
  public mutating func learnLanguages(source: String, target: String, from corpora: [ParallelCorpus]) {
    sideLanguages = SideLanguages(learningFrom: corpora)
    thirdLanguages = ThirdLanguages(source: source, target: target, learningFrom: corpora)
  }

  /// The pairs of `corpus` that are worth learning from; `report` counts the others by reason.
  public mutating func clean(_ corpus: ParallelCorpus) -> ParallelCorpus {
    let profiles = Self.profiles(corpus.sourceColumn, corpus.targetColumn)
    let ratio = LengthRatioModel(profiles.lazy.map { ($0.source.characters, $0.target.characters) })
    var key: [UInt8] = []
    var scanner = SegmentWords()
    var arrangements = [ParallelCorpus.Arrangement](repeating: .left, count: corpus.count)
    for index in 0..<corpus.count {
      let (source, target) = profiles[index]
      var isSwapped = false
      let reason =
        shapeReason(source, target, ratio)
        ?? contentReason(corpus, index, source, target)
        ?? languageReason(corpus, index, &isSwapped, &scanner)
        ?? repetitionReason(corpus, index, isSwapped: isSwapped, &key)
      if let reason {
        report.drop(reason, limit: options.examples) {
          CleaningReport.Example(
            corpus: corpus.name, line: corpus.line(index), source: corpus.source(index),
            target: corpus.target(index))
        }
      } else {
        report.keep(isSwapped: isSwapped)
        arrangements[index] = isSwapped ? .swapped : .asItIs
      }
    }
    return corpus.arranged { arrangements[$0] }
  }

  // MARK: Filters

  /// The filters that need only counts.
  private func shapeReason(
    _ source: SegmentProfile, _ target: SegmentProfile, _ ratio: LengthRatioModel
  ) -> CleaningReport.Reason? {
    if source.words == 0 || target.words == 0 { return .empty }
    if source.isBroken || target.isBroken { return .unreadable }
    if max(source.characters, target.characters) > options.maximumCharacters
      || max(source.words, target.words) > options.maximumWords
    {
      return .tooLong
    }
    for side in [source, target]
    where side.letters == 0 || Double(side.letters) < options.minimumLetterShare * Double(side.visible) {
      return .notLanguage
    }
    let (few, many) = (min(source.words, target.words), max(source.words, target.words))
    if Double(many) > options.maximumWordRatio * Double(few) { return .wordRatio }
    if options.maximumLengthDeviations > 0,
      ratio.distance(source: source.characters, target: target.characters) > options.maximumLengthDeviations
    {
      return .lengthRatio
    }
    return nil
  }

  /// The filters that look at the text.
  private func contentReason(
    _ corpus: ParallelCorpus, _ index: Int, _ source: SegmentProfile, _ target: SegmentProfile
  ) -> CleaningReport.Reason? {
    let (sourceHash, targetHash) = (corpus.sourceColumn.hash(index), corpus.targetColumn.hash(index))
    if sourceHash == targetHash, source.characters > options.longestIdentical { return .identical }
    if let check = languageCheck,
      isOther(corpus.sourceColumn, index, source, check, check.source)
        || isOther(corpus.targetColumn, index, target, check, check.target)
    {
      return .wrongLanguage
    }
    return nil
  }

  /// The filter that has learned the languages from the corpora; pairs whose sides changed places are kept.
  private func languageReason(
    _ corpus: ParallelCorpus, _ index: Int, _ isSwapped: inout Bool, _ scanner: inout SegmentWords
  ) -> CleaningReport.Reason? {
    switch sideLanguages?.verdict(corpus, index, &scanner) {
    case .untranslated: return .untranslated
    case .swapped:
      isSwapped = true
      return nil
    case .asExpected, nil:
      return thirdLanguages?.hasThird(corpus, index, &scanner) == true ? .thirdLanguage : nil
    }
  }

  /// The filters that compare with other segments.
  private mutating func repetitionReason(
    _ corpus: ParallelCorpus, _ index: Int, isSwapped: Bool, _ key: inout [UInt8]
  ) -> CleaningReport.Reason? {
    if heldOut.count > 0 {
      for column in [corpus.sourceColumn, corpus.targetColumn] {
        if let hash = keyHash(column, index, &key), heldOut.contains(hash) { return .heldOut }
      }
    }
    if options.dropsDuplicates, !seen.insert(corpus.hash(index, isSwapped: isSwapped)) { return .duplicate }
    return nil
  }

  private func isOther(
    _ column: SegmentColumn, _ index: Int, _ profile: SegmentProfile, _ check: LanguageCheck, _ wanted: String
  ) -> Bool {
    guard profile.letters >= options.shortestIdentified else { return false }
    let found = check.identify(column[index])
    return found.confidence >= options.languageConfidence && !check.matches(wanted, found.language)
  }

  /// The hash of the key of a segment; nil if it is too short to count.
  private func keyHash(_ column: SegmentColumn, _ index: Int, _ key: inout [UInt8]) -> UInt64? {
    key.removeAll(keepingCapacity: true)
    column.withBytes(index) { SegmentKey.append($0, to: &key) }
    guard key.count >= max(1, options.shortestHeldOut) else { return nil }
    return key.withUnsafeBytes { Checksum.xxh64($0) }
  }

  private static func profiles(
    _ source: SegmentColumn, _ target: SegmentColumn
  ) -> [(source: SegmentProfile, target: SegmentProfile)] {
    (0..<source.count).map { index in
      (source.withBytes(index) { SegmentProfile($0) }, target.withBytes(index) { SegmentProfile($0) })
    }
  }
}
