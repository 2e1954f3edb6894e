private import Foundation
internal import Storage

/// Writes glossaries as TBX files, tables and workbooks.
///
/// What is read again is what was written, with the entries in normal form (`GlossaryEntry.normalized`);
/// tables and workbooks hold the entries alone, without title and licence.
public enum GlossaryWriter {
  /// Writes `document` to the file at `path`, which appears whole or not at all; to standard output for `-`.
  ///
  /// - Throws: `TerminologyError` if the format is not known, two entries have the same identifier, or the
  ///   disk refuses.
  public static func write(
    _ document: GlossaryDocument, to path: String, options: GlossaryWritingOptions = .init()
  ) throws(TerminologyError) {
    guard let format = options.format ?? GlossaryFormat(path: path) else {
      throw TerminologyError(
        .unsupported, path, "The name does not say in which format to write.",
        advice: "Let it end in .tbx, .csv, .tsv or .xlsx.")
    }
    let bytes = try self.bytes(of: document, format: format, place: path, options: options)
    if path == "-" {
      do { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) } catch {
        throw TerminologyError(
          .inputOutput, path, "Standard output takes no more.", advice: "Check what reads it.")
      }
      return
    }
    do throws(StorageError) {
      let file = try AtomicFile(path: path)
      try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
        try file.write(UnsafeRawBufferPointer(buffer))
      }
      try file.commit()
    } catch {
      throw TerminologyError(
        error.reason == .missing ? .missing : .inputOutput, path, error.message, advice: error.advice)
    }
  }

  /// The bytes of a file with `document`: the same for the same document.
  ///
  /// - Throws: `TerminologyError` if two entries have the same identifier; messages call the file `place`.
  public static func bytes(
    of document: GlossaryDocument, format: GlossaryFormat, place: String = "output",
    options: GlossaryWritingOptions = .init()
  ) throws(TerminologyError) -> [UInt8] {
    let entries = try prepared(document.entries, place: place)
    switch format {
    case .tbx: return Array(TBXWriter(dialect: options.dialect).write(document, entries).utf8)
    case .csv, .tsv:
      let mark: [UInt8] = options.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
      let separator: Character = format == .csv ? "," : "\t"
      return mark + Array(DelimitedText.write(TableLayout.rows(entries), separator: separator).utf8)
    case .xlsx:
      return try WorkbookWriter(place: place).write(TableLayout.rows(entries), title: document.title)
    }
  }

  /// The entries in normal form, each with an identifier of its own.
  private static func prepared(_ entries: [GlossaryEntry], place: String) throws(TerminologyError)
    -> [GlossaryEntry]
  {
    var seen: Set<String> = []
    var result: [GlossaryEntry] = []
    result.reserveCapacity(entries.count)
    for entry in entries {
      var entry = entry.normalized
      if entry.identifier.isEmpty { entry.identifier = entry.generatedIdentifier }
      guard seen.insert(entry.identifier).inserted else {
        throw TerminologyError(
          .conflict, place, "Two entries have the identifier «\(entry.identifier)».",
          advice: "Give each entry an identifier of its own.")
      }
      result.append(entry)
    }
    return result
  }
}
