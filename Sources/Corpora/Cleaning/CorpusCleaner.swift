/// Drops the pairs of a corpus that would teach a model nothing good.
public struct CorpusCleaner: Sendable {
  /// What is dropped.
  public struct Options: Sendable, Codable {
    /// Segments with more characters are dropped.
    public var maximumCharacters = 2000
    /// The largest ratio of characters between the sides, for segments of more than 20 characters.
    public var maximumRatio = 4.5
    /// Pairs whose sides are the same are dropped when they are longer than this many characters.
    public var longestIdentical = 12
    public var dropsDuplicates = true

    public init() {}
  }

  public let options: Options
  public private(set) var report = CleaningReport()
  private var heldOut: Set<String> = []
  private var seen: Set<String> = []

  public init(options: Options = Options()) {
    self.options = options
  }

  /// Remembers the segments of a tuning or test set: pairs that hold one of them are dropped.
  public mutating func holdOut(_ corpus: ParallelCorpus) {
    for segment in corpus.source + corpus.target where segment.count > 15 { heldOut.insert(Self.key(segment)) }
  }

  /// The pairs of `corpus` that are worth learning from; `report` counts the others by reason.
  public mutating func clean(_ corpus: ParallelCorpus) -> ParallelCorpus {
    var kept = [Bool](repeating: false, count: corpus.count)
    for index in 0..<corpus.count {
      let reason = reason(corpus.source[index], corpus.target[index])
      report.count(reason)
      kept[index] = reason == nil
    }
    return corpus.filtered { kept[$0] }
  }

  private mutating func reason(_ source: String, _ target: String) -> CleaningReport.Reason? {
    let (a, b) = (source.utf8.count, target.utf8.count)
    guard source.utf8.contains(where: { $0 > 0x20 }), target.utf8.contains(where: { $0 > 0x20 }) else {
      return .empty
    }
    if max(a, b) > options.maximumCharacters { return .tooLong }
    if max(a, b) > 20, Double(max(a, b)) / Double(min(a, b)) > options.maximumRatio { return .unequal }
    if a == b, a > options.longestIdentical, source == target { return .identical }
    if !heldOut.isEmpty, heldOut.contains(Self.key(source)) || heldOut.contains(Self.key(target)) {
      return .heldOut
    }
    if options.dropsDuplicates, !seen.insert("\(source)\t\(target)").inserted { return .duplicate }
    return nil
  }

  /// A segment as it is compared with held-out ones: letters and digits in lower case.
  private static func key(_ segment: String) -> String {
    String(segment.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
  }
}

/// What cleaning did: how many pairs were read, and dropped for which reason.
public struct CleaningReport: Sendable, Codable {
  public enum Reason: String, Sendable, Codable, CaseIterable {
    case empty
    case tooLong = "too long"
    case unequal = "unequal length"
    case identical = "both sides the same"
    case heldOut = "in the tuning set"
    case duplicate
  }

  public private(set) var read = 0
  private var counts: [Reason: Int] = [:]

  public init() {}

  /// The reasons for which pairs were dropped, with their numbers.
  public var dropped: [(reason: String, count: Int)] {
    Reason.allCases.compactMap { reason in counts[reason].map { (reason.rawValue, $0) } }
  }

  mutating func count(_ reason: Reason?) {
    read += 1
    if let reason { counts[reason, default: 0] += 1 }
  }
}
