import Compute
import Evaluation
import Foundation
import Testing

/// Compares with sacreBLEU itself on real text, where it and the benchmark's corpora are installed.
struct LiveComparisonTests {
  private static let bench = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/bench").standardizedFileURL

  static let isPossible =
    FileManager.default.fileExists(atPath: bench.path) && (try? run("import sacrebleu", "")) != nil

  private static let metrics: [any Metric] = [
    BLEU(), BLEU(tokenization: .characters), BLEU(letterCase: .lower), ChrF(wordOrder: 0),
    ChrF(wordOrder: 2), TER(), TER(normalization: .western),
  ]

  private static let script = """
    import sys, json, logging
    from sacrebleu.metrics import BLEU, CHRF, TER
    logging.disable(logging.CRITICAL)
    rows = [line.split("\\t") for line in sys.stdin.buffer.read().decode("utf-8").split("\\n") if line]
    h, r = [x[0] for x in rows], [[x[1] for x in rows]]
    for m in (BLEU(), BLEU(tokenize="char"), BLEU(lowercase=True), CHRF(), CHRF(word_order=2), TER(),
              TER(normalized=True)):
        print(repr(m.corpus_score(h, r).score))
        print(json.dumps([m.sentence_score(a, [b]).score for a, b in zip(h, r[0])]))
    """

  @Test(
    .enabled(if: isPossible, "needs python3 with sacrebleu, and the benchmark's corpora"),
    arguments: [("spa-quy", "quy"), ("spa-aym", "aym"), ("spa-grn", "grn"), ("eng-spa", "spa")])
  func agreesWithSacreBLEU(folder: String, language: String) throws {
    let dev = try Self.lines("\(folder)/dev.\(language)").prefix(150)
    let tune = try Self.lines("\(folder)/tune.\(language)")
    let source = try Self.lines("\(folder)/dev.\(folder.prefix(3))")
    var random = RandomSource(seed: 1)
    // Four kinds of translation: words lost and moved, the source itself, another sentence, letters changed.
    let pairs = dev.enumerated().map { index, reference -> (String, String) in
      var words = reference.split(separator: " ").map(String.init)
      switch index % 4 {
      case 0:
        for _ in 0..<(1 + words.count / 6) where !words.isEmpty {
          let word = words.remove(at: Int(random.next() % UInt64(words.count)))
          if random.next() % 3 > 0 { words.insert(word, at: Int(random.next() % UInt64(words.count + 1))) }
        }
        return (words.joined(separator: " "), reference)
      case 1: return (source[index], reference)
      case 2: return (tune[index], reference)
      default: return (reference.replacing("a", with: "á").replacing(".", with: "..."), reference)
      }
    }
    let table = pairs.map { "\($0.0)\t\($0.1)" }.joined(separator: "\n")
    let output = try Self.run(Self.script, table).split(separator: "\n")
    var largest = 0.0
    for (index, metric) in Self.metrics.enumerated() {
      let corpus = try #require(Double(output[2 * index]))
      let segments = try JSONDecoder().decode([Double].self, from: Data(output[2 * index + 1].utf8))
      let score = try Evaluator.corpus(
        metrics: [metric], hypotheses: pairs.map(\.0), references: [pairs.map(\.1)], threads: 2)[0]
      #expect(abs(score.value - corpus) < 1e-9, "\(folder) \(metric.name)")
      largest = max(largest, abs(score.value - corpus))
      for (pair, expected) in zip(pairs, segments) {
        let value = Evaluator.segment(metric, hypothesis: pair.0, references: [pair.1]).value
        #expect(abs(value - expected) < 1e-9, "\(folder) \(metric.signature)")
        largest = max(largest, abs(value - expected))
      }
    }
    print("\(folder): largest difference from sacreBLEU \(largest) in \(pairs.count) segments")
  }

  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: bench.appending(path: path), encoding: .utf8)
      .replacing("\t", with: " ").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What the Python program prints.
  private static func run(_ program: String, _ input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let data = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self)
  }
}
