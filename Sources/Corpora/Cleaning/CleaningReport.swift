/// What cleaning did: how many pairs were read, and dropped for which reason.
public struct CleaningReport: Sendable, Codable, CustomStringConvertible {
  public enum Reason: String, Sendable, Codable, CaseIterable {
    case empty = "a side is empty"
    case unreadable = "characters that could not be read"
    case tooLong = "too long"
    case notLanguage = "hardly any letters"
    case wordRatio = "word counts too different"
    case lengthRatio = "lengths too different for the corpus"
    case identical = "both sides the same"
    case wrongLanguage = "another language"
    case untranslated = "a side is in the language of the other"
    case thirdLanguage = "a side is in a third language"
    case heldOut = "in a tuning or test set"
    case duplicate = "duplicate"
  }

  /// A pair that was dropped.
  public struct Example: Sendable, Codable, Equatable {
    public let corpus: String
    public let line: Int
    public let source: String
    public let target: String

    public init(corpus: String, line: Int, source: String, target: String) {
      self.corpus = corpus
      self.line = line
      self.source = source
      self.target = target
    }
  }

  public private(set) var read = 0
  public private(set) var kept = 0
  /// The number of kept pairs whose sides had changed places.
  public private(set) var swapped = 0
  private var counts: [Reason: Int] = [:]
  private var examples: [Reason: [Example]] = [:]

  public init() {}

  /// The number of pairs dropped for `reason`.
  public func count(_ reason: Reason) -> Int { counts[reason] ?? 0 }

  /// The first pairs dropped for `reason`.
  public func examples(_ reason: Reason) -> [Example] { examples[reason] ?? [] }

  /// The reasons for which pairs were dropped, in the order of the filters, with their numbers.
  public var dropped: [(reason: String, count: Int)] {
    Reason.allCases.compactMap { reason in counts[reason].map { (reason.rawValue, $0) } }
  }

  public var description: String {
    var lines = ["\(kept) of \(read) pairs kept"]
    if swapped > 0 { lines.append("  \(swapped) of them with the sides swapped back") }
    return (lines + dropped.map { "  \($0.count) \($0.reason)" }).joined(separator: "\n")
  }

  mutating func keep(isSwapped: Bool = false) {
    read += 1
    kept += 1
    if isSwapped { swapped += 1 }
  }

  mutating func drop(_ reason: Reason, limit: Int, _ example: () -> Example) {
    read += 1
    counts[reason, default: 0] += 1
    if examples[reason, default: []].count < limit { examples[reason, default: []].append(example()) }
  }
}
