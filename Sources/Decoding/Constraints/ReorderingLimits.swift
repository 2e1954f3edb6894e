internal import Compute

/// The walls and zones of a sentence, as the search asks for them.
struct ReorderingLimits: ~Copyable {
  // Not private: the compiler (6.3.1) then emits it twice for the decoder that holds these limits.
  struct Zone: BitwiseCopyable {
    var start: Int32
    var end: Int32
  }

  private var walls = FlatArray<Int32>(capacity: 16)
  private var zones = FlatArray<Zone>(capacity: 16)
  private var distortionLimit = 0
  /// False where every order is allowed.
  private(set) var isActive = false

  mutating func prepare(_ limits: SearchLimits, length: Int, distortionLimit: Int) {
    self.distortionLimit = distortionLimit
    walls.removeAll()
    zones.removeAll()
    for wall in limits.walls where wall > 0 && wall < length { walls.append(Int32(wall)) }
    for zone in limits.zones where zone.count > 1 && zone.lowerBound >= 0 && zone.upperBound <= length {
      zones.append(Zone(start: Int32(zone.lowerBound), end: Int32(zone.upperBound)))
    }
    isActive = walls.count + zones.count > 0
  }

  /// Tells whether `start..<end` may be translated next.
  ///
  /// A zone is entered out of turn only where the distortion limit lets the search finish it before it
  /// goes back: so there is always a way on.
  func allows(_ start: Int, _ end: Int, after coverage: Coverage) -> Bool {
    let gap = Int(coverage.firstGap)
    for index in 0..<walls.count {
      let wall = Int(walls[index])
      if start >= wall, gap < wall { return false }
      if start < wall, wall < end, gap != start { return false }
    }
    for index in 0..<zones.count {
      let (zoneStart, zoneEnd) = (Int(zones[index].start), Int(zones[index].end))
      let isInside = start >= zoneStart && end <= zoneEnd
      let isWhole = start <= zoneStart && end >= zoneEnd
      let isOutside = end <= zoneStart || start >= zoneEnd
      guard isInside || isWhole || isOutside else { return false }
      if isInside, !isWhole, gap < zoneStart, zoneEnd - gap > distortionLimit { return false }
      let covered = coverage.count(in: zoneStart, zoneEnd)
      if covered > 0, covered < zoneEnd - zoneStart, !isInside { return false }
    }
    return true
  }
}

extension Coverage {
  /// How many of the tokens `start..<end` are translated.
  func count(in start: Int, _ end: Int) -> Int {
    let gap = Int(firstGap)
    let before = max(0, min(gap, end) - start)
    let from = max(start, gap) - gap
    let to = min(end - gap, 64)
    guard from < to else { return before }
    let mask = to - from >= 64 ? UInt64.max : ((1 as UInt64) << UInt64(to - from)) - 1
    return before + (bits & (mask << UInt64(from))).nonzeroBitCount
  }
}
