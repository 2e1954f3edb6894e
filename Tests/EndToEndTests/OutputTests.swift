import ChasquiTestSupport
import Foundation
import Testing

/// Where the commands write, and what they say when they cannot.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct OutputTests {
  private let desk = GlossaryDesk()

  private func run(_ command: String, _ arguments: String...) throws -> ProgramResult {
    let command = command.split(separator: " ").map(String.init)
    return try RealProgram.run(
      command + arguments, wrapper: ["/usr/bin/env", "--chdir=\(desk.folder.path)"])
  }

  /// A corpus of 40 different pairs.
  private func corpus() throws -> String {
    let rows = (1...40).map { "House number \($0) is open.\tLa casa número \($0) está abierta.\n" }
    return try desk.write("eng\tspa\n" + rows.joined(), to: "c.tsv")
  }

  private var hasFileNamedDash: Bool { FileManager.default.fileExists(atPath: desk.folder.file("-")) }

  @Test func dashIsStandardOutput() throws {
    let corpus = try corpus()
    for command in ["import", "clean", "dedup"] {
      let result = try run("corpus \(command)", "--from", "en", "--to", "es", corpus, "-o", "-")
      #expect(result.output.hasPrefix("eng\tspa\nHouse number 1 is open.\tLa casa"), "\(command): \(result)")
    }
    #expect(try run("lm build", "--order", "2", "--arpa", "-", corpus).output.hasPrefix("\\data\\\n"))
    let text = try desk.write("a b c d\n", to: "t.txt")
    let saved = try run("evaluate", "--hypothesis", text, "--reference", text, "--save", "-")
    #expect(saved.output == "a b c d\n" && saved.errors.contains("BLEU"), "\(saved)")
    let database = ["--database", desk.database, "--from", "en", "--to", "es"]
    #expect(try RealProgram.run(["memory", "import", corpus] + database).status == 0)
    let exported = try run(
      "memory export", "--database", desk.database, "--from", "en", "--to", "es", "-o", "-")
    #expect(exported.output.hasPrefix("eng\tspa\nHouse number 1 is open."), "\(exported)")
    #expect(try run("corpus split", "--from", "en", "--to", "es", corpus, "-o", "-").status == 64)
    #expect(!hasFileNamedDash)
  }

  @Test func packedModelsGoToStandardOutput() throws {
    let model = try GlossaryDesk.model.get()
    let (file, piped) = (desk.folder.file("m.chasqui"), desk.folder.file("piped"))
    #expect(try run("models pack", model, "-o", file).status == 0)
    let process = try RealProgram.start(
      ["models", "pack", model, "-o", "-"], output: piped, errors: desk.folder.file("errors"))
    process.waitUntilExit()
    #expect(FileManager.default.contentsEqual(atPath: file, andPath: piped))
  }

  @Test func outputsAreCheckedBeforeTheWork() throws {
    let text = try desk.write("a b c d\n", to: "t.txt")
    let corpus = try corpus()
    let missing = desk.folder.file("none/file.tsv")
    let message = "\(missing): There is no folder \(desk.folder.path)/none."
    for result in [
      try run("evaluate", "--hypothesis", text, "--reference", text, "--save", missing),
      try run("corpus import", "--from", "en", "--to", "es", corpus, "-o", missing),
      try run("align", "--source", "en", "--target", "es", corpus, "--forward", missing),
      try run("models", "pack", "none", "-o", missing),
      try run("lm", "build", "--arpa", missing, text),
      try run("glossary", "export", "none", "-o", missing),
    ] {
      #expect(result.failed(saying: message) && result.output.isEmpty, "\(result)")
    }
  }

  @Test func aModelReplacesNothingElse() throws {
    _ = try desk.write("Dear Ana", to: "letter.txt")
    let arguments = ["train", "--source", "en", "--target", "es", "--corpus", "none.tsv", "-o"]
    let result = try RealProgram.run(arguments + [desk.folder.path])
    #expect(result.failed(saying: "\(desk.folder.path): Something else stands there"), "\(result)")
  }

  @Test func unknownEndingsAreRefused() throws {
    let corpus = try corpus()
    let json = try run("corpus import", "--from", "en", "--to", "es", corpus, "-o", "x.json")
    #expect(json.failed(saying: "x.json: Corpora are not written as .json."), "\(json)")
    let prefix = try run("corpus import", "--from", "en", "--to", "es", corpus, "-o", "x.2024")
    #expect(prefix.status == 0 && FileManager.default.fileExists(atPath: desk.folder.file("x.2024.eng")))
    let memory = try run("memory export", "--database", "d", "--from", "en", "--to", "es", "-o", "x.csv")
    #expect(memory.status == 64 && memory.errors.contains(".tmx or .tsv"), "\(memory)")
  }

  @Test func importingTwiceSavesNothingTwice() throws {
    let corpus = try corpus()
    let arguments = ["memory", "import", corpus, "--database", desk.database, "--from", "en", "--to", "es"]
    #expect(try RealProgram.run(arguments).errors.contains("40 translations saved."))
    #expect(try RealProgram.run(arguments).errors.contains("0 translations saved, 40 were there already."))
  }

  @Test func splitsLeavePairsForTraining() throws {
    let corpus = try corpus()
    let large = try run("corpus split", "--from", "en", "--to", "es", corpus, "-o", "s")
    #expect(large.failed(saying: "40 pairs are not enough: 1000 for tuning and 1000 for tests"), "\(large)")
    #expect(!FileManager.default.fileExists(atPath: desk.folder.file("s-tune.tsv")))
    let small = try run(
      "corpus split", "--from", "en", "--to", "es", corpus, "-o", "s", "--tune", "5", "--test", "5")
    #expect(small.errors.contains("30 pairs in s-train.tsv"), "\(small)")
  }

  @Test func theTuningSetIsNoTrainingCorpus() throws {
    let corpus = try corpus()
    let copy = desk.folder.file("copy.tsv")
    try FileManager.default.copyItem(atPath: corpus, toPath: copy)
    let options = ["--source", "en", "--target", "es", "--output", desk.folder.file("m"), "--tune", corpus]
    let same = try RealProgram.run(["train", "--corpus", corpus] + options)
    #expect(same.failed(saying: "\(corpus): This is the tuning set"), "\(same)")
    let equal = try RealProgram.run(["train", "--corpus", copy] + options)
    #expect(equal.failed(saying: "Cleaning dropped all 40 pairs: 40 in a tuning or test set."), "\(equal)")
  }

  @Test func statisticsAreATableOrJSON() throws {
    let corpus = try corpus()
    let table = try run("corpus stats", "--from", "en", "--to", "es", corpus)
    #expect(table.output.hasPrefix("40 pairs\n") && table.output.contains("words"), "\(table)")
    #expect(!table.output.contains("("))
    struct Report: Decodable {
      struct Side: Decodable { var words: Int }
      var pairs: Int
      var source: Side
    }
    let json = try run("corpus stats", "--from", "en", "--to", "es", corpus, "--json")
    let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
    #expect(report.pairs == 40 && report.source.words == 200)
  }

  @Test func scoresInJSONHoldTheComparison() throws {
    let text = try desk.write("a b c d e\n", to: "a.txt")
    let other = try desk.write("a b c x e\n", to: "b.txt")
    struct Score: Decodable {
      struct Comparison: Decodable { var baseline: Double }
      var score: Double
      var comparison: Comparison
    }
    let result = try run(
      "evaluate", "--hypothesis", text, "--reference", text, "--baseline", other, "--json", "--resamples",
      "10")
    let scores = try JSONDecoder().decode([Score].self, from: Data(result.output.utf8))
    #expect(scores.count == 3 && scores.allSatisfy { $0.score > $0.comparison.baseline }, "\(result)")
  }

  @Test func linksOfEachDirectionAreWrittenThoughNobodyReadsTheJoinedOnes() throws {
    let corpus = try corpus()
    let forward = desk.folder.file("forward")
    let command = "\(RealProgram.path!) align --source en --target es --forward \(forward) \(corpus) | true"
    _ = try RealProgram.run(command: ["/bin/sh", "-c", command])
    let links = try String(contentsOfFile: forward, encoding: .utf8)
    #expect(links.split(separator: "\n").count == 40)
  }

  @Test func firstAdditionsAtOnceAllSucceed() throws {
    let processes = try (1...8).map { number in
      try RealProgram.start(
        ["glossary", "add", "new", "--from", "en", "--to", "es", "--source", "s\(number)", "--target", "t"]
          + ["--database", desk.database],
        output: desk.folder.file("out\(number)"), errors: desk.folder.file("err\(number)"))
    }
    for process in processes { process.waitUntilExit() }
    #expect(processes.allSatisfy { $0.terminationStatus == 0 })
    let list = try run("glossary export", "new", "--format", "tsv", "--database", desk.database)
    // A row for each term, and the header.
    #expect(list.output.split(separator: "\n").count == 17, "\(list)")
  }
}
