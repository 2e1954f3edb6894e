private import Foundation

/// Where the neighbouring phrase lies.
enum Direction {
  case monotone
  case swap
  case discontinuous

  /// How the phrase before in the target lies to the source tokens `first..<end`, by the links of the token
  /// before, nil at the start of the sentence (word-based orientation, Tillmann 2004; Koehn et al. 2005).
  @inline(__always)
  static func before(_ links: LinkSpan?, first: Int, end: Int) -> Direction {
    guard let links else { return first == 0 ? .monotone : .discontinuous }
    guard links.isAligned else { return .discontinuous }
    if Int(links.last) + 1 == first { return .monotone }
    return Int(links.first) == end ? .swap : .discontinuous
  }

  /// The same for the phrase after, by the links of the token after, nil at the end of the sentence.
  @inline(__always)
  static func after(_ links: LinkSpan?, first: Int, end: Int, sourceCount: Int) -> Direction {
    guard let links else { return end == sourceCount ? .monotone : .discontinuous }
    guard links.isAligned else { return .discontinuous }
    if Int(links.first) == end { return .monotone }
    return Int(links.last) + 1 == first ? .swap : .discontinuous
  }
}

/// A target phrase under collection: `key` is its number × 8 + its length.
struct PhraseCandidate {
  var key: UInt64
  var sourcePlace: UInt32
  var targetPlace: UInt32
  var lexicalForward: Float
  var lexicalBackward: Float
  var count: Float = 0
  var occurrences: Float = 0
  var before = DirectionCounts()
  var after = DirectionCounts()
}

struct DirectionCounts {
  var monotone: Float = 0
  var swap: Float = 0
  var discontinuous: Float = 0

  mutating func add(_ direction: Direction, _ count: Float = 1) {
    switch direction {
    case .monotone: monotone += count
    case .swap: swap += count
    case .discontinuous: discontinuous += count
    }
  }

  /// Smoothed by what is usual: half a count for each, as Moses has it, shared 70 : 10 : 20.
  func probabilities() -> TranslationOption.Orientation {
    let total = monotone + swap + discontinuous + 1.5
    return TranslationOption.Orientation(
      monotone: log((monotone + 1.05) / total), swap: log((swap + 0.15) / total),
      discontinuous: log((discontinuous + 0.3) / total))
  }
}
