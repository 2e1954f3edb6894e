internal import Text

/// Which field stands in which column, and how rows make entries.
struct TableColumns {
  enum Layout {
    /// A row for each term, with a column for its language.
    case terms
    /// A row for each concept, with columns for languages, or for source and target.
    case concepts
  }

  var fields: [(index: Int, field: TableField)]
  let layout: Layout
  /// Columns whose names say nothing to us.
  let unknown: [String]

  /// The columns that a header names; nil if it is no header.
  init?(header: [String], options: GlossaryReadingOptions) {
    var fields: [(index: Int, field: TableField)] = []
    var unknown: [String] = []
    for (index, cell) in header.enumerated() {
      if let field = TableField(header: cell) {
        fields.append((index, field))
      } else if !FieldText.line(cell).isEmpty {
        unknown.append(FieldText.line(cell))
      }
    }
    self.init(fields, unknown: unknown, options: options)
  }

  /// - Returns: nil if the fields name no terms.
  init?(
    _ fields: [(index: Int, field: TableField)], unknown: [String], options: GlossaryReadingOptions
  ) {
    var fields = fields
    func has(_ kind: TableField.Kind, _ side: TableField.Side? = nil) -> Bool {
      fields.contains { $0.field.kind == kind && $0.field.side == side }
    }
    func languages() -> [LanguageTag] {
      fields.compactMap {
        if $0.field.kind == .term, case .language(let language) = $0.field.side { language } else { nil }
      }
    }
    // `en,id` are English and Indonesian; `id,en` are identifiers and English.
    if languages().count == 1, fields.count == 2, fields[1].field == TableField(.identifier),
      let indonesian = FileLanguage.language("id")
    {
      fields[1].field = TableField(.term, .language(indonesian))
    }
    self.unknown = unknown
    if has(.language), has(.term) {
      layout = .terms
      for index in fields.indices where fields[index].field == TableField(.term, .source) {
        fields[index].field = TableField(.origin)
      }
      self.fields = fields
      return
    }
    layout = .concepts
    // `term` beside `translation` is the source.
    if !has(.term, .source) {
      for index in fields.indices where fields[index].field.kind == .term && fields[index].field.side == nil {
        fields[index].field.side = .source
      }
    }
    if !has(.term, .target), languages().count > 0 {
      for index in fields.indices where fields[index].field == TableField(.term, .source) {
        fields[index].field = TableField(.origin)
      }
    }
    let isPair = has(.term, .source) && has(.term, .target)
    guard isPair || !languages().isEmpty else { return nil }
    self.fields = fields
    if isPair { return }
    // A lone word that is also a tag is no header, nor are words that mean other languages than those asked
    // for, such as `no` and `si`.
    let wanted = [options.sourceLanguage, options.targetLanguage].compactMap { $0?.code }
    if languages().count < 2, fields.count < 2 { return nil }
    if !wanted.isEmpty, options.header != .present, !languages().contains(where: { wanted.contains($0.code) })
    {
      return nil
    }
  }
}
