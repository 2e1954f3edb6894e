internal import Terminology

/// Brings documents into the glossaries of a store, and tells what changed.
struct GlossaryImporter {
  let store: GlossaryStore
  let author: String

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

  func bring(
    _ document: GlossaryDocument, into name: String, mode: ImportMode, isPreview: Bool
  ) throws -> Result {
    var result = Result(
      glossary: name, isPreview: isPreview, summary: ImportSummary(), skipped: document.skipped)
    result.isNew = try !store.list().contains { $0.glossary.name == name }
    if isPreview {
      if result.isNew {
        result.summary.added = document.entries.count
        result.differences = document.entries.map { EntryDifference(before: nil, after: $0) }
      } else {
        let preview = try store.importPreview(of: document.entries, into: name, mode: mode)
        result.summary = preview.summary
        result.differences = preview.differences
      }
      return result
    }
    let description = Glossary(
      name: name, title: document.title, license: document.license, source: document.source,
      note: document.note)
    if result.isNew { try store.create(description, author: author) }
    result.summary = try store.importEntries(document.entries, into: name, mode: mode, author: author)
    return result
  }
}
