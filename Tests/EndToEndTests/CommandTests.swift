import ChasquiTestSupport
import Foundation
import Testing

private enum Program {
  static let path = ProcessInfo.processInfo.environment["CHASQUI_BINARY"]
}

/// Runs the real program, which `./test` names in `CHASQUI_BINARY`.
@Suite(.enabled(if: Program.path != nil, "CHASQUI_BINARY does not name the program"))
struct CommandTests {
  private let folder = TemporaryFolder()

  @discardableResult
  private func run(_ arguments: [String], input: Data = Data()) throws -> (
    status: Int32, output: String, errors: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path!)
    process.arguments = arguments
    let inputPath = folder.file("stdin")
    let (outputPath, errorPath) = (folder.file("stdout"), folder.file("stderr"))
    try input.write(to: URL(fileURLWithPath: inputPath))
    for path in [outputPath, errorPath] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOfFile: outputPath, encoding: .utf8),
      try String(contentsOfFile: errorPath, encoding: .utf8)
    )
  }

  /// The starter corpus of the repository.
  private var starter: [String] {
    let corpora = FileManager.default.currentDirectoryPath + "/corpora/starter"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: corpora)) ?? []
    return files.sorted().flatMap { ["--corpus", "\(corpora)/\($0)"] }
  }

  private func train(_ name: String, threads: Int) throws -> String {
    let model = folder.file(name)
    let result = try run(
      ["train", "--source", "eng", "--target", "spa", "--output", model, "--name", "m"] + starter
        + ["--threads", "\(threads)"])
    #expect(result.status == 0, "\(result.errors)")
    return model
  }

  private func files(of model: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: model) {
      result[name] = try Data(contentsOf: URL(fileURLWithPath: "\(model)/\(name)"))
    }
    return result
  }

  @Test func trainsTheSameModelOnAnyNumberOfThreadsAndTranslates() throws {
    let model = try train("one", threads: 1)
    #expect(try files(of: model) == files(of: try train("two", threads: 2)))

    let text = "Where does it hurt?\n\nThe health centre will be closed on Monday.\n"
    let one = try run(["translate", "--model", model, "--threads", "1"], input: Data(text.utf8))
    let two = try run(["translate", "--model", model, "--threads", "2"], input: Data(text.utf8))
    #expect(one.status == 0 && one.output == two.output)
    #expect(one.output.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    #expect(one.output.hasPrefix("¿Dónde le duele?\n\n"))

    let list = try run(["translate", "--model", model, "--alternatives", "3"], input: Data(text.utf8))
    #expect(list.status == 0 && list.output.contains("1\t"))
    let explanation = try run(["explain", "--model", model, "Where does it hurt?"])
    #expect(explanation.output.contains("health #"))
  }

  @Test func savedTranslationsTakePartAtOnce() throws {
    let model = try train("memory", threads: 2)
    let file = folder.file("saved.tsv")
    try Data("eng\tspa\nThe zyxwv is closed.\tLA QWRTPA está «cerrada».\n".utf8).write(
      to: URL(fileURLWithPath: file))
    let text = Data("The zyxwv is closed.\nWhere does it hurt?\n".utf8)
    let plain = try run(["translate", "--model", model], input: text)
    #expect(plain.output.contains("zyxwv"))
    let result = try run(["translate", "--model", model, "--memory", file], input: text)
    #expect(result.output == "LA QWRTPA está «cerrada».\n¿Dónde le duele?\n")
    let explanation = try run(["explain", "--model", model, "--memory", file, "The zyxwv is closed."])
    #expect(explanation.output.contains("(memory)") && explanation.output.contains("memory saved:1"))
    let missing = try run(["translate", "--model", model, "--memory", folder.file("none.tmx")], input: text)
    #expect(missing.status == 1 && missing.errors.contains("none.tmx"))
  }

  @Test func survivesBadInput() throws {
    let model = try train("bad-input", threads: 2)
    var bytes = Data("ok\u{0}\u{0} text\n\n\n".utf8)
    bytes.append(Data(String(repeating: "word , ", count: 10_000).utf8))
    bytes.append(0x0A)
    let result = try run(["translate", "--model", model], input: bytes)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n", omittingEmptySubsequences: false).count == 5)
    let directory = try run(["translate", "--model", model, folder.path])
    #expect(
      directory.status == 1 && directory.errors.contains("This is a folder. Name a file."), "\(directory)")
  }

  @Test func saysWhyAFileCannotBeRead() throws {
    let file = folder.file("utf-16")
    for (bytes, message) in [
      (Data([0xFF, 0xFE, 0x61, 0]), "The text is UTF-16, not UTF-8."), (nil, "There is no such file."),
    ] {
      try bytes?.write(to: URL(fileURLWithPath: file))
      if bytes == nil { try FileManager.default.removeItem(atPath: file) }
      let result = try run(["evaluate", "--hypothesis", file, "--reference", file])
      #expect(result.status == 1 && result.errors.contains("\(file): \(message)"), "\(result)")
    }
  }

  @Test func namesWhatIsWrongWithAModel() throws {
    let model = try train("damaged", threads: 2)
    let file = "\(model)/bitext.index"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: file))
    let truncated = try run(["translate", "--model", model], input: Data("a\n".utf8))
    #expect(truncated.status == 1 && truncated.errors.contains("bitext.index"))
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    try flipped.write(to: URL(fileURLWithPath: file))
    let verified = try run(["models", "verify", model])
    #expect(verified.status == 1 && verified.errors.contains("bitext.index"))
    let missing = try run(["translate", "--model", folder.file("none")], input: Data("a\n".utf8))
    #expect(missing.status == 1 && missing.errors.contains("none"))
  }

  @Test func packsAndInstallsModels() throws {
    let model = try train("packed", threads: 2)
    let file = folder.file("packed.chasqui")
    #expect(try run(["models", "pack", model, "-o", file]).status == 0)
    #expect(try run(["models", "show", model]).output.contains("Spanish"))
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes[bytes.count - 1000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    #expect(try run(["models", "install", file, "--name", "x-never"]).status == 1)
  }

  @Test func cleaningDropsUntranslatedPairsUnlessTold() throws {
    let corpora = FileManager.default.currentDirectoryPath + "/corpora/starter"
    let files = try FileManager.default.contentsOfDirectory(atPath: corpora).sorted().map {
      "\(corpora)/\($0)"
    }
    let noise = folder.file("noise.tsv")
    let pairs = ["The centre opens at eight in the morning.", "Please bring your identity card with you."]
    try Data(("eng\tspa\n" + pairs.map { "\($0)\t\($0) There is water.\n" }.joined()).utf8)
      .write(to: URL(fileURLWithPath: noise))
    let arguments =
      ["corpus", "clean", "--from", "eng", "--to", "spa", "-o", folder.file("clean.tsv")] + files
    let clean = try run(arguments + [noise])
    #expect(clean.status == 0 && clean.errors.contains("2 a side is in the language of the other"))
    let all = try run(arguments + [noise, "--no-language-filter"])
    #expect(all.status == 0 && !all.errors.contains("language of the other"))
  }

  @Test func reportsFilesOfDifferentLength() throws {
    try Data("a\nb\n".utf8).write(to: URL(fileURLWithPath: folder.file("c.eng")))
    try Data("a\n".utf8).write(to: URL(fileURLWithPath: folder.file("c.spa")))
    let result = try run([
      "train", "--source", "en", "--target", "es", "--corpus", folder.file("c"), "--output", folder.file("m"),
    ])
    #expect(result.status == 1 && result.errors.contains("2") && result.errors.contains("c.spa"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("m")))
  }
}
