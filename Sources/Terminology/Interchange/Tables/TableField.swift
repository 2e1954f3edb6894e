internal import Text

/// What a column of a table holds.
struct TableField: Hashable {
  enum Kind: Hashable {
    case identifier, language, term, synonyms
    case sourceLanguage, targetLanguage
    case partOfSpeech, status, forms, caseSensitivity, termNote
    case domain, definition, note, origin, translatable, untranslatable
  }

  /// Whose terms a column speaks of.
  enum Side: Hashable {
    case source, target
    /// Those of a language that the header names.
    case language(LanguageTag)
  }

  var kind: Kind
  var side: Side?
  /// A cell may hold several terms with `|` between them.
  var isList = false

  init(_ kind: Kind, _ side: Side? = nil, isList: Bool = false) {
    self.kind = kind
    self.side = side
    self.isList = isList
  }

  /// What a column with the name `header` holds; nil if that cannot be told.
  ///
  /// Besides the names of fields these are languages, as tags or as names in English, Spanish, Portuguese,
  /// French or themselves; a field of a language (`definition (es)`, `es status`, `target forms`); and either
  /// with `|` at the end, for cells with several terms.
  init?(header: String) {
    var text = FieldText.line(header).lowercased()
    if text.hasSuffix("|") {
      text = FieldText.line(String(text.dropLast()))
      isList = true
    }
    guard !text.isEmpty, text.utf8.count <= 80 else { return nil }
    if let field = Self.names[Categories.letters(text)] {
      (kind, side) = (field.kind, field.side)
    } else if let language = HeaderLanguages.language(text) {
      (kind, side) = (.term, .language(language))
    } else if let (field, language) = Self.fieldOfLanguage(text) {
      (kind, side) = (field.kind, .language(language))
    } else if let (side, rest) = Self.sided(text), let field = Self.names[Categories.letters(rest)],
      field.side == nil
    {
      (kind, self.side) = (field.kind, side)
    } else {
      return nil
    }
    if kind == .synonyms { isList = true }
  }

  /// `definition (es)`, `es: definition` and the like.
  private static func fieldOfLanguage(_ text: String) -> (TableField, LanguageTag)? {
    let parts = text.split { " :()[]_/".contains($0) }.map(String.init)
    guard parts.count > 1 else { return nil }
    for (tag, name) in [(parts.last!, parts.dropLast()), (parts.first!, parts.dropFirst())] {
      guard let field = names[Categories.letters(name.joined())], field.side == nil,
        let language = HeaderLanguages.language(tag)
      else { continue }
      return (field, language)
    }
    return nil
  }

  private static func sided(_ text: String) -> (Side, String)? {
    for (prefix, side) in [("source", Side.source), ("target", .target)] where text.hasPrefix(prefix) {
      return (side, String(text.dropFirst(prefix.count)))
    }
    return nil
  }

  private static let names: [String: TableField] = {
    var result: [String: TableField] = [:]
    func add(_ field: TableField, _ names: String) {
      for name in names.split(separator: " ") { result[String(name)] = field }
    }
    add(.init(.identifier), "id stringid conceptid entryid termid identifier concept identificador")
    add(.init(.language), "language lang idioma lengua langue língua")
    add(.init(.term), "term término termo terme")
    add(.init(.synonyms), "synonyms synonym sinónimos sinônimos synonymes alternatives")
    add(.init(.sourceLanguage), "sourcelang sourcelanguage srclang")
    add(.init(.targetLanguage), "targetlang targetlanguage tgtlang trglang")
    add(.init(.term, .source), "source src sourcestring sourceterm sourcetext")
    add(
      .init(.term, .target),
      "target tgt trg targetstring targetterm targettext translation traducción tradução")
    add(.init(.partOfSpeech), "pos partofspeech wordclass categoríagramatical")
    add(.init(.status), "status estado administrativestatus estatus")
    add(.init(.forms), "forms form formas inflections")
    add(.init(.caseSensitivity), "case casesensitive casesensitivity matchcase")
    add(.init(.termNote), "termnote usage usagenote uso")
    add(.init(.domain), "domain subject subjectfield field topic area área dominio domínio tema")
    add(.init(.definition), "definition description definición definição descripción descrição définition")
    add(.init(.note), "note notes comment comments remark remarks nota notas comentario observaciones")
    add(.init(.origin), "origin reference fuente fonte")
    add(.init(.translatable), "translatable translate")
    add(.init(.untranslatable), "donottranslate dnt nontranslatable untranslatable notranslate")
    return result
  }()
}

/// The names of languages in headers.
enum HeaderLanguages {
  /// The language that a tag (`pt-BR`) or a name (`español`, `Spanish (Peru)`) means; nil if it is none.
  static func language(_ text: String) -> LanguageTag? {
    if let language = FileLanguage.namedLanguage(text) { return language }
    if let language = names[text.lowercased()] { return language }
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return nil }
    let name = FieldText.line(String(text[..<open])).lowercased()
    let region = FieldText.line(String(text[open...].dropFirst().dropLast())).lowercased()
    guard let language = names[name], let code = regions[region] ?? (isRegion(region) ? region : nil) else {
      return nil
    }
    return FileLanguage.language("\(FileLanguage.tag(language))-\(code)")
  }

  private static func isRegion(_ text: String) -> Bool { text.utf8.count == 2 && text.allSatisfy(\.isLetter) }

  private static let terms: [LocaleTerm] = {
    let languages = ["en", "es", "pt", "fr"].compactMap { FileLanguage.language($0) }
    guard languages.count == 4 else { return [] }
    return LocaleTerm.terms(source: languages[0], target: languages[1])
      + LocaleTerm.terms(source: languages[2], target: languages[3])
  }()

  private static let names: [String: LanguageTag] = {
    var result: [String: LanguageTag] = [:]
    func add(_ language: LanguageTag?, _ names: [String]) {
      guard let language else { return }
      // A language comes before its varieties, which may have the same name.
      for name in (names + [language.nativeName, language.englishName]).map({ $0.lowercased() })
      where result[name] == nil { result[name] = language }
    }
    for term in terms where term.kind == .language {
      add(FileLanguage.language(term.code), [term.source, term.target])
    }
    // What CLDR does not name, but `LanguageTag` does.
    for code in ["arn", "guc", "kek", "nah", "quz", "shp"] { add(FileLanguage.language(code), []) }
    return result
  }()

  private static let regions: [String: String] = {
    var result: [String: String] = [:]
    for term in terms where term.kind == .country {
      for name in [term.source, term.target] { result[name.lowercased()] = term.code }
    }
    return result
  }()
}
