import ChasquiTestSupport
import Foundation
import Logging
import Testing

@testable import ChasquiServer

@Suite struct LineLogHandlerTests {
  let folder = TemporaryFolder()

  /// The lines that `body` logs.
  private func lines(
    _ format: ServerConfiguration.LogFormat, level: Logger.Level = .trace, _ body: (inout Logger) -> Void
  ) throws -> [Data] {
    let path = folder.file(UUID().uuidString)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    var configuration = ChasquiServer.ServerConfiguration(environment: [:])
    (configuration.logFormat, configuration.logLevel) = (format, level)
    let settings = configuration
    var logger = Logger(label: "test") {
      ServerLog.handler(label: $0, settings, output: LogOutput(descriptor: descriptor))
    }
    body(&logger)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(data.isEmpty || data.last == 10)
    return data.split(separator: 10)
  }

  private func object(_ line: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
  }

  @Test func aLineIsAnObject() throws {
    let lines = try lines(.json) { logger in
      logger[metadataKey: "request"] = "r1"
      logger.warning(
        "too slow",
        metadata: [
          "milliseconds": .stringConvertible(1200), "share": .stringConvertible(0.5),
          "late": .stringConvertible(true), "nan": .stringConvertible(Double.nan),
          "list": ["a", .stringConvertible(2)], "inner": ["x": "y"],
        ])
      logger.info("fine")
    }
    try #require(lines.count == 2)
    let first = try object(lines[0])
    #expect(first["level"] as? String == "warning" && first["label"] as? String == "test")
    #expect(first["message"] as? String == "too slow")
    let metadata = try #require(first["metadata"] as? NSDictionary)
    #expect(
      metadata == [
        "request": "r1", "milliseconds": 1200, "share": 0.5, "late": true, "nan": "nan", "list": ["a", 2],
        "inner": ["x": "y"],
      ] as NSDictionary)
    let time = try #require(first["time"] as? String)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
  }

  @Test func levelsAndProviders() throws {
    let lines = try lines(.text, level: .notice) { logger in
      logger.info("not this")
      logger.notice("this", metadata: ["b": "2", "a": "1"])
      logger.error("and this", error: Failure())
    }
    let texts = lines.map { String(decoding: $0, as: UTF8.self).dropFirst(13) }
    #expect(texts == ["notice test: this (a: 1, b: 2)", "error test: and this (error: it broke)"])
  }

  private struct Failure: Error, CustomStringConvertible {
    var description: String { "it broke" }
  }

  private static let attacks = [
    "a\nb", "a\r\n{\"level\":\"info\"}", "\u{1B}[2J\u{1B}]0;title\u{7}", "\"},{\"level\":\"critical\"",
    "\\\"", "\\", "\u{85}next", "\u{9B}31m", "\u{2028}\u{2029}", "\u{202E}txt.exe", "\u{0}", "\u{7F}",
    "\u{2066}isolate", "\u{FEFF}", "\u{E0041}tag", "日本語 ñandé 👩‍👩‍👧",
  ]

  @Test(arguments: attacks) func whatIsLoggedCannotForgeALine(text: String) throws {
    for format in [ServerConfiguration.LogFormat.json, .text] {
      let lines = try lines(format) { logger in
        logger.info("\(text)", metadata: ["k\(text)": "\(text)", "list": ["\(text)"]])
      }
      try #require(lines.count == 1)
      let line = String(decoding: lines[0], as: UTF8.self)
      #expect(!line.unicodeScalars.contains(where: LogText.isUnsafe))
      guard format == .json else { continue }
      let object = try object(lines[0])
      #expect(object["message"] as? String == text)
      #expect(object["level"] as? String == "info")
      let metadata = try #require(object["metadata"] as? [String: Any])
      #expect(metadata["k\(text)"] as? String == text)
      #expect(metadata["list"] as? [String] == [text])
    }
  }

  @Test func everyCharacterComesBack() throws {
    var text = ""
    for value in UInt32(0)...0x2FFF {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    text += "\u{FFFF}\u{10FFFF}\u{E0001}"
    let line = try lines(.json) { $0.info("\(text)") }[0]
    #expect(
      try Array((object(line)["message"] as? String ?? "").unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func linesOfThreadsDoNotMix() throws {
    let lines = try lines(.json) { logger in
      let logger = logger
      DispatchQueue.concurrentPerform(iterations: 4) { thread in
        for number in 0..<200 {
          logger.info("\(thread) \(number) \(String(repeating: "x", count: 5000))")
        }
      }
    }
    #expect(lines.count == 800)
    for line in lines { _ = try object(line) }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z"),
    (4_102_444_799_999, "2099-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
  ])
  func timesAreOfRFC3339(milliseconds: Int, text: String) {
    #expect(LogTime(milliseconds: milliseconds).rfc3339 == text)
  }
}
