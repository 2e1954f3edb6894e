/// How far word links are from those that people made (Och and Ney 2003).
///
/// Sure links must be found, possible ones may be; sure links are possible too. Counts of sentences add up.
public struct AlignmentErrorRate: Sendable, Hashable {
  /// The number of links found: |A|.
  public private(set) var found = 0
  /// The number of sure links: |S|.
  public private(set) var sure = 0
  /// The number of links found that are sure: |A ∩ S|.
  public private(set) var foundSure = 0
  /// The number of links found that are possible, sure ones included: |A ∩ P|.
  public private(set) var foundPossible = 0

  public init() {}

  /// Counts the links of a sentence pair.
  ///
  /// - Parameter possible: may hold the sure links or not.
  public mutating func add<Link: Hashable>(found links: Set<Link>, sure: Set<Link>, possible: Set<Link>) {
    found += links.count
    self.sure += sure.count
    for link in links {
      if sure.contains(link) { foundSure += 1 }
      if sure.contains(link) || possible.contains(link) { foundPossible += 1 }
    }
  }

  /// The share of the links found that are possible; 1 where none was found.
  public var precision: Double { found == 0 ? 1 : Double(foundPossible) / Double(found) }

  /// The share of the sure links that were found; 1 where there are none.
  public var recall: Double { sure == 0 ? 1 : Double(foundSure) / Double(sure) }

  /// 0 is perfect, 1 finds nothing right.
  public var errorRate: Double {
    found + sure == 0 ? 0 : 1 - Double(foundSure + foundPossible) / Double(found + sure)
  }
}
