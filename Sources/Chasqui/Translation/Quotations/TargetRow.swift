/// Finds a row of target words for what belongs together in the source.
enum TargetRow {
  /// The row in which the words of `own` outnumber most the others: each foreign word within is as wrong as one of
  /// its own left outside, so this misplaces the fewest (Kadane's algorithm). Of equal sums the longer row counts.
  ///
  /// - Parameters:
  ///   - isFree: false for words that no row may hold.
  ///   - isForeign: true for words that are the translation of something else; those of nothing do not count.
  /// - Returns: nil without words.
  static func best(
    of own: Set<Int>, isFree: (Int) -> Bool, isForeign: (Int) -> Bool
  ) -> Range<Int>? {
    guard let first = own.min(), let last = own.max() else { return nil }
    var best: (span: Range<Int>, sum: Int, own: Int)?
    var (start, sum, count) = (first, 0, 0)
    for word in first...last {
      if own.contains(word) {
        if sum <= 0 && count == 0 || sum < 0 { (start, sum, count) = (word, 0, 0) }
        (sum, count) = (sum + 1, count + 1)
        // Of equal sums the longer row leaves fewer of its words outside.
        if (sum, count) > (best?.sum ?? 0, best?.own ?? 0) { best = (start..<word + 1, sum, count) }
      } else if !isFree(word) {
        (sum, count) = (-1, 0)
      } else if isForeign(word) {
        sum -= 1
      }
    }
    return best?.span
  }
}
