private import Foundation
internal import Storage
internal import XMLReading

/// Writes parallel corpora as tables, translation memories or pairs of files.
///
/// A file appears whole under its name or not at all.
public struct CorpusWriter: Sendable {
  /// The tags that stand for the languages in the files.
  public let source: String
  public let target: String

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }

  /// Writes `corpus` in the format that the ending of `path` names, as two files with the prefix `path`, or for `-`
  /// as a table to standard output.
  ///
  /// - Throws: `CorpusError` if the format is not written, or the disk refuses.
  public func write(_ corpus: ParallelCorpus, to path: String) throws(CorpusError) {
    switch try format(path) {
    case .table: try writeTSV(corpus, to: path)
    case .memory: try writeTMX(corpus, to: path)
    case .twoFiles: try writeFiles(corpus, prefix: path)
    }
  }

  /// The files that `write` makes for `path`; none for `-`.
  ///
  /// - Throws: `CorpusError` if the format is not written.
  public func files(for path: String) throws(CorpusError) -> [String] {
    switch try format(path) {
    case .table, .memory: path == "-" ? [] : [path]
    case .twoFiles: ["\(path).\(source)", "\(path).\(target)"]
    }
  }

  private enum WrittenFormat { case table, memory, twoFiles }

  private func format(_ path: String) throws(CorpusError) -> WrittenFormat {
    if path == "-" { return .table }
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
    switch CorpusFormat(fileExtension: ending) {
    case .tsv: return .table
    case .tmx: return .memory
    case nil where !Self.otherEndings.contains(ending): return .twoFiles
    case .po, .mo, .xliff, nil:
      throw CorpusError(
        .unsupported, file: path, "Corpora are not written as .\(ending).",
        advice: "Name a .tsv or .tmx file, the prefix of two files, or - for a table on standard output.")
    }
  }

  /// Endings of file formats: a prefix with one of them is a mistake. Others are parts of names, as in `news.2024`.
  private static let otherEndings: Set<String> = [
    "csv", "txt", "json", "jsonl", "yaml", "yml", "xml", "tbx", "html", "htm", "md", "xlsx", "xls", "ods",
    "docx",
    "doc", "odt", "rtf", "pdf", "sqlite", "db", "parquet", "zip", "gz", "xz", "bz2", "zst", "7z", "tar",
    "tgz",
  ]

  /// Writes a table: a header with both languages, then a pair a row, with a tab between.
  public func writeTSV(_ corpus: ParallelCorpus, to path: String) throws(CorpusError) {
    let header = "\(source)\t\(target)\n"
    func row(_ index: Int, _ bytes: inout [UInt8]) {
      corpus.sourceColumn.append(index, to: &bytes)
      bytes.append(9)
      corpus.targetColumn.append(index, to: &bytes)
      bytes.append(10)
    }
    if path == "-" {
      do {
        try emit(corpus, header: header, footer: "", pair: row, to: Self.writeToStandardOutput)
      } catch {
        throw CorpusError(.inputOutput, file: error.file, error.message, advice: error.advice)
      }
      return
    }
    try commit(try fill(path, corpus, header: header, pair: row))
  }

  /// Writes `PREFIX.SOURCE` and `PREFIX.TARGET`, a segment a line. Neither appears before both are written.
  public func writeFiles(_ corpus: ParallelCorpus, prefix: String) throws(CorpusError) {
    let sourceFile = try fill("\(prefix).\(source)", corpus) { index, bytes in
      corpus.sourceColumn.append(index, to: &bytes)
      bytes.append(10)
    }
    let targetFile = try fill("\(prefix).\(target)", corpus) { index, bytes in
      corpus.targetColumn.append(index, to: &bytes)
      bytes.append(10)
    }
    try commit(sourceFile)
    try commit(targetFile)
  }

  /// Writes a translation memory (TMX 1.4b).
  public func writeTMX(_ corpus: ParallelCorpus, to path: String) throws(CorpusError) {
    let (source, target) = (XMLText.escaped(source), XMLText.escaped(target))
    let header = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE tmx SYSTEM "tmx14.dtd">
      <tmx version="1.4">
        <header creationtool="chasqui" creationtoolversion="1" segtype="sentence" o-tmf="chasqui"
          adminlang="en" srclang="\(source)" datatype="plaintext"/>
        <body>

      """
    let openSource = Array("    <tu>\n      <tuv xml:lang=\"\(source)\"><seg>".utf8)
    let openTarget = Array("</seg></tuv>\n      <tuv xml:lang=\"\(target)\"><seg>".utf8)
    let end = Array("</seg></tuv>\n    </tu>\n".utf8)
    let file = try fill(path, corpus, header: header, footer: "  </body>\n</tmx>\n") { index, bytes in
      bytes += openSource
      corpus.sourceColumn.withBytes(index) { XMLText.appendEscaped($0, to: &bytes) }
      bytes += openTarget
      corpus.targetColumn.withBytes(index) { XMLText.appendEscaped($0, to: &bytes) }
      bytes += end
    }
    try commit(file)
  }

  /// Writes header, pairs and footer to a file that has no name yet.
  private func fill(
    _ path: String, _ corpus: ParallelCorpus, header: String = "", footer: String = "",
    pair: (_ index: Int, _ bytes: inout [UInt8]) -> Void
  ) throws(CorpusError) -> AtomicFile {
    do {
      let file = try AtomicFile(path: path)
      try emit(corpus, header: header, footer: footer, pair: pair) { (bytes) throws(StorageError) in
        try file.write(bytes)
      }
      return file
    } catch {
      throw CorpusError(.inputOutput, file: error.file, error.message, advice: error.advice)
    }
  }

  /// Gives header, pairs and footer to `sink` in steps of a megabyte.
  private func emit(
    _ corpus: ParallelCorpus, header: String, footer: String,
    pair: (_ index: Int, _ bytes: inout [UInt8]) -> Void,
    to sink: (UnsafeRawBufferPointer) throws(StorageError) -> Void
  ) throws(StorageError) {
    var bytes = Array(header.utf8)
    for index in 0..<corpus.count {
      pair(index, &bytes)
      if bytes.count > 1 << 20 {
        try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
          try sink(UnsafeRawBufferPointer(buffer))
        }
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes += Array(footer.utf8)
    try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try sink(UnsafeRawBufferPointer(buffer))
    }
  }

  private static func writeToStandardOutput(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    var left = bytes
    while left.count > 0 {
      let written = Foundation.write(STDOUT_FILENO, left.baseAddress, left.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw StorageError.fromSystem(path: "standard output", doing: "write")
      }
      left = UnsafeRawBufferPointer(rebasing: left[written...])
    }
  }

  /// Gives `file` its name.
  private func commit(_ file: consuming AtomicFile) throws(CorpusError) {
    do {
      try file.commit()
    } catch {
      throw CorpusError(.inputOutput, file: error.file, error.message, advice: error.advice)
    }
  }
}

extension SegmentColumn {
  fileprivate func append(_ index: Int, to output: inout [UInt8]) {
    withBytes(index) { output.append(contentsOf: $0) }
  }
}
