/// Units of measure that are written as one is divided by another, and the halves of the day.
extension SpecialScanner {
  /// The end of `km/h`, `mg/dL` or `kg/m²` behind a number; `word` is what stands before the slash. All languages that
  /// are read here write them so.
  func unit(_ word: Range<Int>) -> Int? {
    guard isBehindNumber(word.lowerBound) else { return nil }
    guard Self.numerators.contains(where: { isWritten($0, word) }) else { return nil }
    let start = word.upperBound + 1
    var end = start
    while end < count, isASCIILetter(base[end]) { end += 1 }
    guard end > start, Self.denominators.contains(where: { isWritten($0, start..<end) }) else { return nil }
    if end < count, base[end] == 0x32 || base[end] == 0x33 {
      end += 1
    } else if end + 1 < count, base[end] == 0xC2, base[end + 1] == 0xB2 || base[end + 1] == 0xB3 {
      end += 2
    }
    let isFollowed = end < count && (isASCIIWord(base[end]) || base[end] >= 0xC3 || base[end] == 0x2F)
    return isFollowed ? nil : end
  }

  /// The end of `a.m.`, `p. m.`, `AM` or `pm` behind a number; `word` is its first letter or all of it. Where hours are
  /// counted to 24 it has no counterpart in the corpora, and a translation that leaves it out is wrong by half a day.
  func dayPeriod(_ word: Range<Int>) -> Int? {
    let first = base[word.lowerBound] | 0x20
    guard first == 0x61 || first == 0x70, isBehindNumber(word.lowerBound) else { return nil }
    if word.count == 2 { return base[word.lowerBound + 1] | 0x20 == 0x6D ? word.upperBound : nil }
    var index = word.upperBound
    guard index < count, base[index] == 0x2E else { return nil }
    index += 1
    if index < count, base[index] == 0x20 { index += 1 }
    guard index + 1 < count, base[index] | 0x20 == 0x6D, base[index + 1] == 0x2E else { return nil }
    return index + 2
  }

  /// Tells whether a digit is in front, perhaps with a space behind it, which may be one that does not break.
  private func isBehindNumber(_ index: Int) -> Bool {
    let before = index > 0 && base[index - 1] == 0x20 ? index - 1 : index
    return before > 0 && (0x30...0x39).contains(base[before - 1])
  }

  /// Compares with regard to case: `m` is another unit than `M`.
  private func isWritten(_ unit: StaticString, _ range: Range<Int>) -> Bool {
    guard unit.utf8CodeUnitCount == range.count else { return false }
    for offset in 0..<range.count where base[range.lowerBound + offset] != unit.utf8Start[offset] {
      return false
    }
    return true
  }

  private static let numerators: [StaticString] = [
    "km", "m", "cm", "mm", "t", "kg", "g", "mg", "µg", "μg", "mcg", "ng",
    "L", "l", "dL", "dl", "cL", "cl", "mL", "ml", "µL", "μL", "mol", "mmol", "µmol", "μmol", "mEq", "UI",
    "IU", "U",
    "J", "kJ", "cal", "kcal", "W", "kW", "kWh", "N", "kN", "Pa", "kPa", "V", "A",
    "Mbit", "Gbit", "kbit", "Mb", "Gb", "MB", "GB", "kB",
  ]

  private static let denominators: [StaticString] = [
    "h", "s", "min", "m", "km", "cm", "mm", "ha", "kg", "g", "mg", "t", "L", "l", "dL", "dl", "mL", "ml", "K",
    "mol",
  ]
}
