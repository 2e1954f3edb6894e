internal import Text

/// How the tokens of a sentence are written in it: models see all quotation marks, dashes and spaces alike.
struct SourceForms: Sendable {
  /// Without joiner marks; of pieces of a word the whole word.
  private(set) var written: [String] = []
  /// Tells which stand in every translation as they are: placeholders, addresses, tags.
  private(set) var isVerbatim: [Bool] = []
  /// The space that does not break a line before each token; nil for another or none.
  private(set) var noBreakSpaces: [String?] = []

  /// - Parameter range: tokens of `prepared`.
  init(_ prepared: TextPreparation.Prepared, range: Range<Int>) {
    let bytes = Array(prepared.text.original.utf8)
    var end: Int?
    for origin in prepared.origins[range] {
      let token = prepared.text.tokens[origin]
      written.append(String(decoding: bytes[token.original], as: UTF8.self))
      isVerbatim.append(token.kind.passesThrough && token.kind != .number)
      let gap = end.map { $0 < token.original.lowerBound ? bytes[$0..<token.original.lowerBound] : [] } ?? []
      noBreakSpaces.append(Self.noBreakSpaces.first { Array($0.utf8)[...] == gap })
      end = token.original.upperBound
    }
  }

  private static let noBreakSpaces = ["\u{A0}", "\u{202F}"]
}

extension TokenKind {
  /// Tells whether a token of this kind should stand in the translation as it is.
  var passesThrough: Bool {
    switch self {
    case .number, .url, .email, .placeholder, .tag: true
    default: false
    }
  }
}

extension String {
  /// A token without the joiner marks at its ends; a mark alone is a token.
  var core: String {
    var core = self[...]
    if core.count > 1, core.first == Joiner.mark { core.removeFirst() }
    if core.count > 1, core.last == Joiner.mark { core.removeLast() }
    return String(core)
  }

  /// A token of the same joiner marks around another core.
  func withCore(_ core: String) -> String {
    let mark = String(Joiner.mark)
    return (count > 1 && first == Joiner.mark ? mark : "") + core
      + (count > 1 && last == Joiner.mark ? mark : "")
  }
}
