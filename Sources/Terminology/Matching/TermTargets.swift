public import Text

/// What a term may and must not become in the target language.
public struct TermTargets: Sendable, Hashable {
  public struct Choice: Sendable, Hashable {
    public var text: String
    /// Other forms that are as good where grammar asks for them.
    public var forms: [String]
    public var status: TermStatus
  }

  /// Best status first: the preferred terms, then the admitted ones; deprecated ones where there is neither.
  /// Empty if the entry only forbids.
  public var allowed: [Choice]
  /// Forbidden terms and their forms, as the glossary writes them.
  public var forbidden: [String]
}

extension TermIndex {
  /// The targets of a match in the target language of the index, with the case of the sentence carried over
  /// to terms that are not case sensitive: a capital to a term without capitals, all capitals to any.
  ///
  /// What is not to be translated becomes itself, as it stands in the original text.
  ///
  /// - Parameter text: the sentence that the match was found in.
  public func targets(of match: TermMatch, in text: TokenizedText) -> TermTargets {
    let entry = match.entry.entry
    let forbidden = forbiddenTexts(of: entry)
    if entry.isUntranslatable {
      let original =
        text.tokens[match.tokens.lowerBound].original
        .lowerBound..<text.tokens[
          match.tokens.upperBound - 1
        ].original.upperBound
      let itself = TermTargets.Choice(
        text: String(decoding: Array(text.original.utf8)[original], as: UTF8.self), forms: [],
        status: .preferred)
      return TermTargets(allowed: [itself], forbidden: forbidden)
    }
    var seen: Set<String> = []
    let allowed = allowedTerms(of: entry).compactMap { term -> TermTargets.Choice? in
      let text = carry(match.casing, to: term.text, of: term)
      guard !term.text.isEmpty, seen.insert(text).inserted else { return nil }
      let forms = term.forms.filter { !$0.isEmpty }.map { carry(match.casing, to: $0, of: term) }
      return TermTargets.Choice(text: text, forms: forms.filter { $0 != text }, status: term.status)
    }
    return TermTargets(allowed: allowed, forbidden: forbidden)
  }

  /// The target terms that may be used for `entry`, best status first; deprecated ones where there are no
  /// others.
  func allowedTerms(of entry: GlossaryEntry) -> [Term] {
    let usable = entry.terms(in: target).filter { $0.status != .forbidden }
    let best = usable.filter { $0.status <= .admitted }
    return best.isEmpty ? usable : best
  }

  /// The target terms that `entry` forbids, and their forms, each once.
  func forbiddenTexts(of entry: GlossaryEntry) -> [String] {
    var seen: Set<String> = []
    return entry.terms(in: target).filter { $0.status == .forbidden }.flatMap { [$0.text] + $0.forms }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private func carry(_ casing: TermCasing, to text: String, of term: Term) -> String {
    guard !term.isCaseSensitive else { return text }
    switch casing {
    case .asWritten: return text
    case .capitalized:
      var letters = LetterCase()
      letters.add(text.utf8)
      return letters.capitalCount == 0 ? targetCasing.capitalize(text) : text
    case .allCapitals: return targetCasing.uppercase(text)
    }
  }
}
