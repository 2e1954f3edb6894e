private import CICU

/// Reads a text as character n-grams of orders 1 to 4 over lower-case letters, with one space for
/// whatever stands between words.
///
/// Digits, punctuation and addresses say nothing about the language; apostrophes inside words do.
struct CharacterGrams {
  static let orders = 4
  /// Texts are judged by their first letters: more do not change the result.
  static let longestText = 1 << 16

  private(set) var scriptCounts: [Int32: Int] = [:]
  private var latin = 0

  /// Calls `body` with the order and hash of each n-gram; returns the number of letters.
  @inline(__always)
  mutating func forEach(
    in text: String, limit: Int = CharacterGrams.longestText, _ body: (Int, UInt64) -> Void
  ) -> Int {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = Self.space
    var letters = 0
    var pendingApostrophe = false
    for scalar in text.unicodeScalars {
      var value = scalar.value
      if value < 0x80 {
        if value &- 0x41 < 26 {
          value |= 0x20
          latin &+= 1
        } else if value &- 0x61 < 26 {
          latin &+= 1
        } else if value == 0x27 || value == 0x60 {
          if third != Self.space { pendingApostrophe = true }
          continue
        } else {
          value = UInt32(Self.space)
        }
      } else {
        switch value {
        case 0x2018, 0x2019, 0x02BC, 0x00B4, 0xA78B, 0xA78C:
          if third != Self.space { pendingApostrophe = true }
          continue
        case 0xFFED: continue
        default: break
        }
        if cicu_is_letter_or_mark(value) != 0 {
          value = cicu_case_lower(value)
          if value < 0x250 { latin &+= 1 } else { scriptCounts[cicu_script(value), default: 0] += 1 }
        } else {
          value = UInt32(Self.space)
        }
      }
      if value == UInt32(Self.space) {
        if third == Self.space { continue }
        // An apostrophe at the end of a word may be a closing quotation mark.
        pendingApostrophe = false
      } else {
        letters &+= 1
        if letters > limit { break }
        if pendingApostrophe {
          pendingApostrophe = false
          emit(first, second, third, 0x27, body)
          (first, second, third) = (second, third, 0x27)
        }
      }
      emit(first, second, third, UInt64(value), body)
      (first, second, third) = (second, third, UInt64(value))
    }
    if third != Self.space { emit(first, second, third, Self.space, body) }
    return letters
  }

  private static let space: UInt64 = 0x20

  @inline(__always)
  private func emit(
    _ first: UInt64, _ second: UInt64, _ third: UInt64, _ last: UInt64, _ body: (Int, UInt64) -> Void
  ) {
    // Three scalars of 21 bits fill a word; the fourth is mixed in. A lone space says nothing.
    if last != Self.space { body(1, Self.mix(last)) }
    body(2, Self.mix(third &<< 21 | last))
    if second != 0 { body(3, Self.mix(second &<< 42 | third &<< 21 | last)) }
    if first != 0 {
      body(4, Self.mix((second &<< 42 | third &<< 21 | last) ^ (first &* 0xC2B2_AE3D_27D4_EB4F)))
    }
  }

  /// The finalizer of SplitMix64 (Steele et al. 2014).
  @inline(__always)
  private static func mix(_ key: UInt64) -> UInt64 {
    var z = key &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// The script of most letters read so far.
  var script: String {
    let latinScript = cicu_script(0x61)
    var counts = scriptCounts
    counts[latinScript, default: 0] += latin
    // Marks inherit their script and say nothing.
    let common = cicu_script(0x20)
    let inherited = cicu_script(0x301)
    let best = counts.filter { $0.value > 0 && $0.key != inherited && $0.key != common }
      .max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return String(cString: cicu_script_name(best?.key ?? common))
  }
}
