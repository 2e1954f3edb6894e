/// Reads `PREFIX.LANG` pairs of files, parallel line by line.
struct ParallelFilesReader {
  let reader: CorpusReader

  func read(prefix: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let (a, b) = try files(prefix)
    try read(source: a, target: b, into: &corpus)
  }

  func read(source a: String, target b: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let (sourceBytes, targetBytes) = (try FileBytes.load(a), try FileBytes.load(b))
    let sourceStart = try FileBytes.textStart(sourceBytes, file: a)
    let targetStart = try FileBytes.textStart(targetBytes, file: b)
    var counts = (0, 0)
    sourceBytes.withUnsafeBytes { sourceBuffer in
      targetBytes.withUnsafeBytes { targetBuffer in
        var sources = LineScanner(sourceBuffer, from: sourceStart)
        var targets = LineScanner(targetBuffer, from: targetStart)
        corpus.reserve(
          sourceBuffer.count / 32, sourceBytes: sourceBuffer.count, targetBytes: targetBuffer.count)
        while true {
          let (source, target) = (sources.next(), targets.next())
          guard let source, let target else { break }
          corpus.append(source: source, target: target, line: sources.count)
        }
        counts = (sources.count + sources.remainingLines(), targets.count + targets.remainingLines())
      }
    }
    guard counts.0 == counts.1 else {
      throw CorpusError(
        .lineCounts, file: a, "It has \(counts.0) lines, but \(b) has \(counts.1).",
        advice:
          "Parallel files have one line for each line of the other; look for a lost or doubled line end.")
    }
    try reader.check(corpus, file: a, targetFile: b) { _, column, _ in column }
  }

  /// The files of both languages with `prefix`.
  private func files(_ prefix: String) throws(CorpusError) -> (String, String) {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? "./"
    let base = (slash.map { String(prefix[$0...].dropFirst()) } ?? prefix) + "."
    let suffixes = (FileBytes.names(inFolder: folder) ?? []).filter { $0.hasPrefix(base) }
      .map { String($0.dropFirst(base.count)) }
    let found = (best(suffixes, for: reader.source), best(suffixes, for: reader.target))
    if let a = found.0, let b = found.1 { return ("\(prefix).\(a)", "\(prefix).\(b)") }
    let missing = found.0 == nil ? reader.source : reader.target
    if FileBytes.kind(prefix).exists {
      throw CorpusError(
        .unsupported, file: prefix, "The format of this file is not known.",
        advice: "Name a .tsv, .tmx, .po, .mo, .xlf or .xliff file, or the prefix of two files: for"
          + " train.\(reader.source) and train.\(reader.target) it is train.")
    }
    throw CorpusError(
      .missing, file: "\(prefix).\(missing)", "There is no such file.",
      advice: "A corpus is the prefix of two files, PREFIX.\(reader.source) and PREFIX.\(reader.target), "
        + "or a .tsv, .tmx, .po, .mo, .xlf or .xliff file, or a folder of gettext translations.")
  }

  /// The suffix that is `language` itself, or the tag that meets it best.
  private func best(_ suffixes: [String], for language: String) -> String? {
    if suffixes.contains(language) { return language }
    var result: (suffix: String, fit: LanguageMatching.Fit)?
    for suffix in suffixes {
      let fit = reader.languages.fit(wanted: language, found: suffix)
      if fit > (result?.fit ?? .none) { result = (suffix, fit) }
    }
    return result?.suffix
  }
}
