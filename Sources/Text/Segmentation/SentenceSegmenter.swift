private import CICU

/// Cuts text into sentences: ICU's sentence boundaries (UAX 29), less those inside addresses and behind
/// abbreviations, initials, ordinals and list numbers of the language, as SRX exceptions would have them. A tab or a
/// wide gap, as between the columns of a form, ends one too.
public final class SentenceSegmenter: Sendable {
  private let exceptions: SentenceExceptions
  private let pool: HandlePool

  public init(language: LanguageTag) {
    exceptions = SentenceExceptions.of(language)
    let locale = language.bcp47
    pool = HandlePool(
      make: { cicu_breaker_open(Int32(CICU_BREAK_SENTENCES), locale) }, close: { cicu_breaker_close($0) })
  }

  /// The sentences of `text`, each with the space behind it: joined, they are the text.
  public func segment(_ text: String) -> [Substring] {
    var result: [Substring] = []
    var start = text.startIndex
    let gaps = LayoutGaps.ends(in: text)
    let ends = gaps.isEmpty ? Array(boundaries(of: text)) : Set(boundaries(of: text)).union(gaps).sorted()
    // Most texts are one sentence.
    var templates = ends.isEmpty ? [] : TemplateSpans.ranges(in: text)[...]
    for end in ends {
      templates = templates.drop { $0.upperBound <= end }
      if let next = templates.first, next.lowerBound < end { continue }
      let index = text.utf8.index(text.startIndex, offsetBy: end)
      // A boundary inside a character is none.
      guard let boundary = index.samePosition(in: text), boundary > start else { continue }
      if gaps.contains(end) {
        // What stands behind the marker of a list is indented, and no column.
        var words = text[start..<boundary].drop { $0.isWhitespace }
        while words.last?.isWhitespace == true { words.removeLast() }
        if ListMarker.isMarker(words) { continue }
      } else if boundary < text.endIndex,
        Self.isInsideWord(text[start..<boundary], text[boundary])
          || exceptions.holds(text[start..<boundary], before: text[boundary...])
      {
        continue
      }
      result.append(text[start..<boundary])
      start = boundary
    }
    if start < text.endIndex { result.append(text[start...]) }
    return result
  }

  /// Tells whether `sentence` ends within an address: `https://example.org/?` before `page=2`.
  private static func isInsideWord(_ sentence: Substring, _ next: Character) -> Bool {
    guard let last = sentence.utf8.last, last == 0x3F || last == 0x21, !next.isWhitespace else {
      return false
    }
    if next.isLowercase || next.isNumber { return true }
    // No address is longer in front; text without spaces would be gone through at each of its marks.
    let tail = sentence.utf8.suffix(500)
    let space = tail.lastIndex { $0 <= 0x20 }
    let word = space.map { tail[tail.index(after: $0)...] } ?? tail
    return word.starts(with: "www.".utf8) || word.contains("://".utf8)
  }

  /// Where ICU ends sentences, in UTF-8 bytes.
  private func boundaries(of text: String) -> ArraySlice<Int> {
    var text = text
    return text.withUTF8 { bytes in
      // Most texts are one sentence: without a mark in it, or a character that may be one, nobody is asked.
      guard bytes.count < Int(Int32.max), let base = bytes.baseAddress,
        bytes.contains(where: { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F || $0 >= 0xD6 || $0 < 0x20 })
      else { return [] }
      var capacity = bytes.count / 16 + 16
      while true {
        var ends = [Int32](repeating: 0, count: capacity)
        let found = pool.with {
          cicu_breaker_ends($0, base, Int32(bytes.count), &ends, Int32(capacity))
        }
        guard let count = found, count > 0 else { return [] }
        if Int(count) == capacity, capacity < bytes.count {
          capacity = min(bytes.count, capacity * 8)
          continue
        }
        return ends[..<Int(count)].map(Int.init)[...]
      }
    }
  }
}
