internal import Text

/// What stands between quotation marks, or between the inline tags of a pair, in a row of tokens.
struct Quotation: Sendable, Equatable {
  /// The indices of the marks; one of them may be missing, since a quotation may begin or end in another sentence.
  var opening: Int?
  var closing: Int?
  /// The tokens between the marks, or from the one to the end of the row.
  var content: Range<Int>
  /// `'` rather than `"`.
  var isSingle: Bool
  /// The sign of inches and the like, right behind a number.
  var isMeasure = false
  /// The marks are tags, such as `<b>` and `</b>`.
  var isTag = false

  /// The quotations of normalized `tokens`; each lies within another or apart from it.
  ///
  /// A single mark without its partner is none: it may be an apostrophe. The sign of inches encloses its number.
  ///
  /// - Parameter written: how the tokens are written in the text, if that is known.
  static func all(in tokens: [String], written: [String]? = nil) -> [Quotation] {
    var result: [Quotation] = []
    var open: [(mark: Int, isSingle: Bool)] = []
    for (index, token) in tokens.enumerated() {
      guard let isSingle = isSingleMark(token) else { continue }
      let partner = open.lastIndex { $0.isSingle == isSingle }
      let side = Self.side(of: index, tokens) ?? written.flatMap { Self.side(ofForm: $0[index]) }
      switch side ?? (partner == nil ? .opening : .closing) {
      case .opening: open.append((index, isSingle))
      case .closing:
        if let partner {
          let mark = open[partner].mark
          result += unclosed(open[(partner + 1)...], before: index)
          open.removeSubrange(partner...)
          result.append(
            Quotation(opening: mark, closing: index, content: mark + 1..<index, isSingle: isSingle))
        } else if !isSingle {
          let isMeasure = index > 0 && tokens[index - 1].core.last?.isNumber == true
          let start = isMeasure ? index - 1 : 0
          result.append(
            Quotation(
              opening: nil, closing: index, content: start..<index, isSingle: false, isMeasure: isMeasure))
        }
      }
    }
    return result + unclosed(open[...], before: tokens.count)
  }

  private static func unclosed(_ open: ArraySlice<(mark: Int, isSingle: Bool)>, before end: Int)
    -> [Quotation]
  {
    open.filter { !$0.isSingle }.map {
      Quotation(opening: $0.mark, closing: nil, content: $0.mark + 1..<end, isSingle: false)
    }
  }

  /// What the pairs of tags in `tokens` enclose, without those that cross an earlier pair or enclose nothing.
  static func tagged(in tokens: [String]) -> [Quotation] {
    var result: [Quotation] = []
    var open: [(mark: Int, name: Substring)] = []
    for (index, token) in tokens.enumerated() where token.utf8.contains(0x3C) {
      let core = token.core
      guard core.first == "<", core.last == ">", !core.hasSuffix("/>") else { continue }
      let isClosing = core.hasPrefix("</")
      let name = core.dropFirst(isClosing ? 2 : 1).prefix { $0.isLetter || $0.isNumber || "-:_".contains($0) }
      if !isClosing {
        if !name.isEmpty { open.append((index, name)) }
      } else if let partner = open.lastIndex(where: { $0.name == name }) {
        let mark = open[partner].mark
        open.removeSubrange(partner...)
        guard index > mark + 1 else { continue }
        result.append(
          Quotation(opening: mark, closing: index, content: mark + 1..<index, isSingle: false, isTag: true))
      }
    }
    return result
  }

  /// Tells whether a token is a single quotation mark; nil if it is none at all.
  static func isSingleMark(_ token: String) -> Bool? {
    guard token.utf8.count <= 7 else { return nil }
    switch token.core {
    case "\"": return false
    case "'": return true
    default: return nil
    }
  }

  private enum Side {
    case opening
    case closing
  }

  /// The side of its quotation on which a mark stands, as far as the spaces around it tell.
  private static func side(of index: Int, _ tokens: [String]) -> Side? {
    let joiner = Joiner.mark
    let before = index > 0 ? tokens[index - 1] : ""
    let behind = index + 1 < tokens.count ? tokens[index + 1] : ""
    let isGluedLeft = tokens[index].first == joiner || before.last == joiner
    let isGluedRight = tokens[index].last == joiner || behind.first == joiner
    // Brackets and stops stand right beside a mark on either side.
    let isAfterOpening = isGluedLeft && (before.core.last.map { "([{¿¡–-/".contains($0) } ?? false)
    let isBeforeClosing = isGluedRight && (behind.core.first.map { ")]}.,;:?!–-/".contains($0) } ?? false)
    let leansLeft = isGluedLeft && !isAfterOpening
    let leansRight = isGluedRight && !isBeforeClosing
    if leansLeft != leansRight { return leansRight ? .opening : .closing }
    if leansLeft { return nil }
    if isAfterOpening != isBeforeClosing { return isAfterOpening ? .opening : .closing }
    // At the ends of the row there is no other side.
    return index == 0 ? .opening : index + 1 == tokens.count ? .closing : nil
  }

  /// The side that the form of a mark tells, in most languages.
  private static func side(ofForm form: String) -> Side? {
    switch form {
    case "«", "“", "„", "‘", "‚", "‹": .opening
    case "»", "”", "’", "›": .closing
    default: nil
    }
  }
}
