/// Whose job is next: the one for whom the fewest are being worked on, and among these the one who has waited
/// longest since their last.
struct OwnerTurns: Sendable {
  /// The owners of the jobs that are being worked on.
  var working: [Int64] = []
  private var served: [Int64: Int] = [:]
  private var count = 0

  /// Notes that a job of `owner` was begun.
  mutating func serve(_ owner: Int64) {
    count += 1
    served[owner] = count
    // Owners of long ago count as those that never were.
    if served.count > 10_000 { served = served.filter { $0.value > count - 5_000 } }
  }

  /// - Parameter waiting: the owners, that of the oldest job first.
  func next(_ waiting: [Int64]) -> Int64? {
    waiting.enumerated().min { left, right in rank(left) < rank(right) }?.element
  }

  private func rank(_ waiting: (offset: Int, element: Int64)) -> (Int, Int, Int) {
    (working.count { $0 == waiting.element }, served[waiting.element] ?? 0, waiting.offset)
  }
}
