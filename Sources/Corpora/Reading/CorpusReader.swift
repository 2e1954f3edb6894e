/// Reads parallel corpora, each as what its name says it is.
///
/// Languages are ISO 639-3 codes or other tags that `languages` knows.
public struct CorpusReader: Sendable {
  public let source: String
  public let target: String
  public var languages: LanguageMatching
  public var options: ReadingOptions

  public init(
    source: String, target: String, languages: LanguageMatching = .builtIn,
    options: ReadingOptions = ReadingOptions()
  ) {
    self.source = source
    self.target = target
    self.languages = languages
    self.options = options
  }

  /// Reads the corpus at `spec` from `source` to `target`; see `read(_:)`.
  public static func read(
    spec: CorpusSource, source: String, target: String, languages: LanguageMatching = .builtIn,
    options: ReadingOptions = ReadingOptions()
  ) throws(CorpusError) -> ParallelCorpus {
    try CorpusReader(source: source, target: target, languages: languages, options: options).read(spec)
  }

  /// Reads the corpus at `spec`: a `.tsv`, `.tmx`, `.po`, `.mo`, `.xlf` or `.xliff` file, a folder of gettext
  /// translations such as `/usr/share/locale`, `-` for a table on standard input, or else the prefix of two
  /// files that are parallel line by line.
  ///
  /// - Throws: `CorpusError` with file, line, reason and advice.
  public func read(_ spec: CorpusSource) throws(CorpusError) -> ParallelCorpus {
    if source == target {
      throw CorpusError(
        .language, file: spec.path, "Source and target are both \(source).", advice: "Name two languages.")
    }
    var corpus = ParallelCorpus(name: spec.name, weight: spec.weight)
    if spec.path == "-" {
      try TSVReader(reader: self).read(path: "-", into: &corpus)
      return corpus
    }
    if FileBytes.kind(spec.path).isFolder {
      try GettextFolderReader(reader: self).read(folder: spec.path, into: &corpus)
      return corpus
    }
    switch format(spec.path) {
    case .tsv: try TSVReader(reader: self).read(path: spec.path, into: &corpus)
    case .tmx: try TMXReader(reader: self).read(path: spec.path, into: &corpus)
    case .po, .mo: try GettextFileReader(reader: self).read(path: spec.path, into: &corpus)
    case .xliff: try XLIFFReader(reader: self).read(path: spec.path, into: &corpus)
    case nil: try ParallelFilesReader(reader: self).read(prefix: spec.path, into: &corpus)
    }
    return corpus
  }

  /// Reads two files that are parallel line by line, whatever their names.
  public func read(
    sourceFile: String, targetFile: String, name: String, weight: Double = 1
  ) throws(CorpusError) -> ParallelCorpus {
    var corpus = ParallelCorpus(name: name, weight: weight)
    try ParallelFilesReader(reader: self).read(source: sourceFile, target: targetFile, into: &corpus)
    return corpus
  }

  /// Throws if the options forbid what was repaired.
  ///
  /// - Parameters:
  ///   - targetFile: where the target side stands in a file of its own.
  ///   - column: in which column of its line something stands that `InvalidUTF8` has in a column of its segment; 0 if
  ///     that is not known.
  func check(
    _ corpus: ParallelCorpus, file: String, targetFile: String? = nil,
    column: (_ line: Int, _ column: Int, _ isInTarget: Bool) -> Int = { _, _, _ in 0 }
  ) throws(CorpusError) {
    let notes = corpus.notes
    guard let invalid = notes.firstInvalid,
      options.invalidText.forbids(notes.repairedPairs, among: corpus.pairsBeyondASCII)
    else { return }
    let count = notes.repairedPairs > 1 ? " \(notes.repairedPairs) pairs have such bytes." : ""
    throw CorpusError(
      .encoding, file: notes.isFirstInTarget ? targetFile ?? file : file, line: notes.firstRepairedLine,
      column: column(notes.firstRepairedLine, invalid.column, notes.isFirstInTarget),
      "\(invalid)\(count)", advice: InvalidUTF8.advice)
  }

  /// The error for a file that has no pairs in the two languages.
  func noPairs(_ file: String, found: Set<String>) -> CorpusError {
    let names = found.sorted().prefix(12).joined(separator: ", ")
    return CorpusError(
      .language, file: file, "There are no pairs for \(source) and \(target) in it.",
      advice: names.isEmpty
        ? "It names no languages; check that it is complete." : "Its languages are: \(names).")
  }

  private func format(_ path: String) -> CorpusFormat? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return CorpusFormat(fileExtension: String(name[dot...].dropFirst()))
  }
}
