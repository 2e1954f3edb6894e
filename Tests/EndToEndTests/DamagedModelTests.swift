import ChasquiTestSupport
import Foundation
import Testing

/// Models that are not as they were written: a message that names the file, and never a crash.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct DamagedModelTests {
  private let folder = TemporaryFolder()
  private let input = Data("Where does it hurt?\n".utf8)

  private static let files = [
    "manifest.json", "source.vocab", "target.vocab", "bitext.index", "phrases.hot", "target.lm",
    "source.casing", "target.casing",
  ]

  private func train(from source: String = "eng", to target: String = "spa") throws -> String {
    let model = folder.file("\(source)-\(target)")
    let corpora = StarterCorpus.files(2).flatMap { ["--corpus", $0] }
    let result = try RealProgram.run(
      ["train", "--source", source, "--target", target, "--output", model] + corpora)
    #expect(result.status == 0, "\(result)")
    return model
  }

  private func translate(_ model: String) throws -> ProgramResult {
    try RealProgram.run(["translate", "--model", model], input: input)
  }

  @Test func namesTheFileThatIsCutOrMissing() throws {
    let model = try train()
    for name in Self.files {
      let url = URL(fileURLWithPath: "\(model)/\(name)")
      let bytes = try Data(contentsOf: url)
      for length in [0, 63, bytes.count / 2, bytes.count - 1] {
        try bytes.prefix(length).write(to: url)
        let result = try translate(model)
        // Only the line end of the manifest may go.
        if name == "manifest.json", length == bytes.count - 1 { continue }
        #expect(result.failed(saying: name), "\(name) cut to \(length) bytes: \(result)")
      }
      try FileManager.default.removeItem(at: url)
      #expect(try translate(model).failed(saying: name), "\(name) is missing")
      try bytes.write(to: url)
    }
    #expect(try translate(model).status == 0)
  }

  @Test func survivesFlippedBits() throws {
    let model = try train()
    for name in Self.files {
      let url = URL(fileURLWithPath: "\(model)/\(name)")
      let bytes = try Data(contentsOf: url)
      for step in 0..<4 {
        var flipped = bytes
        flipped[bytes.count * step / 4 + step] ^= 0x80 >> UInt8(step)
        try flipped.write(to: url)
        let result = try translate(model)
        #expect(!result.crashed && [0, 1].contains(result.status), "\(name), flip \(step): \(result)")
        if name != "manifest.json" {
          #expect(try RealProgram.run(["models", "verify", model]).failed(saying: name))
        }
      }
      try bytes.write(to: url)
    }
  }

  @Test func refusesFilesOfAnotherLanguagePair() throws {
    let (model, other) = (try train(), try train(from: "spa", to: "eng"))
    for name in ["bitext.index", "phrases.hot", "target.lm", "source.vocab", "target.casing"] {
      let url = URL(fileURLWithPath: "\(model)/\(name)")
      let bytes = try Data(contentsOf: url)
      try Data(contentsOf: URL(fileURLWithPath: "\(other)/\(name)")).write(to: url)
      #expect(try translate(model).failed(saying: name))
      try bytes.write(to: url)
    }
  }

  @Test func refusesManifestsThatNoSearchSurvives() throws {
    let model = try train()
    let path = "\(model)/manifest.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changes = [
      ("\"stackSize\" : 100", "\"stackSize\" : -1"), ("\"sampleSize\" : 400", "\"sampleSize\" : -4"),
      ("\"maximumPhraseLength\" : 7", "\"maximumPhraseLength\" : 8"),
      ("\"distortionLimit\" : 6", "\"distortionLimit\" : 600"),
    ]
    for (old, new) in changes {
      // The options of training stand in it too, so all places are changed.
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old) is not in the manifest")
      try changed.write(toFile: path, atomically: false, encoding: .utf8)
      #expect(try translate(model).failed(saying: "manifest.json"), "\(new)")
    }
  }
}
