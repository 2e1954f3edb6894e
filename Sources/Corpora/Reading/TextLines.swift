/// Reads files of one language as lines of text.
public enum TextLines {
  /// The lines of the file at `path`, of standard input for `-`.
  ///
  /// A byte order mark and carriage returns before line ends are dropped. Bytes that are not UTF-8 become
  /// U+FFFD; control characters become spaces.
  ///
  /// - Throws: `CorpusError` if the file cannot be read, or is compressed or UTF-16.
  public static func read(_ path: String) throws(CorpusError) -> [String] {
    try column(path).strings
  }

  /// As `read`, as a flat column.
  public static func column(_ path: String) throws(CorpusError) -> SegmentColumn {
    let bytes = try FileBytes.load(path)
    let start = try FileBytes.textStart(bytes, file: path)
    var column = SegmentColumn()
    bytes.withUnsafeBytes { buffer in
      var lines = LineScanner(buffer, from: start)
      column.reserve(0, bytes: buffer.count)
      while let line = lines.next() { _ = column.append(raw: line) }
    }
    return column
  }
}
