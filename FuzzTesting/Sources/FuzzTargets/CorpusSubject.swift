internal import Corpora
private import Foundation

/// Reads corpora, and does with the pairs what training does first.
enum CorpusSubject {
  static func read(_ bytes: UnsafeRawBufferPointer, format: String, folder: String) {
    let path = "\(folder)/input.\(format)"
    FuzzFile.write(bytes, to: path)
    for invalid in ReadingOptions.InvalidText.allCases {
      var options = ReadingOptions()
      options.invalidText = invalid
      let reader = CorpusReader(source: "eng", target: "spa", options: options)
      if let corpus = try? reader.read(CorpusSource(name: "fuzz", path: path)) { use(corpus) }
    }
  }

  static func readLines(_ bytes: UnsafeRawBufferPointer, folder: String) {
    let middle = bytes.firstIndex(of: 0) ?? bytes.endIndex
    FuzzFile.write(bytes[..<middle], to: "\(folder)/input.eng")
    FuzzFile.write(bytes[middle...].dropFirst(), to: "\(folder)/input.spa")
    let reader = CorpusReader(source: "eng", target: "spa")
    if let corpus = try? reader.read(CorpusSource(name: "fuzz", path: "\(folder)/input")) { use(corpus) }
  }

  private static func use(_ corpus: ParallelCorpus) {
    var cleaner = CorpusCleaner()
    let kept = cleaner.clean(corpus.deduplicated())
    precondition(kept.count <= corpus.count, "cleaning makes no pairs")
    precondition(corpus.source.count == corpus.target.count, "each segment has its translation")
    _ = "\(CorpusStatistics(corpus))"
  }

  static func seeds(_ target: FuzzTarget, folder: String) throws -> [[UInt8]] {
    let pairs = try StarterPairs.load(4)
    let corpus = ParallelCorpus(name: "seed", pairs: pairs)
    switch target {
    case .tsv, .tmx:
      let path = "\(folder)/seed.\(target.rawValue)"
      try CorpusWriter(source: "eng", target: "spa").write(corpus, to: path)
      return [Array(try Data(contentsOf: URL(fileURLWithPath: path)))]
    case .lines:
      let sides = [pairs.map(\.source), pairs.map(\.target)].map { $0.joined(separator: "\n") + "\n" }
      return [Array(sides.joined(separator: "\u{0}").utf8)]
    case .po: return [Array(gettext(pairs).utf8)]
    case .mo: return [compiledGettext(pairs)]
    default: return xliff(pairs).map { Array($0.utf8) }
    }
  }

  private static func gettext(_ pairs: [(source: String, target: String)]) -> String {
    "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
      + pairs.map { "#, c-format\nmsgctxt \"a\"\nmsgid \"\($0.source)\"\nmsgstr \"\($0.target)\"\n\n" }
      .joined()
      + "msgid \"one\"\nmsgid_plural \"many\"\nmsgstr[0] \"uno\"\nmsgstr[1] \"muchos\"\n"
  }

  private static func compiledGettext(_ pairs: [(source: String, target: String)]) -> [UInt8] {
    let header = (source: "", target: "Language: es\nContent-Type: text/plain; charset=UTF-8\n")
    let entries = ([header] + pairs).sorted { $0.source < $1.source }
    var (tables, text): ([UInt32], [UInt8]) = ([], [])
    let start = 28 + entries.count * 16
    for string in entries.map(\.source) + entries.map(\.target) {
      tables += [UInt32(string.utf8.count), UInt32(start + text.count)]
      text += Array(string.utf8) + [0]
    }
    let count = UInt32(entries.count)
    let words: [UInt32] = [0x9504_12DE, 0, count, 28, 28 + count * 8, 0, 28] + tables
    return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } } + text
  }

  private static func xliff(_ pairs: [(source: String, target: String)]) -> [String] {
    let old = pairs.enumerated().map { index, pair in
      "<trans-unit id=\"\(index)\" approved=\"yes\"><source>\(pair.source)<x id=\"1\"/></source>"
        + "<target state=\"final\">\(pair.target)<g id=\"2\">a</g></target></trans-unit>"
    }
    let new = pairs.enumerated().map { index, pair in
      "<unit id=\"\(index)\"><segment state=\"final\"><source>\(pair.source)<ph id=\"1\"/></source>"
        + "<target>\(pair.target)<pc id=\"2\">a</pc></target></segment></unit>"
    }
    return [
      "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"es\"><body>"
        + old.joined() + "</body></file></xliff>",
      "<xliff version=\"2.0\" srcLang=\"en\" trgLang=\"es\"><file id=\"f\">" + new.joined()
        + "</file></xliff>",
    ]
  }
}
