import ChasquiTestSupport
import Foundation
import Testing

/// `translate` between other programs.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct FilterTests {
  private let desk = GlossaryDesk()

  private func translate(_ arguments: [String], input: Data = Data()) throws -> ProgramResult {
    try RealProgram.run(["translate", "--model", try GlossaryDesk.model.get()] + arguments, input: input)
  }

  /// The next line of a pipe; nil if it does not come within a minute.
  private func line(from handle: FileHandle) -> String? {
    var bytes: [UInt8] = []
    while bytes.last != 10 {
      var request = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
      var byte: UInt8 = 0
      guard poll(&request, 1, 60_000) == 1, read(handle.fileDescriptor, &byte, 1) == 1 else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [[], ["--json"], ["--nbest", "1"]])
  func answersEachLineBeforeTheNextIsWritten(arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: RealProgram.path!)
    process.arguments = ["translate", "--model", try GlossaryDesk.model.get()] + arguments
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    for text in ["Where does it hurt?", "Water."] {
      try input.fileHandleForWriting.write(contentsOf: Data((text + "\n").utf8))
      let answer = line(from: output.fileHandleForReading)
      #expect(answer != nil)
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(arguments: [[], ["--json"], ["--nbest", "2"]])
  func blocksAndThreadsChangeNothing(arguments: [String]) throws {
    // More lines than a block has, each of them different.
    let lines = (1...300).map { "The water of house \($0)." }
    let input = Data(lines.map { $0 + "\n" }.joined().utf8)
    let one = try translate(arguments + ["--threads", "1"], input: input)
    let eight = try translate(arguments + ["--threads", "8"], input: input)
    #expect(one.status == 0 && one.output == eight.output)
    let count = Set(one.output.split(separator: "\n").map { $0.split(separator: "\t")[0] }).count
    #expect(count == 300)
  }

  @Test func namesTheByteThatIsNotUTF8() throws {
    let file = try desk.write(Data("Water.\nThe caf".utf8) + [0xE9, 0x0A], to: "latin.txt")
    let result = try translate([file])
    #expect(result.failed(saying: "\(file):2:8: There are bytes that are not UTF-8: 0xE9 after «The caf»."))
    #expect(result.errors.contains("iconv -f WINDOWS-1252 -t UTF-8"))
    #expect(result.output.split(separator: "\n").count == 1)
  }

  @Test func saysWhatIsNoText() throws {
    let cases: [(Data, String)] = [
      ("The water.\n".data(using: .utf16LittleEndian)!, "The text is UTF-16 without a byte order mark"),
      ("The water.\n".data(using: .utf32LittleEndian)!, "The text is UTF-32 without a byte order mark"),
      (Data([0x1F, 0x8B, 8, 0]), "compressed (gzip)"),
      (Data([0x89] + Array("PNG\r\n".utf8)), "an image (PNG)"),
    ]
    for (bytes, message) in cases {
      let result = try translate([], input: bytes)
      #expect(result.failed(saying: message), "\(result)")
    }
  }

  @Test func refusesFormatsWhoseLinesAreNoTexts() throws {
    for (name, text) in [
      ("a.xlf", "<xliff/>"), ("a.tmx", "<tmx/>"), ("a.po", "msgid \"\""), ("a.resx", "<root/>"),
      ("a.docx", "PK"),
      ("noending", "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"/>\n"),
    ] {
      let file = try desk.write(text, to: name)
      let result = try translate([file])
      #expect(result.failed(saying: "\(file): Files of the format "), "\(result)")
      #expect(result.errors.contains(".html, .xml"))
    }
  }

  @Test func knowsPagesByTheirBeginning() throws {
    let page = "\n<!DOCTYPE html>\n<p class=a>Water.</p>\n"
    let drawing = "<?xml version=\"1.0\"?><svg><style>.a {}</style><text>Water.</text></svg>"
    let fromPipe = try translate([], input: Data(page.utf8))
    #expect(fromPipe.output.hasPrefix("\n<!DOCTYPE html>\n<p class=a>"), "\(fromPipe)")
    #expect(try translate([try desk.write(page, to: "page")]).output == fromPipe.output)
    let drawn = try translate([try desk.write(drawing, to: "a.svg")])
    #expect(drawn.output.hasPrefix("<?xml version=\"1.0\"?><svg><style>.a {}</style><text>"), "\(drawn)")
    #expect(try translate(["--json"], input: Data(page.utf8)).status == 64)
    // A fragment is a line as any other.
    #expect(try translate(["--json"], input: Data("<b>Water.</b>\n".utf8)).status == 0)
  }

  @Test func theFirstRowOfATableIsTranslatedIfAsked() throws {
    let file = try desk.write("Where does it hurt?\nWater.\n", to: "t.tsv")
    let kept = try translate([file])
    #expect(kept.output.hasPrefix("Where does it hurt?\n") && kept.errors.contains("--no-header"), "\(kept)")
    let all = try translate([file, "--no-header", "-o", "-"])
    #expect(all.output.hasPrefix("¿Dónde ") && all.errors.isEmpty, "\(all)")
  }
}
