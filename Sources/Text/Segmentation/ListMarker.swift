/// What stands before an item of a list or a heading: `1.`, `2.1.`, `b)`, `(iv)`, `II.-`, `2.1` or a bullet.
///
/// It is no part of the sentence behind it: a decoder would move it about in there, or translate it.
public enum ListMarker {
  /// Tells whether all of `text` is a marker.
  static func isMarker(_ text: Substring) -> Bool {
    guard let first = text.first, text.utf8.count <= 16 else { return false }
    if text.dropFirst().isEmpty { return bullets.contains(first) }
    var stem = text[...]
    if stem.last == "-", stem.dropLast().last == "." { stem.removeLast() }
    guard let mark = stem.popLast() else { return false }
    switch mark {
    case "." where first != "(": return isNumber(stem) || isRoman(stem) || isLowerLetter(stem)
    case ")":
      if first == "(" { stem.removeFirst() }
      return isNumber(stem) || isRoman(stem) || isLetter(stem)
    default: return false
    }
  }

  /// The marker that `text` starts with, the space behind it and the rest; nil where one of them is missing.
  public static func split(_ text: String) -> (marker: Substring, space: Substring, rest: Substring)? {
    if let dash = text.first, isSpeechDash(dash, before: text.dropFirst()) {
      return (text.prefix(1), "", text.dropFirst())
    }
    guard let space = text.prefix(17).firstIndex(where: \.isWhitespace),
      let rest = text[space...].firstIndex(where: { !$0.isWhitespace }),
      isMarker(text[..<space]) || isHeadingNumber(text[..<space], before: text[rest...])
    else { return nil }
    return (text[..<space], text[space..<rest], text[rest...])
  }

  /// The dash before what somebody says, without a space: `-Who is there?`, `—¿Quién es?`. A hyphen may also begin an
  /// option of a command, such as `-v`, or a negative number.
  private static func isSpeechDash(_ dash: Character, before rest: Substring) -> Bool {
    guard let first = rest.first else { return false }
    if "¿¡«“\"".contains(first) { return "-–—".contains(dash) }
    switch dash {
    case "–", "—": return first.isLetter
    case "-":
      guard first.isUppercase, let next = rest.dropFirst().first else { return false }
      return next.isLowercase || " '’".contains(next)
    default: return false
    }
  }

  /// `2.1` or `2.1.3` before a capital: `2.4 million` is a quantity, and so is `2.4 Million` in a headline.
  private static func isHeadingNumber(_ text: Substring, before rest: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, rest.first?.isUppercase == true,
      parts.allSatisfy({
        (1...2).contains($0.count) && $0.allSatisfy { ("0"..."9").contains($0) } && $0 != "0"
      })
    else { return false }
    let word = rest.prefix { $0.isLetter }.lowercased()
    return !ReferenceWords.units.contains(word) && !ReferenceWords.currencies.contains(word)
  }

  private static let bullets: Set<Character> = [
    "-", "–", "—", "*", "•", "·", "▪", "▫", "◦", "‣", "∙", "●", "○", "■", "□", "➢", "➤", "►", "✓", "✔",
  ]

  /// `3`, `2.1`, `10.2.14`; no year.
  private static func isNumber(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy { ("0"..."9").contains($0) } }
  }

  /// `IV`, `ix`; of single letters `I`, `V` and `X`, since others are initials of names.
  private static func isRoman(_ text: Substring) -> Bool {
    let digits = text.allSatisfy { "IVXLC".contains($0) } || text.allSatisfy { "ivxlc".contains($0) }
    return digits && (text.count == 1 ? "IVX".contains(text) : (2...6).contains(text.count))
  }

  private static func isLowerLetter(_ text: Substring) -> Bool { isLetter(text) && text.first!.isLowercase }

  private static func isLetter(_ text: Substring) -> Bool { text.count == 1 && text.first!.isLetter }
}
