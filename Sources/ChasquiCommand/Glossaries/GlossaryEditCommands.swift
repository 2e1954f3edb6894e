internal import ArgumentParser
internal import Terminology
internal import Text

/// What `add` and `edit` say of an entry and of its target term.
struct TermArguments: ParsableArguments {
  @Option(help: "The language of --source; that of the glossary where it has just two.")
  var from: LanguageTag?

  @Option(help: "The language of --target.")
  var to: LanguageTag?

  @Option(help: "Part of speech: noun, verb, adjective, adverb, properNoun, other.")
  var pos: String?

  @Option(help: "The field of knowledge, such as health.")
  var domain: String?

  @Option(help: "Of the target term: preferred, admitted, deprecated, forbidden.")
  var status: String?

  @Option(help: "Another form of the source term; may be given many times.")
  var sourceForm: [String] = []

  @Option(help: "Another form of the target term; may be given many times.")
  var targetForm: [String] = []

  @Option(help: "A definition, in the language of --source.")
  var definition: String?

  @Option(help: "A note.")
  var note: String?

  @Flag(inversion: .prefixedNo, help: "Whether the terms match only as they are written.")
  var caseSensitive: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether the term is translated, or passes unchanged.")
  var translatable: Bool?

  func termStatus() throws -> TermStatus? {
    guard let status else { return nil }
    guard let value = TermStatus(rawValue: status) else {
      let known = TermStatus.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw ValidationError("There is no status `\(status)`. Known are \(known).")
    }
    return value
  }

  /// The languages of the source and of the target, if need be those of the glossary.
  func languages(in name: String, _ store: GlossaryStore) throws -> (LanguageTag, LanguageTag) {
    if let from, let to { return (from, to) }
    let known = try store.summary(of: name).languages.map(\.language)
    if known.count == 2 {
      if let from, let other = known.first(where: { $0 != from }) { return (from, other) }
      if let to, let other = known.first(where: { $0 != to }) { return (other, to) }
    }
    throw ValidationError(
      "Give the languages with --from and --to: the glossary does not tell which are meant.")
  }

  /// Puts what was given into `entry`, whose terms are `sourceTerm` and `targetTerm`.
  ///
  /// - Parameter status: what `termStatus` gave.
  func apply(to entry: inout GlossaryEntry, source: Term, target: Term?, status: TermStatus?) {
    if let domain { entry.domain = domain }
    if let note { entry.note = note }
    if let translatable { entry.isUntranslatable = !translatable }
    if let definition {
      entry.definitions.removeAll { $0.language == source.language }
      entry.definitions.append(.init(language: source.language, text: definition))
    }
    for index in entry.terms.indices {
      let isSource = entry.terms[index].isSame(as: source)
      guard isSource || target.map({ entry.terms[index].isSame(as: $0) }) == true else { continue }
      if let pos { entry.terms[index].partOfSpeech = pos }
      if let caseSensitive { entry.terms[index].isCaseSensitive = caseSensitive }
      if isSource, !sourceForm.isEmpty { entry.terms[index].forms = sourceForm }
      if !isSource, !targetForm.isEmpty { entry.terms[index].forms = targetForm }
      if !isSource, let status { entry.terms[index].status = status }
    }
  }
}

extension Term {
  fileprivate func isSame(as other: Term) -> Bool { language == other.language && text == other.text }
}

struct GlossaryAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add an entry, or a further term to the entry of a source term.",
    discussion: """
      Where the glossary has an entry with the source term already, the target is added to it. The glossary \
      is created where it is missing.

      Examples:
        chasqui glossary add health --from en --to es --source "blood pressure" --target "presión arterial" \
      --pos noun --domain health
        chasqui glossary add health --from en --to es --source "blood pressure" --target "tensión arterial" \
      --status admitted
        chasqui glossary add names --from es --to gn --source "Itaipú Binacional" --no-translatable
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption
  @OptionGroup var terms: TermArguments

  @Argument(help: "The glossary.")
  var name: String

  @Option(help: "The term in the source language.")
  var source: String

  @Option(help: "The term in the target language.")
  var target: String?

  @Option(help: "The identifier of the entry; a free number by default.")
  var id: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if target == nil, terms.translatable != false {
      throw ValidationError("Give a --target, or say --no-translatable.")
    }
    _ = try terms.termStatus()
  }

  func run() throws {
    let store = try databaseOption.open()
    let stored = try bring(into: store)
    Console.output(json ? try JSONOutput.pretty(stored) : GlossaryText.full(stored, glossary: name))
  }

  /// Adds the terms to what the glossary holds now.
  private func bring(into store: GlossaryStore) throws -> StoredEntry {
    let isNew = try !store.list().contains { $0.glossary.name == name }
    guard !isNew || terms.from != nil && (terms.to != nil || target == nil) else {
      throw ValidationError("There is no glossary \(name) yet: give the languages with --from and --to.")
    }
    let (from, to) =
      target == nil && terms.from != nil
      ? (terms.from!, terms.to ?? terms.from!) : try terms.languages(in: name, store)
    let sourceTerm = Term(language: from, text: source)
    let targetTerm = target.map { Term(language: to, text: $0) }
    let status = try terms.termStatus()
    var new = GlossaryEntry(identifier: id ?? "", terms: [sourceTerm] + (targetTerm.map { [$0] } ?? []))
    terms.apply(to: &new, source: sourceTerm, target: targetTerm, status: status)
    guard id == nil, let targetTerm else {
      return try store.add(new, to: Glossary(name: name), author: authorOption.name)
    }
    return try store.bring(
      term: source, language: from, into: Glossary(name: name), author: authorOption.name
    ) { known in
      guard var entry = known.first(where: { terms.domain == nil || $0.entry.domain == terms.domain })?.entry
      else { return new }
      if !entry.terms.contains(where: { $0.language == to && $0.text == targetTerm.text }) {
        entry.terms.append(targetTerm)
      }
      let written = entry.terms.first { $0.language == from && $0.text == source } ?? entry.terms[0]
      terms.apply(to: &entry, source: written, target: targetTerm, status: status)
      return entry
    }
  }
}

struct GlossaryEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change an entry: its details, or the text of its terms.",
    discussion: """
      Examples:
        chasqui glossary edit health hea-052 --from en --to es --target "presión sanguínea"
        chasqui glossary edit health hea-052 --note "Term of the Ministry of Health since 2019."
        chasqui glossary edit health hea-052 --from en --to es --status admitted --version 3
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption
  @OptionGroup var terms: TermArguments

  @Argument(help: "The glossary.")
  var name: String

  @Argument(help: "The identifier of the entry.")
  var entry: String

  @Option(help: "The new text of the first term in the source language.")
  var source: String?

  @Option(help: "The new text of the first term in the target language.")
  var target: String?

  @Option(help: "Refuse if the entry has another version by now.")
  var version: Int?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws { _ = try terms.termStatus() }

  func run() throws {
    let store = try databaseOption.open()
    let old = try store.entry(entry, in: name)
    var changed = old.entry
    guard !changed.terms.isEmpty else { throw CommandFailure("The entry \(entry) has no terms.") }
    let from = terms.from ?? changed.terms[0].language
    let to = terms.to ?? changed.terms.first { $0.language != from }?.language
    guard let sourceTerm = changed.setFirstTerm(in: from, to: source) else {
      throw CommandFailure("The entry \(entry) has no term in \(from.bcp47).")
    }
    var targetTerm = to.flatMap { changed.setFirstTerm(in: $0, to: target) }
    if let to, let target, targetTerm == nil {
      targetTerm = Term(language: to, text: target)
      changed.terms.append(targetTerm!)
    }
    terms.apply(to: &changed, source: sourceTerm, target: targetTerm, status: try terms.termStatus())
    let stored = try store.edit(
      changed, in: name, version: version ?? old.version, author: authorOption.name)
    Console.output(json ? try JSONOutput.pretty(stored) : GlossaryText.full(stored, glossary: name))
  }
}

extension GlossaryEntry {
  /// Gives the first term of a language another text; nil leaves it. Where the entry has a term of that text further
  /// down, that one takes the place and the status of the first: none stands there twice.
  ///
  /// - Returns: the first term as it is then; nil if there is none in the language.
  fileprivate mutating func setFirstTerm(in language: LanguageTag, to text: String?) -> Term? {
    guard let first = terms.firstIndex(where: { $0.language == language }) else { return nil }
    guard let text else { return terms[first] }
    let same = terms.indices.dropFirst(first + 1).first {
      terms[$0].language == language && terms[$0].text == text
    }
    if let same {
      let status = terms[first].status
      terms[first] = terms.remove(at: same)
      terms[first].status = status
    } else {
      terms[first].text = text
    }
    return terms[first]
  }
}

struct GlossaryRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an entry, or with --all a whole glossary; both can be undone.",
    discussion: """
      Examples:
        chasqui glossary remove health hea-052
        chasqui glossary remove health --all
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption

  @Argument(help: "The glossary.")
  var name: String

  @Argument(help: "The identifier of the entry.")
  var entry: String?

  @Flag(help: "Remove the whole glossary.")
  var all = false

  func validate() throws {
    if (entry == nil) != all { throw ValidationError("Name an entry, or say --all.") }
  }

  func run() throws {
    let store = try databaseOption.open()
    let change =
      try entry.map { try store.remove(entry: $0, from: name, author: authorOption.name) }
      ?? store.remove(name, author: authorOption.name)
    Console.say("Removed; undo with `chasqui glossary undo \(change.number)`.")
  }
}
