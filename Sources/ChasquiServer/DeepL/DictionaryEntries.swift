private import Foundation
internal import Terminology
internal import Text

/// The entries of a dictionary as DeepL's API has them: one target for each source.
struct DictionaryEntries: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var source: String
    var target: String
  }

  enum Format: String, Sendable {
    case tsv, csv
  }

  /// In bytes.
  static let longestTerm = 1_024
  static let longestText = 10 << 20

  var entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// Reads what a client sends.
  ///
  /// - Throws: `ServiceError` that says which line is wrong: no separator, an empty or too long term, a control
  ///   character, a source that was there before, or another language pair.
  init(_ text: String, format: Format, pair: DictionaryPair) throws(ServiceError) {
    guard text.utf8.count <= Self.longestText else {
      throw .payloadTooLarge(limit: Self.longestText)
    }
    entries = []
    var lines: [String: Int] = [:]
    for row in try Self.rows(text, format) {
      let entry = try Self.entry(row.cells, line: row.line, format, pair)
      if let earlier = lines.updateValue(row.line, forKey: entry.source) {
        throw Self.refusal(row.line, "has the source of line \(earlier) again")
      }
      entries.append(entry)
    }
    guard !entries.isEmpty else { throw .invalid(field: "entries", "There are no entries.") }
  }

  /// A line for each entry, with a tab between source and target.
  var tsv: String { entries.map { "\($0.source)\t\($0.target)" }.joined(separator: "\n") }

  /// A term without what would break a line or a column.
  static func cell(_ term: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in term.unicodeScalars { scalars.append(isControl(scalar) ? " " : scalar) }
    return String(scalars).trimmingCharacters(in: .whitespaces)
  }

  private static func rows(_ text: String, _ format: Format) throws(ServiceError) -> [(
    line: Int, cells: [String]
  )] {
    switch format {
    case .tsv:
      // A carriage return with a line feed is one character, and ends a line here as well.
      var rows: [(line: Int, cells: [String])] = []
      for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd)
        .enumerated()
      where line.contains(where: { !$0.isWhitespace }) {
        rows.append(
          (index + 1, line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)))
      }
      return rows
    case .csv:
      do {
        return try DelimitedText(place: "entries", separator: ",").parse(text).rows.map {
          ($0.line, $0.cells)
        }
      } catch {
        throw refusal(error.line, "cannot be read: \(error.message)")
      }
    }
  }

  private static func isLineEnd(_ character: Character) -> Bool {
    character == "\n" || character == "\r\n" || character == "\r"
  }

  private static func entry(_ cells: [String], line: Int, _ format: Format, _ pair: DictionaryPair)
    throws(ServiceError) -> Entry
  {
    let cells = cells.map { $0.trimmingCharacters(in: .whitespaces) }
    switch (format, cells.count) {
    case (_, 2): break
    case (.csv, 4): try check(cells[2], cells[3], line: line, pair)
    case (.tsv, _): throw refusal(line, "has no tab between source and target, or more than one")
    case (.csv, _): throw refusal(line, "has neither two nor four columns")
    }
    for term in cells.prefix(2) {
      guard !term.isEmpty else { throw refusal(line, "has an empty term") }
      guard term.utf8.count <= longestTerm else {
        throw refusal(line, "has a term of more than \(longestTerm) bytes")
      }
      guard !term.unicodeScalars.contains(where: isControl) else {
        throw refusal(line, "has a control character")
      }
    }
    return Entry(source: cells[0], target: cells[1])
  }

  /// Checks the languages that a line of CSV names.
  private static func check(_ source: String, _ target: String, line: Int, _ pair: DictionaryPair)
    throws(ServiceError)
  {
    guard (try? LanguageTag(source))?.code == pair.source, (try? LanguageTag(target))?.code == pair.target
    else {
      throw refusal(line, "is of another language pair")
    }
  }

  private static func refusal(_ line: Int, _ what: String) -> ServiceError {
    .invalid(field: "entries", "Invalid glossary entries provided: line \(line) \(what).")
  }

  /// C0, delete, C1, and the line ends of Unicode.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
      || scalar.value == 0x2029
  }
}
