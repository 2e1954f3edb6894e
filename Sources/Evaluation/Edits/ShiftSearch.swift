/// The greedy search for shifts of Tercom (Snover et al. 2006), in sacreBLEU's version: as long as moving a
/// word sequence to where the reference has it lowers the edit distance, make the best such move.
struct ShiftSearch {
  private static let maximumShiftSize = 10
  private static let maximumShiftDistance = 50
  private static let maximumCandidates = 1000

  private struct Shift {
    var gain: Int
    var length: Int
    var start: Int
    var target: Int

    /// Tercom's ranking: gain, then length, then the earlier start, then the earlier target.
    func isBetter(than other: Shift) -> Bool {
      if gain != other.gain { return gain > other.gain }
      if length != other.length { return length > other.length }
      if start != other.start { return start < other.start }
      return target < other.target
    }
  }

  /// How the remembered hypothesis and the reference correspond.
  private struct Correspondence {
    /// For each reference word the last hypothesis word at or before it; −1 before the first.
    var positions: [Int] = []
    var isReferenceError: [Bool] = []
    var isHypothesisError: [Bool] = []

    init(_ trace: [BeamEditDistance.Operation]) {
      var position = -1
      for operation in trace {
        let isError = operation != .match
        if operation != .insertion {
          position += 1
          isHypothesisError.append(isError)
        }
        if operation != .deletion {
          positions.append(position)
          isReferenceError.append(isError)
        }
      }
    }
  }

  private var variant: [UInt32] = []
  private var checked = 0

  init() {}

  /// The number of edits that make `reference` of `hypothesis`; a shift is one edit.
  mutating func edits(from hypothesis: [UInt32], to reference: [UInt32]) -> Int {
    if reference.isEmpty { return hypothesis.count }
    var words = hypothesis
    var matrix = BeamEditDistance(reference: reference, hypothesisCount: words.count)
    var distance = matrix.distance(of: words)
    var shifts = 0
    checked = 0
    while let shift = bestShift(words, reference, distance, &matrix) {
      // As sacreBLEU: the shift on which the limit is reached is not made.
      if checked >= Self.maximumCandidates || shift.gain <= 0 { break }
      shifts += 1
      perform(shift, on: words)
      swap(&words, &variant)
      distance = matrix.distance(of: words)
    }
    return shifts + distance
  }

  private mutating func bestShift(
    _ words: [UInt32], _ reference: [UInt32], _ distance: Int, _ matrix: inout BeamEditDistance
  ) -> Shift? {
    let correspondence = Correspondence(matrix.trace())
    var best: Shift?
    for start in words.indices {
      let nearest = max(0, start - Self.maximumShiftDistance)
      let farthest = min(reference.count - 1, start + Self.maximumShiftDistance)
      if nearest > farthest { continue }
      for target in nearest...farthest {
        var length = 0
        while length < Self.maximumShiftSize, start + length < words.count,
          target + length < reference.count, words[start + length] == reference[target + length]
        {
          length += 1
          if !isUseful(start, target, length, correspondence) { continue }
          tryTargets(start, target, length, correspondence, words, distance, &matrix, &best)
          if checked >= Self.maximumCandidates { return best }
        }
      }
    }
    return best
  }

  /// Whether the words to move, and those where they would go, are wrong now, and the goal is elsewhere.
  private func isUseful(
    _ start: Int, _ target: Int, _ length: Int, _ correspondence: Correspondence
  ) -> Bool {
    if !correspondence.isHypothesisError[start..<(start + length)].contains(true) { return false }
    if !correspondence.isReferenceError[target..<(target + length)].contains(true) { return false }
    let position = correspondence.positions[target]
    return position < start || position >= start + length
  }

  private mutating func tryTargets(
    _ start: Int, _ target: Int, _ length: Int, _ correspondence: Correspondence, _ words: [UInt32],
    _ distance: Int, _ matrix: inout BeamEditDistance, _ best: inout Shift?
  ) {
    var previous = -1
    for offset in -1..<length {
      let place = target + offset < 0 ? 0 : correspondence.positions[target + offset] + 1
      if place == previous { continue }
      previous = place
      var shift = Shift(gain: 0, length: length, start: start, target: place)
      perform(shift, on: words)
      shift.gain = distance - matrix.distance(ofVariant: variant, sharing: min(start, place))
      checked += 1
      if best.map({ shift.isBetter(than: $0) }) ?? true { best = shift }
    }
  }

  /// Leaves `words` after `shift` in `variant`.
  private mutating func perform(_ shift: Shift, on words: [UInt32]) {
    let end = shift.start + shift.length
    let moved = words[shift.start..<end]
    variant.removeAll(keepingCapacity: true)
    if shift.target < shift.start {
      variant += words[..<shift.target]
      variant += moved
      variant += words[shift.target..<shift.start]
      variant += words[end...]
    } else {
      // A target within the moved words counts from their end, as in Tercom.
      let place = shift.target > end ? shift.target : min(words.count, shift.length + shift.target)
      variant += words[..<shift.start]
      variant += words[end..<place]
      variant += moved
      variant += words[place...]
    }
  }
}
