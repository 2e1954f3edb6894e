/// A segment and its translation, with the place where they were read.
public struct SegmentPair: Sendable, Hashable {
  public var source: String
  public var target: String
  public var origin: SegmentOrigin

  public init(source: String, target: String, origin: SegmentOrigin = SegmentOrigin()) {
    self.source = source
    self.target = target
    self.origin = origin
  }
}

/// Where a pair was read.
public struct SegmentOrigin: Sendable, Hashable {
  /// The index of the corpus among those of a training run.
  public var corpus: Int
  /// The line in the file of the source side, from 1; in a `.mo` file, the number of the entry.
  public var line: Int

  public init(corpus: Int = 0, line: Int = 0) {
    self.corpus = corpus
    self.line = line
  }
}
