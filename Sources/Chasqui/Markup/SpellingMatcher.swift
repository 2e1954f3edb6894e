/// Finds the characters of one text in another that differs from it in case, spaces and little else.
///
/// Both are walked once from left to right. Where they differ, the nearest place is looked for at which two
/// characters in a row are alike again; texts of different origin match poorly, but never out of order.
struct SpellingMatcher {
  /// How far it looks for what matches again, in scalars of both texts together.
  private static let window = 24

  private let from: ScalarPlaces
  private let to: ScalarPlaces
  /// For each scalar of `from`, the one of `to` that it became.
  private var counterparts: [Int?]

  init(from: String, to: String) {
    self.from = ScalarPlaces(from)
    self.to = ScalarPlaces(to)
    counterparts = [Int?](repeating: nil, count: self.from.scalars.count)
    match()
  }

  /// What the UTF-8 `ranges` of the first text, whose starts ascend, became in the second.
  func places(of ranges: [Range<Int>]) -> [Range<Int>] {
    var end = 0
    var start = 0
    return ranges.map { range in
      let matched = counterparts[from.scalars(in: range)].compactMap(\.self)
      guard let first = matched.first, let last = matched.last else { return end..<end }
      start = max(start, to.starts[first])
      end = max(end, to.starts[last + 1])
      return start..<max(start, to.starts[last + 1])
    }
  }

  private mutating func match() {
    var (i, j) = (0, 0)
    while i < from.scalars.count, j < to.scalars.count {
      if from.scalars[i].isAlike(to.scalars[j]) {
        counterparts[i] = j
        (i, j) = (i + 1, j + 1)
      } else {
        let (skippedFrom, skippedTo) = nearestMatch(i, j) ?? (1, 1)
        (i, j) = (i + skippedFrom, j + skippedTo)
      }
    }
  }

  /// How many scalars of each text to skip before they match again.
  private func nearestMatch(_ i: Int, _ j: Int) -> (Int, Int)? {
    for distance in 1...Self.window {
      for skippedFrom in 0...distance {
        let (i, j) = (i + skippedFrom, j + distance - skippedFrom)
        guard i < from.scalars.count, j < to.scalars.count, from.scalars[i].isAlike(to.scalars[j]) else {
          continue
        }
        let isEnd = i + 1 == from.scalars.count || j + 1 == to.scalars.count
        if isEnd || from.scalars[i + 1].isAlike(to.scalars[j + 1]) {
          return (skippedFrom, distance - skippedFrom)
        }
      }
    }
    return nil
  }
}

/// The scalars of a text and where they start in UTF-8.
private struct ScalarPlaces {
  let scalars: [Unicode.Scalar]
  /// One for each scalar, and the length of the text.
  let starts: [Int]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var starts: [Int] = [0]
    starts.reserveCapacity(scalars.count + 1)
    for scalar in scalars { starts.append(starts[starts.count - 1] + UTF8.width(scalar)) }
    self.starts = starts
  }

  /// The indices of the scalars that start in a UTF-8 range.
  func scalars(in range: Range<Int>) -> Range<Int> {
    let lower = firstIndex(from: range.lowerBound)
    return lower..<max(lower, firstIndex(from: range.upperBound))
  }

  private func firstIndex(from offset: Int) -> Int {
    var (low, high) = (0, scalars.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Unicode.Scalar {
  /// Tells whether it is the same character, the same letter in another case or another mark of the same use.
  fileprivate func isAlike(_ other: Unicode.Scalar) -> Bool {
    if self == other { return true }
    if let use = markUse { return use == other.markUse }
    // ASCII marks and digits have no case.
    if isASCII, other.isASCII { return value | 0x20 == other.value | 0x20 && properties.isAlphabetic }
    return properties.lowercaseMapping == other.properties.lowercaseMapping
      || properties.uppercaseMapping == other.properties.uppercaseMapping
  }

  /// One of the forms that models see alike; nil for characters that are no such marks.
  private var markUse: Unicode.Scalar? {
    switch self {
    case "\"", "“", "”", "„", "‟", "«", "»", "″": "\""
    case "'", "‘", "’", "‚", "‹", "›", "`": "'"
    case "–", "—", "―", "‒": "–"
    case " ", "\u{A0}", "\u{202F}": " "
    default: nil
    }
  }
}
