/// Text as scalars that know where they come from in the original.
struct MappedText {
  var scalars: [UInt32] = []
  /// For each scalar, the UTF-8 offset in the original where what it stands for starts.
  var starts: [Int32] = []
  /// The length of the original in UTF-8.
  var originalCount = 0

  mutating func append(_ scalar: UInt32, start: Int32) {
    scalars.append(scalar)
    starts.append(start)
  }

  /// Replaces all scalars by `replacement`, which came from them by a transformation that keeps order.
  ///
  /// Equal stretches map to themselves; what was changed between them maps to the start of what it was.
  mutating func replaceAll(with replacement: [UInt32]) {
    var result = MappedText(scalars: replacement, starts: [], originalCount: originalCount)
    result.starts.reserveCapacity(replacement.count)
    var old = 0
    var new = 0
    while new < replacement.count {
      let start = old < starts.count ? starts[old] : Int32(originalCount)
      if old < scalars.count, scalars[old] != replacement[new] {
        // Look for the nearest place where both sides go on alike.
        if let (skipOld, skipNew) = Self.resynchronize(scalars[old...], replacement[new...]) {
          for index in 0..<skipNew {
            result.starts.append(starts[old + min(index, max(0, skipOld - 1))])
          }
          old += skipOld
          new += skipNew
          continue
        }
      }
      result.starts.append(start)
      old += 1
      new += 1
    }
    self = result
  }

  private static func resynchronize(
    _ old: ArraySlice<UInt32>, _ new: ArraySlice<UInt32>
  ) -> (old: Int, new: Int)? {
    for distance in 1...12 {
      for skipOld in 0...distance {
        let skipNew = distance - skipOld
        let (a, b) = (old.dropFirst(skipOld), new.dropFirst(skipNew))
        if a.isEmpty && b.isEmpty { return (skipOld, skipNew) }
        guard let x = a.first, let y = b.first, x == y else { continue }
        if a.dropFirst().first == b.dropFirst().first { return (skipOld, skipNew) }
      }
    }
    return nil
  }
}
