/// Reads files of one language as lines of text.
public enum TextLines {
  /// The lines of the file at `path`, of standard input for `-`.
  ///
  /// A byte order mark and carriage returns before line ends are dropped. Control
  /// characters become spaces.
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
    var invalid: (line: Int, found: InvalidUTF8)?
    bytes.withUnsafeBytes { buffer in
      var lines = LineScanner(buffer, from: start)
      column.reserve(0, bytes: buffer.count)
      while let line = lines.next() {
        guard column.append(raw: line), let found = InvalidUTF8(line) else { continue }
        invalid = (lines.count, found)
        break
      }
    }
    if let invalid {
      throw CorpusError(
        .encoding, file: path, line: invalid.line, "\(invalid.found)", advice: InvalidUTF8.advice)
    }
    return column
  }
}
