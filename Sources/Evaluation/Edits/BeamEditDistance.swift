/// Word edit distance to one reference within a beam around the diagonal, as Tercom and sacreBLEU limit it.
///
/// The beam makes the distance inexact for very unlike texts, and scores depend on it: the windows are
/// sacreBLEU's to the cell. Cells outside the windows are never stored, so that a very long line costs
/// memory in proportion to its length.
struct BeamEditDistance {
  enum Operation: UInt8 {
    case match, substitution, deletion, insertion, unreached
  }

  private static let beam = 25
  /// More than any distance, and far enough from overflow.
  private static let infinity: Int32 = 1 << 29

  private let reference: [UInt32]
  private let hypothesisCount: Int
  /// The first cell of each row's window, and where the row begins in `costs`; row 0 is computed.
  private var firsts: [Int] = [0]
  private var starts: [Int] = [0, 0]
  private var costs: [Int32] = []
  private var operations: [Operation] = []
  /// Two rows of full width; all cells outside the current windows are infinite.
  private var previous: [Int32]
  private var current: [Int32]

  /// - Parameter hypothesisCount: the length of all hypotheses that will be asked for; windows depend on it.
  init(reference: [UInt32], hypothesisCount: Int) {
    self.reference = reference
    self.hypothesisCount = hypothesisCount
    previous = [Int32](repeating: Self.infinity, count: reference.count + 1)
    current = previous
    let ratio = hypothesisCount > 0 ? Double(reference.count) / Double(hypothesisCount) : 1
    let half = ratio / 2
    let beam = Double(Self.beam) < half ? Int((half + Double(Self.beam)).rounded(.up)) : Self.beam
    for row in stride(from: 1, through: hypothesisCount, by: 1) {
      let diagonal = Int((Double(row) * ratio).rounded(.down))
      let first = max(0, diagonal - beam)
      let end = row == hypothesisCount ? reference.count + 1 : min(reference.count + 1, diagonal + beam)
      firsts.append(first)
      starts.append(starts[row] + max(0, end - first))
    }
    costs = [Int32](repeating: Self.infinity, count: starts[hypothesisCount + 1])
    operations = [Operation](repeating: .unreached, count: costs.count)
  }

  /// The distance of `hypothesis`, whose rows are remembered for `distance(ofVariant:sharing:)` and `trace`.
  mutating func distance(of hypothesis: [UInt32]) -> Int {
    compute(hypothesis, sharing: 0, isRemembered: true)
  }

  /// The distance of `hypothesis`, of which the first `prefix` words are those of the remembered one.
  mutating func distance(ofVariant hypothesis: [UInt32], sharing prefix: Int) -> Int {
    compute(hypothesis, sharing: prefix, isRemembered: false)
  }

  /// The operations, first to last, that make the remembered hypothesis from the reference's point of view.
  func trace() -> [Operation] {
    var result: [Operation] = []
    var i = hypothesisCount
    var j = reference.count
    while i > 0 || j > 0 {
      var operation = operation(i, j)
      // The windows always overlap; if they ever did not, any path is better than a trap.
      if operation == .unreached { operation = i == 0 ? .insertion : j == 0 ? .deletion : .substitution }
      result.append(operation)
      if operation != .insertion { i -= 1 }
      if operation != .deletion { j -= 1 }
    }
    return result.reversed()
  }

  private func operation(_ i: Int, _ j: Int) -> Operation {
    if i == 0 { return .insertion }
    let place = j - firsts[i]
    if place < 0 || place >= starts[i + 1] - starts[i] { return .unreached }
    return operations[starts[i] + place]
  }

  private mutating func compute(_ hypothesis: [UInt32], sharing prefix: Int, isRemembered: Bool) -> Int {
    load(row: prefix)
    for row in (prefix + 1)..<max(prefix + 1, hypothesisCount + 1) {
      fill(row, hypothesis[row - 1], isRemembered: isRemembered)
      Self.clear(&previous, window(row - 1))
      swap(&previous, &current)
    }
    let distance = previous[reference.count]
    Self.clear(&previous, window(hypothesisCount))
    return Int(distance)
  }

  /// Puts the remembered row `row` into `previous`.
  private mutating func load(row: Int) {
    if row == 0 {
      for j in previous.indices { previous[j] = Int32(j) }
      return
    }
    for place in 0..<(starts[row + 1] - starts[row]) {
      previous[firsts[row] + place] = costs[starts[row] + place]
    }
  }

  /// The cells of a row that are not infinite.
  private func window(_ row: Int) -> Range<Int> {
    if row == 0 { return 0..<(reference.count + 1) }
    return firsts[row]..<(firsts[row] + starts[row + 1] - starts[row])
  }

  private static func clear(_ cells: inout [Int32], _ window: Range<Int>) {
    for j in window { cells[j] = infinity }
  }

  private mutating func fill(_ row: Int, _ word: UInt32, isRemembered: Bool) {
    let first = firsts[row]
    let start = starts[row]
    let width = starts[row + 1] - start
    previous.withUnsafeBufferPointer { previous in
      current.withUnsafeMutableBufferPointer { current in
        reference.withUnsafeBufferPointer { reference in
          costs.withUnsafeMutableBufferPointer { costs in
            operations.withUnsafeMutableBufferPointer { operations in
              for place in 0..<width {
                let j = first &+ place
                var cost = Self.infinity
                var operation = Operation.unreached
                // Of equals the first wins: match or substitution, deletion, insertion.
                if j > 0 {
                  let isMatch = word == reference[j &- 1]
                  let diagonal = previous[j &- 1] &+ (isMatch ? 0 : 1)
                  if cost > diagonal { (cost, operation) = (diagonal, isMatch ? .match : .substitution) }
                }
                if cost > previous[j] &+ 1 { (cost, operation) = (previous[j] &+ 1, .deletion) }
                if j > 0 && cost > current[j &- 1] &+ 1 {
                  (cost, operation) = (current[j &- 1] &+ 1, .insertion)
                }
                current[j] = cost
                if isRemembered {
                  costs[start &+ place] = cost
                  operations[start &+ place] = operation
                }
              }
            }
          }
        }
      }
    }
  }
}
