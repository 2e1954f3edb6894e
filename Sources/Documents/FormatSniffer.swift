/// Tells the format of a file from its first bytes.
enum FormatSniffer {
  private static let window = 4096

  /// Nil for what is not text.
  static func format(of content: [UInt8]) -> DocumentFormat? {
    guard let decoded = try? EncodedText(content, declared: nil, DocumentOptions()) else { return nil }
    let start = decoded.bytes.prefix(window)
    // Text holds no zeros; archives, images and the formats of word processors soon do.
    if start.contains(0) || start.starts(with: Array("%PDF-".utf8))
      || start.starts(with: Array("PK".utf8 + [3, 4]))
    {
      return nil
    }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    let trimmed = text.drop { $0.isWhitespace }
    if trimmed.hasPrefix("<") { return markup(trimmed) }
    if trimmed.hasPrefix("webvtt") { return .vtt }
    if isSubRip(trimmed) { return .srt }
    return isTable(text, isWhole: decoded.bytes.count <= window) ? .tsv : .text
  }

  /// Tells whether a text begins with the number and the times of a subtitle.
  private static func isSubRip(_ text: Substring) -> Bool {
    let lines = text.split(maxSplits: 2, whereSeparator: \.isNewline)
    return lines.count > 1 && lines[0].allSatisfy { $0.isNumber || $0.isWhitespace }
      && CueText.isTiming(Array(lines[1].utf8)[...])
  }

  private static func markup(_ text: Substring) -> DocumentFormat? {
    if text.contains("<!doctype html") || text.contains("<html") { return .html }
    if text.hasPrefix("<?xml") { return .xml }
    var rest = text
    // Comments say nothing about what follows them.
    while rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
      rest = rest[end.upperBound...].drop { $0.isWhitespace }
    }
    let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == ":" || $0 == "_" }
    guard name.first?.isLetter == true || name.first == "_" else {
      return rest.hasPrefix("<!doctype") ? .xml : .text
    }
    return HTMLElements.isKnown(String(name)) ? .html : .xml
  }

  /// Tells whether all lines have the same number of tabs, and at least one.
  private static func isTable(_ text: String, isWhole: Bool) -> Bool {
    var lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    // The last line of the window is cut.
    if !isWhole, lines.count > 1 { lines.removeLast() }
    let counts = Set(lines.map { $0.count { $0 == "\t" } })
    return counts.count == 1 && counts.first! > 0
  }
}
