/// Translation edit rate (Snover et al. 2006) as sacreBLEU defines it, after Tercom: insertions, deletions,
/// substitutions and shifts of word sequences, by the length of the reference. Lower is better.
///
/// Statistics: edits against the closest reference, mean length of the references in words.
public struct TER: Metric, Hashable {
  /// Whether punctuation becomes words of its own: the signature field `norm`.
  public enum Normalization: Sendable, Hashable {
    case none
    /// Tercom's rules for Western scripts.
    case western
  }

  /// Whether `.,?:;!"()` count: the signature field `punct`.
  public enum Punctuation: Sendable, Hashable {
    case kept, removed
  }

  public let normalization: Normalization
  public let punctuation: Punctuation
  public let letterCase: LetterCase

  public init(
    normalization: Normalization = .none, punctuation: Punctuation = .kept, letterCase: LetterCase = .lower
  ) {
    self.normalization = normalization
    self.punctuation = punctuation
    self.letterCase = letterCase
  }

  public var name: String { "TER" }
  public var higherIsBetter: Bool { false }
  public var statisticCount: Int { 2 }

  public var signature: Signature {
    Signature([
      "case": letterCase.signatureValue, "tok": "tercom", "norm": normalization == .western ? "yes" : "no",
      "punct": punctuation == .kept ? "yes" : "no", "asian": "no",
    ])
  }

  public func statistics(hypothesis: String, references: [String]) -> SegmentStatistics {
    let references = references.isEmpty ? [""] : references
    var table = WordTable()
    let words = words(hypothesis, &table, passes: 1)
    var search = ShiftSearch()
    var edits = Int.max
    var length = 0
    for reference in references {
      // sacreBLEU tokenizes references twice, which normalization is not indifferent to.
      let referenceWords = self.words(reference, &table, passes: 2)
      edits = min(edits, search.edits(from: words, to: referenceWords))
      length += referenceWords.count
    }
    return SegmentStatistics([Double(edits), Double(length) / Double(references.count)])
  }

  public func score(_ total: SegmentStatistics) -> Double {
    let values = total.padded(to: statisticCount)
    if values[1] > 0 { return 100 * (values[0] / values[1]) }
    return values[0] > 0 ? 100 : 0
  }

  public func details(_ total: SegmentStatistics) -> ScoreDetails {
    let values = total.padded(to: statisticCount)
    return .ter(TERDetails(edits: values[0], referenceLength: values[1]))
  }

  /// The numbers of the words of `text`.
  private func words(_ text: String, _ table: inout WordTable, passes: Int) -> [UInt32] {
    var ranges = WordRanges()
    return UTF8Segment.withBytes(text, letterCase) { bytes in
      var tokens = Array(bytes)
      if normalization != .none || punctuation != .kept {
        for _ in 0..<passes { tokens = tokenize(tokens) }
      }
      return tokens.withUnsafeBufferPointer { tokens in
        ranges.split(tokens)
        return (0..<ranges.count).map { table.insert(ranges.word($0, of: tokens)) }
      }
    }
  }

  /// The words of `text` after normalization, separated by single spaces.
  private func tokenize(_ text: [UInt8]) -> [UInt8] {
    var tokenizer = WesternTokenizer()
    var tokens = text.withUnsafeBufferPointer { text in
      let trimmed = UnsafeBufferPointer(rebasing: text[..<Whitespace.trimmedEnd(text)])
      return normalization == .western ? tokenizer.withTercom(trimmed) { Array($0) } : Array(trimmed)
    }
    if punctuation == .removed { tokens.removeAll(where: TER.isRemovable) }
    return tokens.withUnsafeBufferPointer { tokens in
      var ranges = WordRanges()
      ranges.split(tokens)
      return Array((0..<ranges.count).map { ranges.word($0, of: tokens) }.joined(separator: [0x20]))
    }
  }

  private static func isRemovable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"):
      return true
    default:
      return false
    }
  }
}
