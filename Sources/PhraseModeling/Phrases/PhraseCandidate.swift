private import Foundation

/// Where the neighbouring phrase lies.
enum Direction {
  case monotone
  case swap
  case discontinuous
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

  mutating func add(_ direction: Direction) {
    switch direction {
    case .monotone: monotone += 1
    case .swap: swap += 1
    case .discontinuous: discontinuous += 1
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
