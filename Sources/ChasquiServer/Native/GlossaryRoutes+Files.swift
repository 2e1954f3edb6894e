internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Terminology
internal import Text

/// What an import did, or would do, and what was odd in the file.
private struct ImportReply: Encodable, Sendable {
  struct Warning: Encodable, Sendable {
    /// From 1; 0 where the whole file is meant.
    var line: Int
    var message: String
  }

  var added: Int
  var changed: Int
  var unchanged: Int
  var removed: Int
  /// None for a preview, and where there was nothing to do.
  var change: ChangeRecord?
  /// At most `mostDifferences`; only for a preview.
  var differences: [EntryDifference]?
  var warnings: [Warning]
  /// How many things of the file were left out, by the reason.
  var skipped: [String: Int]

  static let mostDifferences = 500

  init(_ summary: ImportSummary, of document: GlossaryDocument, differences: [EntryDifference]? = nil) {
    added = summary.added
    changed = summary.changed
    unchanged = summary.unchanged
    removed = summary.removed
    change = summary.change
    self.differences = differences.map { Array($0.prefix(Self.mostDifferences)) }
    warnings = document.warnings.map { Warning(line: $0.line, message: $0.message) }
    skipped = document.skipped
  }
}

extension GlossaryRoutes {
  /// The body is the file, whatever its media type.
  func importFile(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let name = try context.name("name")
    let query = try QueryFields(request)
    let mode = try query.choice("mode", ImportMode.self) ?? .merge
    let isPreview = try query.flag("preview")
    var options = GlossaryReadingOptions()
    options.format = try query.choice("format", GlossaryFormat.self)
    options.sourceLanguage = try query.language("source")
    options.targetLanguage = try query.language("target")
    if let columns = query.text("columns") {
      do throws(TerminologyError) {
        options.columns = try GlossaryColumns(columns)
      } catch {
        throw ServiceError.invalid(field: "columns", "\(error.message) \(error.advice)")
      }
    }
    options.sheet = query.text("sheet")
    let body = try await request.bytes(limit: services.configuration.maximumUploadBytes)
    guard body.readableBytes > 0 else {
      throw ServiceError.invalid(field: nil, "The body is empty; it has to be the file.")
    }
    let reading = options
    return Response.json(
      try await services.editGlossaries(context) { store in
        _ = try store.summary(of: name)
        let document = try GlossaryReader.read(Array(body.readableBytesView), place: "body", options: reading)
        guard isPreview else {
          return ImportReply(
            try store.importEntries(document.entries, into: name, mode: mode, author: caller.name),
            of: document)
        }
        let preview = try store.importPreview(of: document.entries, into: name, mode: mode)
        return ImportReply(preview.summary, of: document, differences: preview.differences)
      })
  }

  func export(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let name = try context.name("name")
    let query = try QueryFields(request)
    let format = try query.choice("format", GlossaryFormat.self) ?? .tbx
    let languages = Set([try query.language("source"), try query.language("target")].compactMap { $0?.code })
    let bytes = try await services.glossaries(context) { store in
      let glossary = try store.summary(of: name).glossary
      var entries = try store.entries(of: name)
      if !languages.isEmpty { entries = entries.compactMap { $0.reduced(to: languages) } }
      return try GlossaryWriter.bytes(
        of: GlossaryDocument(
          title: glossary.title, license: glossary.license, source: glossary.source, note: glossary.note,
          entries: entries), format: format, place: name)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: format.mediaType,
        .contentDisposition: Self.disposition("\(name).\(format.rawValue)"),
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private struct Findings: Encodable {
    var findings: [GlossaryFinding]
  }

  func check(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let name = try context.name("name")
    let query = try QueryFields(request)
    var pair: GlossaryChecker.LanguagePair?
    switch (try query.language("source"), try query.language("target")) {
    case (let source?, let target?): pair = .init(source: source, target: target)
    case (nil, nil): break
    case (nil, _): throw ServiceError.invalid(field: "source", "Name both languages, or none.")
    case (_, nil): throw ServiceError.invalid(field: "target", "Name both languages, or none.")
    }
    let direction = pair
    return Response.json(
      Findings(
        findings: try await services.glossaries(context) { store in
          let entries = try store.entries(of: name, limit: 1 << 20).entries
          return GlossaryChecker(glossary: name, entries: entries, pair: direction).findings(threads: 1)
        }))
  }

  /// The name of a file to save (RFC 6266): in letters that every client reads, and as it is.
  private static func disposition(_ name: String) -> String {
    let plain = String(
      name.unicodeScalars.map { scalar -> Character in
        let isSafe =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains(scalar))
        return isSafe ? Character(scalar) : "_"
      })
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(name.percentEncoded)"
  }
}

extension GlossaryFormat {
  fileprivate var mediaType: String {
    switch self {
    case .tbx: "application/x-tbx+xml; charset=utf-8"
    case .csv: "text/csv; charset=utf-8"
    case .tsv: "text/tab-separated-values; charset=utf-8"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }
}

extension GlossaryEntry {
  /// The entry with what it says in these languages; nil if that is no term.
  fileprivate func reduced(to languages: Set<String>) -> GlossaryEntry? {
    var result = self
    result.terms = terms.filter { languages.contains($0.language.code) }
    result.definitions = definitions.filter { $0.language.map { languages.contains($0.code) } ?? true }
    return result.terms.isEmpty ? nil : result
  }
}
