private import CICU

/// Finds the words of scripts that write no spaces, by ICU's dictionaries.
final class UnspacedWords: Sendable {
  private let pool: HandlePool

  init(language: LanguageTag) {
    let locale = language.bcp47
    pool = HandlePool(
      make: { cicu_breaker_open(Int32(CICU_BREAK_WORDS), locale) }, close: { cicu_breaker_close($0) })
  }

  /// Calls `body` with each word of `range`; with all of it if ICU does not answer.
  func forEach(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var ends = [Int32](repeating: 0, count: range.count)
    let count = pool.with {
      cicu_breaker_ends($0, base + range.lowerBound, Int32(range.count), &ends, Int32(range.count))
    }
    var start = range.lowerBound
    for end in ends[..<max(0, Int(count ?? 0))] {
      let end = range.lowerBound + Int(end)
      guard end > start, end <= range.upperBound else { continue }
      body(start..<end)
      start = end
    }
    if start < range.upperBound { body(start..<range.upperBound) }
  }
}
