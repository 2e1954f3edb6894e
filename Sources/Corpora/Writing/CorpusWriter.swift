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

  /// Writes `corpus` in the format that the ending of `path` names, or as two files with the prefix `path`.
  ///
  /// - Throws: `CorpusError` if the format is only read, or the disk refuses.
  public func write(_ corpus: ParallelCorpus, to path: String) throws(CorpusError) {
    let name = path.split(separator: "/").last ?? ""
    let format = name.lastIndex(of: ".").flatMap {
      CorpusFormat(fileExtension: String(name[$0...].dropFirst()))
    }
    switch format {
    case .tsv: try writeTSV(corpus, to: path)
    case .tmx: try writeTMX(corpus, to: path)
    case nil: try writeFiles(corpus, prefix: path)
    case .po, .mo, .xliff:
      throw CorpusError(
        .unsupported, file: path, "This format is read, but not written.",
        advice: "Name a .tsv or .tmx file, or the prefix of two files.")
    }
  }

  /// Writes a table: a header with both languages, then a pair a row, with a tab between.
  public func writeTSV(_ corpus: ParallelCorpus, to path: String) throws(CorpusError) {
    let file = try fill(path, corpus, header: "\(source)\t\(target)\n") { index, bytes in
      corpus.sourceColumn.append(index, to: &bytes)
      bytes.append(9)
      corpus.targetColumn.append(index, to: &bytes)
      bytes.append(10)
    }
    try commit(file)
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

  /// Writes header, pairs and footer in steps of a megabyte to a file that has no name yet.
  private func fill(
    _ path: String, _ corpus: ParallelCorpus, header: String = "", footer: String = "",
    pair: (_ index: Int, _ bytes: inout [UInt8]) -> Void
  ) throws(CorpusError) -> AtomicFile {
    do {
      let file = try AtomicFile(path: path)
      var bytes = Array(header.utf8)
      for index in 0..<corpus.count {
        pair(index, &bytes)
        if bytes.count > 1 << 20 {
          try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
            try file.write(UnsafeRawBufferPointer(buffer))
          }
          bytes.removeAll(keepingCapacity: true)
        }
      }
      bytes += Array(footer.utf8)
      try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
        try file.write(UnsafeRawBufferPointer(buffer))
      }
      return file
    } catch {
      throw CorpusError(.inputOutput, file: error.file, error.message, advice: error.advice)
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
