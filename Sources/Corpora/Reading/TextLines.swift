/// Reads files of one language as lines of text.
public enum TextLines {
  /// The lines of the file at `path`, of standard input for `-`.
  ///
  /// A byte order mark and carriage returns before line ends are dropped. Control
  /// characters become spaces, and single bytes that are not UTF-8 U+FFFD.
  ///
  /// - Throws: `CorpusError` if the file cannot be read, or is not text in UTF-8.
  public static func read(_ path: String) throws(CorpusError) -> [String] {
    try column(path).strings
  }

  /// As `read`, as a flat column.
  public static func column(_ path: String) throws(CorpusError) -> SegmentColumn {
    let bytes = try FileBytes.load(path)
    let start = try FileBytes.textStart(bytes, file: path)
    var column = SegmentColumn()
    var first: (line: Int, found: InvalidUTF8)?
    var faults = 0
    bytes.withUnsafeBytes { buffer in
      var lines = LineScanner(buffer, from: start)
      column.reserve(0, bytes: buffer.count)
      while let line = lines.next() {
        guard column.append(raw: line) else { continue }
        faults += 1
        if first == nil, let found = InvalidUTF8(line) { first = (lines.count, found) }
      }
    }
    if let first, ReadingOptions.InvalidText.repairFew.forbids(faults, among: column.segmentsBeyondASCII) {
      throw CorpusError(
        .encoding, file: path, line: first.line, column: first.found.column, "\(first.found)",
        advice: InvalidUTF8.advice)
    }
    return column
  }
}
