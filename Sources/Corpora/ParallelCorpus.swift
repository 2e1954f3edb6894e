/// Pairs of segments that are translations of each other.
///
/// Segments are valid UTF-8 without control characters, so that each fits in a line or a cell of a table.
public struct ParallelCorpus: Sendable {
  public var name: String
  /// How much a pair counts in training, relative to other corpora.
  public var weight: Double
  public var licence: String?
  /// The index of the corpus among those of a training run, for `SegmentOrigin`.
  public var index = 0
  public private(set) var sourceColumn = SegmentColumn()
  public private(set) var targetColumn = SegmentColumn()
  /// What was unusual in the file.
  public internal(set) var notes = ReadingNotes()
  private var lines: [UInt32] = []

  public init(name: String, weight: Double = 1, licence: String? = nil) {
    self.name = name
    self.weight = weight
    self.licence = licence
  }

  /// A corpus of pairs in memory; control characters in them become spaces.
  public init(
    name: String, weight: Double = 1, licence: String? = nil,
    pairs: some Sequence<(source: String, target: String)>
  ) {
    self.init(name: name, weight: weight, licence: licence)
    for pair in pairs { append(source: pair.source, target: pair.target) }
  }

  public var count: Int { sourceColumn.count }
  public var isEmpty: Bool { count == 0 }

  public func source(_ index: Int) -> String { sourceColumn[index] }
  public func target(_ index: Int) -> String { targetColumn[index] }

  /// All source segments; made anew at each call.
  public var source: [String] { sourceColumn.strings }
  /// All target segments; made anew at each call.
  public var target: [String] { targetColumn.strings }

  /// The line in the file of the source side, from 1.
  public func line(_ index: Int) -> Int { Int(lines[index]) }

  public subscript(index: Int) -> SegmentPair {
    SegmentPair(
      source: source(index), target: target(index),
      origin: SegmentOrigin(corpus: self.index, line: line(index)))
  }

  /// Appends a pair; `line` is 0 for the next number.
  public mutating func append(source: String, target: String, line: Int = 0) {
    var (source, target) = (source, target)
    source.withUTF8 { a in
      target.withUTF8 { b in
        append(source: UnsafeRawBufferPointer(a), target: UnsafeRawBufferPointer(b), line: line)
      }
    }
  }

  /// Appends all pairs of `other`.
  public mutating func append(_ other: ParallelCorpus) {
    for index in 0..<other.count { append(other, index) }
  }

  /// The corpus with only the pairs for which `isKept` holds.
  public func filtered(_ isKept: (_ index: Int) -> Bool) -> ParallelCorpus {
    arranged { isKept($0) ? .asItIs : .left }
  }

  /// What becomes of a pair.
  enum Arrangement {
    case asItIs
    case swapped
    case left
  }

  /// The corpus with the pairs that are not left out, some of them with their sides swapped.
  func arranged(_ arrangement: (_ index: Int) -> Arrangement) -> ParallelCorpus {
    var result = ParallelCorpus(name: name, weight: weight, licence: licence)
    result.index = index
    result.notes = notes
    for index in 0..<count {
      switch arrangement(index) {
      case .asItIs: result.append(self, index)
      case .swapped: result.append(self, index, isSwapped: true)
      case .left: break
      }
    }
    return result
  }

  /// How many pairs have a side with other characters than those of ASCII.
  var pairsBeyondASCII: Int {
    (0..<count).count { sourceColumn.isBeyondASCII($0) || targetColumn.isBeyondASCII($0) }
  }

  /// The corpus read in the other direction.
  public func reversed() -> ParallelCorpus {
    var result = self
    swap(&result.sourceColumn, &result.targetColumn)
    return result
  }

  /// The corpus without the pairs that are the same, byte by byte, as an earlier one.
  public func deduplicated() -> ParallelCorpus {
    var seen = HashSet64(capacity: count)
    return filtered { seen.insert(hash($0)) }
  }

  /// A hash of both sides of the pair at `index`.
  package func hash(_ index: Int, isSwapped: Bool = false) -> UInt64 {
    let (source, target) = (sourceColumn.hash(index), targetColumn.hash(index))
    return (isSwapped ? target : source) &* 0x9E37_79B1_85EB_CA87 ^ (isSwapped ? source : target)
  }

  mutating func reserve(_ pairs: Int, sourceBytes: Int, targetBytes: Int) {
    sourceColumn.reserve(pairs, bytes: sourceBytes)
    targetColumn.reserve(pairs, bytes: targetBytes)
    lines.reserveCapacity(pairs)
  }

  /// Appends a pair of any bytes; what is not UTF-8 is repaired and noted.
  mutating func append(source: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer, line: Int) {
    let line = line > 0 ? line : count + 1
    let isSourceRepaired = sourceColumn.append(raw: source)
    let isTargetRepaired = targetColumn.append(raw: target)
    if isSourceRepaired || isTargetRepaired {
      notes.repaired(line, InvalidUTF8(isSourceRepaired ? source : target), isInTarget: !isSourceRepaired)
    }
    lines.append(UInt32(clamping: line))
  }

  private mutating func append(_ other: ParallelCorpus, _ index: Int, isSwapped: Bool = false) {
    let source = isSwapped ? other.targetColumn : other.sourceColumn
    let target = isSwapped ? other.sourceColumn : other.targetColumn
    source.withBytes(index) { sourceColumn.append(clean: $0) }
    target.withBytes(index) { targetColumn.append(clean: $0) }
    lines.append(other.lines[index])
  }
}

/// What a reader met in a file that did not stop it.
public struct ReadingNotes: Sendable, Equatable {
  /// The number of pairs with bytes that were not UTF-8 and became U+FFFD.
  public private(set) var repairedPairs = 0
  /// The first line with such bytes; 0 if there is none.
  public private(set) var firstRepairedLine = 0
  /// What was found there.
  public private(set) var firstInvalid: InvalidUTF8?
  /// Whether it was on the target side only.
  public private(set) var isFirstInTarget = false
  /// The number of units that have no translation, or one that is not finished.
  public internal(set) var skippedUnits = 0
  /// The number of translations for one context that were left out for the default ones.
  public internal(set) var skippedContexts = 0

  public init() {}

  mutating func repaired(_ line: Int, _ invalid: InvalidUTF8?, isInTarget: Bool) {
    if repairedPairs == 0 {
      firstRepairedLine = line
      firstInvalid = invalid
      isFirstInTarget = isInTarget
    }
    repairedPairs += 1
  }
}
