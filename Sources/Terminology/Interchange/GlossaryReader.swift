internal import Storage

/// Reads glossaries from TBX files, tables and workbooks.
public enum GlossaryReader {
  /// Reads the glossary at `path`, or from standard input for `-`. The format is the one that the content
  /// shows, or else the name.
  ///
  /// What cannot be kept is skipped, counted and named with its line in the document; entries come in normal
  /// form (`GlossaryEntry.normalized`). An entry that a file leaves without an identifier gets one from its
  /// first term, such as `es:casa`, which is the same at the next reading.
  ///
  /// - Throws: `TerminologyError` if the file is missing, damaged, in another encoding or too large in a
  ///   place, or if its languages or columns cannot be told.
  public static func read(
    _ path: String, options: GlossaryReadingOptions = GlossaryReadingOptions()
  ) throws(TerminologyError) -> GlossaryDocument {
    try read(FileContent.load(path), place: path, options: options)
  }

  /// Reads a glossary from memory; messages call it `place`, and its ending is that of a file name.
  public static func read(
    _ bytes: [UInt8], place: String, options: GlossaryReadingOptions = GlossaryReadingOptions()
  ) throws(TerminologyError) -> GlossaryDocument {
    switch try format(bytes, place: place, options: options) {
    case .tbx: return try TBXReader(place: place).read(bytes)
    case .xlsx:
      let table = try WorkbookReader(place: place).read(bytes, sheet: options.sheet)
      return try TableReader(place: place, options: options).read(table)
    case .csv, .tsv:
      let text = try FileContent.text(bytes, place: place)
      let reader = TableReader(place: place, options: options)
      let table = try DelimitedText(place: place, separator: reader.separator(text)).parse(text)
      return try reader.read(table)
    }
  }

  private static func format(
    _ bytes: [UInt8], place: String, options: GlossaryReadingOptions
  ) throws(TerminologyError) -> GlossaryFormat {
    if let format = options.format { return format }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw TerminologyError(
        .unsupported, place, "This is an old workbook (.xls), or one that is protected by a password.",
        advice: "Save it as .xlsx without a password.")
    }
    let named = GlossaryFormat(path: place)
    let shown = GlossaryFormat(content: bytes)
    // A table may begin with a cell such as `<br>`; a name that says so is believed.
    if shown == .tbx, let named, named == .csv || named == .tsv { return named }
    if named == .xlsx || named == .tbx, shown != named, !bytes.isEmpty {
      if shown == nil, named == .tbx { return .tbx }
      throw TerminologyError(
        .malformed, place,
        named == .xlsx ? "This is no workbook: it is not a zip archive." : "This is a workbook, not TBX.",
        advice: "Check that the ending of the name says what the file is.")
    }
    return shown ?? named ?? .csv
  }
}
