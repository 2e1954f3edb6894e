internal import Terminology

/// Brings documents into the glossaries of a store, and tells what changed.
struct GlossaryImporter {
  /// Nil in a preview of what would be imported into a database that is not there yet.
  let store: GlossaryStore?
  let author: String

  /// Opens the database: only to read it, if nothing is to be changed.
  init(_ database: DatabaseOption, author: AuthorOption, isPreview: Bool = false) throws {
    if isPreview {
      store = database.exists ? try database.openToRead() : nil
    } else {
      store = try database.open()
    }
    self.author = author.name
  }

  /// What came of a document, as text and as JSON.
  struct Result: Encodable {
    var glossary: String
    var isNew = false
    var isPreview: Bool
    var summary: ImportSummary
    var differences: [EntryDifference] = []
    var skipped: [String: Int]

    /// The summary, and in a preview each difference on a line of its own.
    var text: String {
      var lines = differences.map { GlossaryText.difference($0) }
      var counts = [
        "\(summary.added) added", "\(summary.changed) changed", "\(summary.unchanged) unchanged",
        "\(summary.removed) removed",
      ]
      for (reason, count) in skipped.sorted(by: { $0.key < $1.key }) {
        counts.append("\(count) skipped (\(reason))")
      }
      var line = "\(glossary): " + counts.joined(separator: ", ")
      if isPreview {
        line += " (nothing was written)"
      } else if let change = summary.change {
        line += "; undo with `chasqui glossary undo \(change.number)`"
      }
      lines.append(line)
      return lines.joined(separator: "\n") + "\n"
    }
  }

  func preview(_ document: GlossaryDocument, into name: String, mode: ImportMode) throws -> Result {
    var result = try result(document, name, isPreview: true)
    guard let store, !result.isNew else {
      result.summary.added = document.entries.count
      result.differences = document.entries.map { EntryDifference(before: nil, after: $0) }
      return result
    }
    let preview = try store.importPreview(of: document.entries, into: name, mode: mode)
    result.summary = preview.summary
    result.differences = preview.differences
    return result
  }

  func bring(_ document: GlossaryDocument, into name: String, mode: ImportMode) throws -> Result {
    var result = try result(document, name, isPreview: false)
    guard let store else { preconditionFailure("A preview has nothing to write to.") }
    let description = Glossary(
      name: name, title: document.title, license: document.license, source: document.source,
      note: document.note)
    result.summary =
      try store.importEntries(document.entries, into: description, mode: mode, author: author)
    return result
  }

  private func result(_ document: GlossaryDocument, _ name: String, isPreview: Bool) throws -> Result {
    let isKnown = try store?.list().contains { $0.glossary.name == name } ?? false
    return Result(
      glossary: name, isNew: !isKnown, isPreview: isPreview, summary: ImportSummary(),
      skipped: document.skipped)
  }
}
