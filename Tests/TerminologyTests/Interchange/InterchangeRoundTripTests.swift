import ChasquiTestSupport
import Foundation
import Terminology
import Testing

/// What is written is read again as it was.
@Suite struct InterchangeRoundTripTests {
  struct Form: Sendable, CustomTestStringConvertible {
    var name: String
    var format: GlossaryFormat
    var options = GlossaryWritingOptions()
    var testDescription: String { "\(name) \(options.dialect)" }
  }

  static let forms: [Form] =
    GlossaryWritingOptions.TBXDialect.allCases.map { dialect in
      var form = Form(name: "t.tbx", format: .tbx)
      form.options.dialect = dialect
      return form
    } + [
      Form(name: "t.csv", format: .csv), Form(name: "t.tsv", format: .tsv),
      Form(name: "t.xlsx", format: .xlsx),
    ]

  @Test(arguments: forms)
  func entriesComeBack(form: Form) throws {
    for seed in 1...15 {
      var samples = InterchangeSamples(seed: UInt64(seed))
      let entries = samples.entries(12)
      let document = GlossaryDocument(
        title: "T", license: "CC0-1.0", source: "S", note: "N", entries: entries)
      let bytes = try GlossaryWriter.bytes(of: document, format: form.format, options: form.options)
      let again = try GlossaryWriter.bytes(of: document, format: form.format, options: form.options)
      #expect(bytes == again)
      let found = try GlossaryReader.read(bytes, place: form.name)
      #expect(found.entries.count == entries.count)
      for (a, b) in zip(found.entries, entries.map(\.normalized)) { #expect(a == b, "seed \(seed)") }
      #expect(found.skipped.isEmpty)
      if form.format == .tbx {
        #expect([found.title, found.license, found.source, found.note] == ["T", "CC0-1.0", "S", "N"])
      }
    }
  }

  @Test func normalFormIsStable() {
    var samples = InterchangeSamples(seed: 7)
    for entry in samples.entries(200) { #expect(entry.normalized == entry.normalized.normalized) }
  }

  @Test func filesAreWrittenWhole() throws {
    let folder = TemporaryFolder()
    var samples = InterchangeSamples(seed: 3)
    let document = GlossaryDocument(entries: samples.entries(5).map(\.normalized))
    for name in ["a.tbx", "a.csv", "a.tsv", "a.xlsx"] {
      try GlossaryWriter.write(document, to: folder.file(name))
      #expect(try GlossaryReader.read(folder.file(name)).entries == document.entries)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
    let error = #expect(throws: TerminologyError.self) {
      try GlossaryWriter.write(document, to: folder.file("a.odt"))
    }
    #expect(error?.reason == .unsupported)
    let twice = GlossaryDocument(entries: document.entries + document.entries)
    let conflict = #expect(throws: TerminologyError.self) {
      try GlossaryWriter.write(twice, to: folder.file("b.csv"))
    }
    #expect(conflict?.reason == .conflict)
    #expect(!FileManager.default.fileExists(atPath: folder.file("b.csv")))
  }

  @Test(arguments: forms)
  func survivesAnyBytes(form: Form) throws {
    var samples = InterchangeSamples(seed: 11)
    let document = GlossaryDocument(title: "T", entries: samples.entries(4))
    let bytes = try GlossaryWriter.bytes(of: document, format: form.format, options: form.options)
    var read = 0
    for round in 0..<240 {
      let mutated = samples.mutated(bytes, round: round)
      do throws(TerminologyError) {
        let found = try GlossaryReader.read(mutated, place: form.name)
        for entry in found.entries {
          #expect(entry == entry.normalized)
          #expect(!entry.identifier.isEmpty && !entry.terms.isEmpty)
        }
        read += 1
      } catch {
        #expect(!error.message.isEmpty && !error.advice.isEmpty)
        #expect(error.place.hasPrefix(form.name))
      }
    }
    #expect(read > 0)
  }
}
