/// Gives each of several needs a place of its own, and as many of them as there are places for.
///
/// Needs come in groups that the same places satisfy: the occurrences of one term. Among places that overlap,
/// the longest is kept, then the leftmost, as the matcher does; places may satisfy several groups, and are
/// shared out by augmenting paths (Kuhn 1955).
struct PlaceAssignment {
  private let groups: [[Range<Int>]]
  private let needs: [Int]
  /// The place of each need.
  private(set) var places: [Range<Int>?]

  /// The largest product of needs and places that is shared out as well as can be; lines that repeat a word
  /// thousands of times are served from left to right.
  private static let largestSearch = 40_000

  /// - Parameters:
  ///   - groups: the places that satisfy each group.
  ///   - needs: the group of each need.
  init(groups: [[Range<Int>]], needs: [Int]) {
    self.groups = groups
    self.needs = needs
    places = Array(repeating: nil, count: needs.count)
    let kept = Self.withoutOverlaps(groups.flatMap { $0 })
    assign(kept)
    fillUp()
  }

  /// The places that remain when of those that overlap only the longest is kept; from left to right.
  private static func withoutOverlaps(_ places: [Range<Int>]) -> [Range<Int>] {
    var isTaken = [Bool](repeating: false, count: places.reduce(0) { max($0, $1.upperBound) })
    var kept: [Range<Int>] = []
    for place in Set(places).sorted(by: { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) })
    where !isTaken[place].contains(true) {
      kept.append(place)
      for token in place { isTaken[token] = true }
    }
    return kept.sorted { $0.lowerBound < $1.lowerBound }
  }

  private mutating func assign(_ kept: [Range<Int>]) {
    let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
    let choices = groups.map { places in places.compactMap { numbers[$0] }.sorted() }
    var owners = [Int?](repeating: nil, count: kept.count)
    let isSmall = needs.count * kept.count <= Self.largestSearch
    var next = [Int](repeating: 0, count: groups.count)
    for need in needs.indices {
      let group = needs[need]
      while next[group] < choices[group].count, owners[choices[group][next[group]]] != nil {
        next[group] += 1
      }
      if next[group] < choices[group].count {
        owners[choices[group][next[group]]] = need
      } else if isSmall {
        var seen = [Bool](repeating: false, count: kept.count)
        _ = augment(need, choices, &owners, &seen)
      }
    }
    for (place, owner) in owners.enumerated() {
      if let owner { places[owner] = kept[place] }
    }
  }

  /// Finds a place for `need` by moving others; false if there is none.
  private func augment(
    _ need: Int, _ choices: [[Int]], _ owners: inout [Int?], _ seen: inout [Bool]
  ) -> Bool {
    for place in choices[needs[need]] where !seen[place] {
      seen[place] = true
      if owners[place] == nil || augment(owners[place]!, choices, &owners, &seen) {
        owners[place] = need
        return true
      }
    }
    return false
  }

  /// Gives what is left over places that were dropped for longer ones which then nobody needed.
  private mutating func fillUp() {
    var isTaken: Set<Int> = []
    for place in places { if let place { isTaken.formUnion(place) } }
    var next = [Int](repeating: 0, count: groups.count)
    for need in needs.indices where places[need] == nil {
      let group = needs[need]
      while next[group] < groups[group].count {
        let place = groups[group][next[group]]
        next[group] += 1
        if isTaken.isDisjoint(with: place) {
          places[need] = place
          isTaken.formUnion(place)
          break
        }
      }
    }
  }
}
