private import Foundation
public import Text

/// Reads parallel corpora, each as what its name says it is.
public struct CorpusReader: Sendable {
  public let source: LanguageTag
  public let target: LanguageTag

  public init(source: LanguageTag, target: LanguageTag) {
    self.source = source
    self.target = target
  }

  /// Reads `corpus`: `.tsv`, `.tmx`, `.po`, `.mo`, `.xlf` and `.xliff` files, or `PREFIX` for the files
  /// `PREFIX.xxx` and `PREFIX.yyy` that are parallel line by line.
  ///
  /// - Throws: `CorpusError` with file, line and reason.
  public func read(_ corpus: CorpusSource) throws(CorpusError) -> ParallelCorpus {
    var result = ParallelCorpus(name: corpus.name, weight: corpus.weight)
    switch (corpus.path as NSString).pathExtension.lowercased() {
    case "tsv": try readTSV(corpus.path, into: &result)
    default: try readPrefix(corpus.path, into: &result)
    }
    return result
  }

  // MARK: Parallel files

  private func readPrefix(_ prefix: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let (a, b) = (try file(prefix, source), try file(prefix, target))
    let (sources, targets) = (try TextLines.read(a), try TextLines.read(b))
    guard sources.count == targets.count else {
      throw CorpusError(
        a, "It has \(sources.count) lines, but \(b) has \(targets.count). Parallel files have as many lines.")
    }
    for (source, target) in zip(sources, targets) { corpus.append(source: source, target: target) }
  }

  /// The file of `language` with `prefix`, by any of the codes of the language.
  private func file(_ prefix: String, _ language: LanguageTag) throws(CorpusError) -> String {
    let names = language.spellings.map { "\(prefix).\($0)" }
    if let name = names.first(where: { FileManager.default.fileExists(atPath: $0) }) { return name }
    throw CorpusError(
      names[0],
      "There is no such file. A corpus is PREFIX.\(source.code) and PREFIX.\(target.code), or a .tsv, .tmx, .po, .mo or .xlf file."
    )
  }

  // MARK: TSV

  /// Two columns, source and target, or more under a header that names languages.
  private func readTSV(_ path: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let lines = try TextLines.read(path)
    var columns = (0, 1)
    var first = 0
    if let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false) {
      let languages = header.map { try? LanguageTag(String($0)) }
      if let a = languages.firstIndex(where: { $0?.code == source.code }),
        let b = languages.firstIndex(where: { $0?.code == target.code })
      {
        columns = (a, b)
        first = 1
      }
    }
    for index in first..<max(first, lines.count) where !lines[index].isEmpty {
      let fields = lines[index].split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count > max(columns.0, columns.1) else {
        throw CorpusError(
          path, line: index + 1,
          "It has \(fields.count) column(s), but column \(max(columns.0, columns.1) + 1) is needed. Columns are separated by tabs."
        )
      }
      corpus.append(source: String(fields[columns.0]), target: String(fields[columns.1]))
    }
  }
}

extension LanguageTag {
  /// The codes under which files of the language may be named, the usual one first.
  var spellings: [String] {
    var result = [code, description, bcp47]
    result += ["aym": ["ay", "ayr"], "grn": ["gn", "gug"], "quy": ["qu", "que"]][code] ?? []
    return result
  }
}
