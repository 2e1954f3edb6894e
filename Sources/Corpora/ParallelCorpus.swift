/// Pairs of segments that are translations of each other.
public struct ParallelCorpus: Sendable {
  public var name: String
  public var weight: Double
  public var licence: String?
  public private(set) var source: [String] = []
  public private(set) var target: [String] = []

  public init(name: String, weight: Double = 1, licence: String? = nil) {
    self.name = name
    self.weight = weight
    self.licence = licence
  }

  public var count: Int { source.count }

  public mutating func append(source: String, target: String) {
    self.source.append(source)
    self.target.append(target)
  }

  /// Appends all pairs of `other`.
  public mutating func append(_ other: ParallelCorpus) {
    source += other.source
    target += other.target
  }

  /// The corpus with only the pairs for which `isKept` holds.
  public func filtered(_ isKept: (_ index: Int) -> Bool) -> ParallelCorpus {
    var result = ParallelCorpus(name: name, weight: weight, licence: licence)
    for index in 0..<count where isKept(index) {
      result.append(source: source[index], target: target[index])
    }
    return result
  }
}
