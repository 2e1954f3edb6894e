import ChasquiTestSupport
import Foundation
import Testing

/// Trainings that are killed, and corpora with all that can be wrong in a text.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct TrainingFaultTests {
  private let folder = TemporaryFolder()

  private var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test func aKilledTrainingLeavesNoModelAndTheNextOneTidiesUp() throws {
    let arguments = StarterCorpus.training(into: folder.file("model"), corpora: 12)
    for milliseconds in [0, 30, 200] {
      let logs = TemporaryFolder()
      let process = try RealProgram.start(
        arguments, output: logs.file("output"), errors: logs.file("errors"))
      let rubbish = "model.tmp-\(process.processIdentifier)"
      let deadline = Date.now.addingTimeInterval(600)
      while !contents.contains(rubbish), process.isRunning, Date.now < deadline { usleep(500) }
      usleep(UInt32(milliseconds) * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // On a fast machine the last one may be done already.
      guard process.terminationReason == .uncaughtSignal else { continue }
      #expect(contents == [rubbish])
    }
    let result = try RealProgram.run(arguments)
    #expect(result.status == 0, "\(result)")
    #expect(contents == ["model"])
    #expect(try RealProgram.run(["models", "verify", folder.file("model")]).status == 0)
  }

  /// Bytes that are not UTF-8, NULs, control characters, empty lines on one side or both, a line of 10,000
  /// tokens: such pairs are repaired or dropped, and the others still count.
  @Test func trainsOnWhatIsGoodInABadCorpus() throws {
    let long = String(repeating: "palabra , ", count: 5_000)
    let bad: [(source: [UInt8], target: [UInt8])] = [
      (Array("caf".utf8) + [0xE9], Array("caf".utf8) + [0xFF, 0xFE, 0xC0, 0x80]),
      (Array("a\u{0}b\u{0}".utf8), Array("c\u{0}".utf8)), ([], []), ([], Array("solo".utf8)),
      (Array("alone".utf8), []), (Array(long.utf8), Array(long.utf8)),
      (Array("short".utf8), Array(long.utf8)),
      (Array("\u{1}\u{1B}[31m \u{85}\u{2028}x".utf8), Array("\u{7F}\u{FEFF} \u{202E}y\r".utf8)),
    ]
    var (source, target) = (Data(), Data())
    for pair in try starterPairs() + bad {
      source.append(contentsOf: pair.source + [0x0A])
      target.append(contentsOf: pair.target + [0x0A])
    }
    try source.write(to: URL(fileURLWithPath: folder.file("c.eng")))
    try target.write(to: URL(fileURLWithPath: folder.file("c.spa")))
    for more in [[], ["--no-cleaning"]] {
      let model = folder.file("model")
      let result = try RealProgram.run(
        ["train", "--source", "en", "--target", "es", "--corpus", folder.file("c"), "--output", model] + more)
      #expect(result.status == 0, "\(result)")
      let translated = try RealProgram.run(
        ["translate", "--model", model], input: Data("Where does it hurt?\n\u{0}\n\n".utf8))
      #expect(translated.status == 0 && translated.output.hasPrefix("¿"), "\(translated)")
      #expect(translated.output.utf8.count { $0 == 0x0A } == 3)
    }
    let aligned = try RealProgram.run(["align", "--source", "en", "--target", "es", folder.file("c")])
    #expect(aligned.status == 0, "\(aligned.errors)")
    #expect(aligned.output.utf8.count { $0 == 0x0A } == source.count { $0 == 0x0A })
    let estimated = try RealProgram.run(
      ["lm", "build", "--arpa", folder.file("m.arpa"), folder.file("c.spa")])
    #expect(estimated.status == 0, "\(estimated.errors)")
  }

  @Test func saysThatACorpusHasNoPairs() throws {
    try Data("\n\n".utf8).write(to: URL(fileURLWithPath: folder.file("c.eng")))
    try Data("\n\n".utf8).write(to: URL(fileURLWithPath: folder.file("c.spa")))
    let result = try RealProgram.run([
      "train", "--source", "en", "--target", "es", "--corpus", folder.file("c"), "--output", folder.file("m"),
    ])
    #expect(result.failed(saying: "pair"), "\(result)")
    #expect(contents == ["c.eng", "c.spa"])
  }

  private func starterPairs() throws -> [(source: [UInt8], target: [UInt8])] {
    try StarterCorpus.files(12).flatMap { file in
      try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { row in
        let cells = row.split(separator: "\t")
        // The files have Spanish first.
        return cells.count < 2 ? nil : (Array(cells[1].utf8), Array(cells[0].utf8))
      }
    }
  }
}
