internal import Tokens

/// A target phrase of an overlay under collection.
struct OverlayCandidate {
  /// The places where it was seen first.
  var targetRange: Range<Int>
  var sourcePlace: UInt32
  var lexicalForward: Float
  var lexicalBackward: Float
  var count: Float = 0
  var occurrences: Float = 0
  var before = DirectionCounts()
  var after = DirectionCounts()

  init(targetRange: Range<Int>, sourcePlace: UInt32, lexicalForward: Float, lexicalBackward: Float) {
    self.targetRange = targetRange
    self.sourcePlace = sourcePlace
    self.lexicalForward = lexicalForward
    self.lexicalBackward = lexicalBackward
  }
}

/// The target phrases of one source phrase; equal ones are counted together.
struct OverlayCandidates {
  private var candidates: [OverlayCandidate] = []
  /// The index of a candidate by the hash of its tokens; a phrase whose hash is taken has the next.
  private var indices: [UInt64: Int] = [:]

  mutating func removeAll() {
    candidates.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
  }

  /// Counts `new`, whose places are in `tokens`.
  mutating func add(
    _ new: OverlayCandidate, weight: Float, before: Direction, after: Direction, tokens: [TokenID]
  ) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in new.targetRange { hash = (hash ^ UInt64(tokens[place])) &* 0x9E37_79B9_7F4A_7C15 }
    while let index = indices[hash],
      tokens[candidates[index].targetRange] != tokens[new.targetRange]
    { hash &+= 1 }
    let index = indices[hash] ?? candidates.count
    if index == candidates.count {
      indices[hash] = index
      candidates.append(new)
    }
    candidates[index].count += weight
    candidates[index].occurrences += 1
    candidates[index].lexicalForward = max(candidates[index].lexicalForward, new.lexicalForward)
    candidates[index].lexicalBackward = max(candidates[index].lexicalBackward, new.lexicalBackward)
    candidates[index].before.add(before)
    candidates[index].after.add(after)
  }

  /// The most frequent ones; equal counts fall to the lexical weight, then to the place.
  func best(_ limit: Int) -> ArraySlice<OverlayCandidate> {
    guard candidates.count > limit else { return candidates[...] }
    return candidates.sorted {
      if $0.count != $1.count { return $0.count > $1.count }
      if $0.lexicalForward != $1.lexicalForward { return $0.lexicalForward > $1.lexicalForward }
      return $0.targetRange.lowerBound < $1.targetRange.lowerBound
    }.prefix(limit)
  }
}
