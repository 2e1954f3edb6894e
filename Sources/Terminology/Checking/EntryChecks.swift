internal import Text

/// Looks at entries one by one.
struct EntryChecks: Sendable {
  let glossary: String
  let folding: TextFolding
  /// The codes of the languages that an entry should have a preferred term in.
  let required: [String]
  /// Only one translation direction is looked at.
  let isPair: Bool

  func findings(of checked: CheckedEntry) -> [GlossaryFinding] {
    var findings: [GlossaryFinding] = []
    for (index, term) in checked.entry.terms.enumerated() {
      checkTexts(of: term, checked, &findings)
      checkForms(of: term, key: checked.keys[index], checked, &findings)
    }
    checkRepetition(checked, &findings)
    checkPreferred(checked, &findings)
    checkSameText(checked, &findings)
    checkCapitals(checked, &findings)
    return findings
  }

  private func add(
    _ severity: GlossaryFinding.Severity, _ kind: GlossaryFinding.Kind, _ checked: CheckedEntry,
    _ language: LanguageTag?, _ message: String, _ advice: String, to findings: inout [GlossaryFinding]
  ) {
    findings.append(
      GlossaryFinding(
        severity, kind, glossary: glossary, entries: [checked.place], language: language, message,
        advice: advice))
  }

  // MARK: Terms

  private func checkTexts(
    of term: Term, _ checked: CheckedEntry, _ findings: inout [GlossaryFinding]
  ) {
    let processor = folding.processor(term.language)
    for text in [term.text] + term.forms {
      func add(
        _ severity: GlossaryFinding.Severity, _ kind: GlossaryFinding.Kind, _ message: String,
        _ advice: String
      ) {
        self.add(
          severity, kind, checked, term.language, "\(Self.quoted(text)) \(message).", advice, to: &findings)
      }
      for problem in TermSpelling.spacing(of: text, term.language) {
        add(.warning, .spacing, problem, "Remove it.")
      }
      if let mark = TermSpelling.unbalancedMark(of: text) {
        add(
          .warning, .unbalancedMark, "has a «\(mark)» without its partner", "Add the partner, or remove it.")
      }
      if let (letter, latin) = TermSpelling.lookAlike(of: text) {
        let code = String(letter.value, radix: 16, uppercase: true)
        add(
          .error, .lookAlike,
          "has a «\(letter)» (U+0\(code)) that only looks like «\(latin)», and matches nothing",
          "Type «\(latin)» instead.")
      }
      if case .skipped(let reason) = MatchableText(text, processor) {
        add(.error, .unmatchable, reason.clause, reason.advice)
      } else if !TermSpelling.hasLetters(text) {
        add(.hint, .noLetters, "has no letters", "Make sure that it means the same wherever it stands.")
      }
    }
  }

  private func checkForms(
    of term: Term, key: String, _ checked: CheckedEntry, _ findings: inout [GlossaryFinding]
  ) {
    var seen = [key: term.text]
    for form in term.forms {
      let key = folding.key(of: form, term)
      guard let other = seen[key] else {
        seen[key] = form
        continue
      }
      let isExact = other == form
      let which = other == term.text ? "the term itself" : "listed twice"
      add(
        isExact ? .warning : .hint, .repeatedForm, checked, term.language,
        "The form \(Self.quoted(form)) of \(Self.quoted(term.text)) is \(which)"
          + (isExact ? "." : ", but for case, spaces or spelling variants, which do not count."),
        "Remove it.", to: &findings)
    }
  }

  // MARK: Terms beside each other

  private func checkRepetition(_ checked: CheckedEntry, _ findings: inout [GlossaryFinding]) {
    struct Key: Hashable {
      var language: LanguageTag
      var key: String
    }
    var seen: [Key: Term] = [:]
    for (term, key) in zip(checked.entry.terms, checked.keys) {
      guard let other = seen.updateValue(term, forKey: Key(language: term.language, key: key)) else {
        continue
      }
      let isConflict = (other.status <= .admitted) != (term.status <= .admitted)
      add(
        isConflict ? .error : .warning, isConflict ? .statusConflict : .repeatedTerm, checked, term.language,
        "\(Self.quoted(term.text)) stands twice, as \(other.status.rawValue) and as \(term.status.rawValue).",
        "Keep one of them.", to: &findings)
    }
  }

  private func checkPreferred(_ checked: CheckedEntry, _ findings: inout [GlossaryFinding]) {
    let entry = checked.entry
    for language in Self.unique(entry.terms.map(\.language)) {
      let preferred = entry.terms.filter { $0.language == language && $0.status == .preferred }
      guard preferred.count > 1 else { continue }
      add(
        .warning, .severalPreferred, checked, language,
        "\(preferred.map { Self.quoted($0.text) }.joined(separator: " and ")) are all preferred.",
        "Mark all but one as admitted.", to: &findings)
    }
    // An entry that only forbids needs no other language, nor does one that passes unchanged.
    guard !entry.isUntranslatable, entry.terms.contains(where: { $0.status <= .admitted }) else { return }
    for code in required {
      let terms = entry.terms.filter { $0.language.code == code }
      guard !terms.contains(where: { $0.status == .preferred }) else { continue }
      let name = (terms.first?.language ?? (try? LanguageTag(code))).map(\.englishName) ?? code
      let reason = isPair ? "" : ", which most entries have"
      add(
        .warning, .missingTerm, checked, terms.first?.language,
        terms.isEmpty
          ? "There is no term in \(name)\(reason)." : "No term in \(name) is preferred.",
        terms.isEmpty ? "Add one." : "Mark one as preferred.", to: &findings)
    }
  }

  private func checkSameText(_ checked: CheckedEntry, _ findings: inout [GlossaryFinding]) {
    let entry = checked.entry
    let bare = Set(entry.terms.map(\.language).filter(\.region.isEmpty).map(\.code))
    let preferred = entry.terms.filter { term in
      term.status == .preferred && (term.language.region.isEmpty || !bare.contains(term.language.code))
    }
    guard !entry.isUntranslatable, Set(preferred.map(\.language.code)).count > 1,
      Set(preferred.map(\.text)).count == 1, let text = preferred.first?.text
    else { return }
    let languages = Self.unique(preferred.map(\.language.bcp47)).joined(separator: ", ")
    add(
      .hint, .sameText, checked, nil, "\(Self.quoted(text)) is the same in \(languages).",
      "If it is a name or a code that no language changes, mark the entry as untranslatable.", to: &findings)
  }

  /// Abbreviations in capitals beside each other should be case sensitive all, or none of them.
  private func checkCapitals(_ checked: CheckedEntry, _ findings: inout [GlossaryFinding]) {
    let capitals = checked.entry.terms.filter { term in
      var letters = LetterCase()
      letters.add(term.text.utf8)
      return letters.isAllCapitals
    }
    guard let sensitive = capitals.first(where: \.isCaseSensitive),
      let insensitive = capitals.first(where: { !$0.isCaseSensitive })
    else { return }
    add(
      .warning, .caseSensitivity, checked, insensitive.language,
      "\(Self.quoted(sensitive.text)) is case sensitive, \(Self.quoted(insensitive.text)) is not.",
      "Make both alike: a word in small letters may mean something else.", to: &findings)
  }

  // MARK: Words

  /// A text for a message; of a very long one, its start.
  static func quoted(_ text: String) -> String {
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(60)))
    return start.utf8.count == text.utf8.count ? "«\(text)»" : "«\(start)…»"
  }

  static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

extension SkippedTerm.Reason {
  /// What is wrong, as the end of a sentence that begins with the text.
  fileprivate var clause: String {
    switch self {
    case .empty: "is empty once it is normalized, and matches nothing"
    case .punctuation: "has no letter, digit or symbol, and matches nothing"
    case .length:
      "is too long to match: a term has at most \(TermIndex.maximumTokens) tokens and \(TermIndex.maximumBytes) bytes"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .empty: "Write it, or take it out."
    case .punctuation: "Write it in words."
    case .length: "Shorten it."
    }
  }
}
