/// Finds the known name that somebody may have meant.
struct NearestName {
  private let names: [String]

  init(_ names: [String]) {
    self.names = names.sorted()
  }

  /// The name with the fewest insertions, deletions, replacements and swaps of neighbours (optimal string
  /// alignment), if those are no more than a third of its length; letter case does not count.
  func nearest(to name: String) -> String? {
    let wanted = Self.letters(name)
    return
      names
      .map { (name: $0, distance: Self.distance(wanted, Self.letters($0)), allowed: max(1, $0.count / 3)) }
      .filter { $0.distance <= min($0.allowed, Self.mostEdits) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  private static let mostEdits = 4

  /// What distinguishes names: not what all of them begin with, nor signs between words.
  private static func letters(_ name: String) -> [UInt8] {
    var text = name.lowercased()[...]
    if text.hasPrefix("chasqui_") { text = text.dropFirst(8) }
    return text.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
  }

  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}
