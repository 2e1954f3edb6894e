/// One link between a source and a target token of a sentence pair, by position from 0.
public struct AlignmentPoint: Sendable, Hashable, Comparable {
  public var source: UInt16
  public var target: UInt16

  @inlinable
  public init(source: Int, target: Int) {
    self.source = UInt16(source)
    self.target = UInt16(target)
  }

  public static func < (a: Self, b: Self) -> Bool {
    a.source != b.source ? a.source < b.source : a.target < b.target
  }
}

/// The word alignments of a parallel corpus, in one flat array; the links of a pair are sorted.
public struct CorpusAlignment: Sendable {
  public private(set) var links: [AlignmentPoint]
  /// Where the links of each sentence pair start, and, last, where the last ones end.
  public private(set) var offsets: [UInt32]

  public init() {
    links = []
    offsets = [0]
  }

  public var sentenceCount: Int { offsets.count - 1 }

  public subscript(index: Int) -> ArraySlice<AlignmentPoint> {
    links[Int(offsets[index])..<Int(offsets[index + 1])]
  }

  /// Appends the links of the next sentence pair, which must be sorted.
  public mutating func append(_ sentence: some Collection<AlignmentPoint>) {
    links.append(contentsOf: sentence)
    offsets.append(UInt32(links.count))
  }
}
