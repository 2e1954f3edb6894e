import ChasquiTestSupport
import Foundation
import LanguageModeling
import Testing
import Tokens

/// Our scores against those of KenLM's Python module (PyPI `kenlm` 0.3.0), on the same ARPA file.
@Suite struct KenLMTests {
  private let folder = TemporaryFolder()

  /// Prints log10 of the probability of each line of a text, with its end: `SCRIPT MODEL TEXT`.
  private static let script = """
    import kenlm, sys
    model = kenlm.Model(sys.argv[1])
    for line in open(sys.argv[2], encoding="utf-8", newline="\\n"):
        print(repr(model.score(line.rstrip("\\n"))))
    """

  private static let train = [
    "che aikuaa ko ñe’ẽ", "che aikuaa upe ñe’ẽ", "nde reikuaa ko ñe’ẽ porã", "ha’e oikuaa upe tape",
    "che aha upe tape rupi", "nde reho ko tape rupi", "ha’e oho upe tape puku rupi", "", "che aikuaa",
  ]
  private static let test = [
    "che aikuaa upe tape", "nde reikuaa ko ñe’ẽ", "ha’e oho ko tape rupi", "ajuhu peteĩ tape puku", "",
    "ñe’ẽ ñe’ẽ", "che aha upe tape rupi",
  ]
  /// What `script` printed for an ARPA file of order 3 estimated from `train`.
  private static let golden: [Double] = [
    -2.293125, -2.537901, -4.430798, -7.050207, -0.848343, -3.691613, -2.077611,
  ]

  private func model(_ text: SampleText, order: Int, pruning: [Int] = []) throws -> LanguageModel {
    let model = try KneserNeyEstimator(order: order, pruning: pruning, threads: 2)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    try ARPAFile.write(model, spelling: { text.vocabulary.spelling(of: $0) }, to: folder.file("a.arpa"))
    try LanguageModelWriter.write(model, to: folder.file("a.lm"))
    return try LanguageModel(path: folder.file("a.lm"))
  }

  @Test func agreesWithGoldenFigures() throws {
    let text = SampleText(Self.train)
    let model = try model(text, order: 3)
    for (line, expected) in zip(Self.test, Self.golden) {
      #expect(abs(model.logProbability(sentence: text.ids(line)) - expected) < 1e-4)
    }
    #expect(Self.golden.count == Self.test.count)
  }

  @Test(
    .enabled(if: Python.hasKenLM, "python3 with the module kenlm is not here"),
    arguments: [(2, []), (3, []), (5, []), (5, [0, 0, 1]), (6, [0, 1, 1, 2])])
  func agreesWithTheModule(order: Int, pruning: [Int]) throws {
    let text = SampleText(sentences: 2000, words: 300)
    let model = try model(text, order: order, pruning: pruning)
    let lines = SampleText(sentences: 300, words: 330, seed: 7).lines + text.lines.prefix(100)
    try compare(model, lines, text)
  }

  @Test(.enabled(if: Python.hasKenLM && BenchCorpora.arePresent, "the bench corpora or kenlm are not here"))
  func agreesWithTheModuleOnRealText() throws {
    let text = SampleText(BenchCorpora.lines("spa-quy/train.quy"))
    let model = try model(text, order: 5)
    try compare(model, BenchCorpora.lines("spa-quy/dev.quy"), text)
  }

  private func compare(_ model: LanguageModel, _ lines: [String], _ text: SampleText) throws {
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: folder.file("lines")))
    let output = try Python.run(Self.script, [folder.file("a.arpa"), folder.file("lines")])
    let expected = output.split(separator: "\n").compactMap { Double($0) }
    try #require(expected.count == lines.count)
    for (line, expected) in zip(lines, expected) {
      #expect(abs(model.logProbability(sentence: text.ids(line)) - expected) < 1e-4, "\(line)")
    }
  }
}

/// The Python of this machine.
enum Python {
  static let hasKenLM = (try? run("import kenlm; print(1)", [])) == "1\n"

  static func run(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
