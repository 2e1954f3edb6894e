import Foundation
import Testing
import Text

struct LanguageIdentifierTests {
  private static let samples: [(language: String, text: String)] = [
    (
      "spa",
      """
      Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón
      y conciencia, deben comportarse fraternalmente los unos con los otros. Toda persona tiene los
      derechos y libertades proclamados en esta declaración, sin distinción alguna de raza, color, sexo.
      """
    ),
    (
      "eng",
      """
      All human beings are born free and equal in dignity and rights. They are endowed with reason and
      conscience and should act towards one another in a spirit of brotherhood. Everyone is entitled to
      all the rights and freedoms set forth in this declaration, without distinction of any kind.
      """
    ),
    (
      "rus",
      """
      Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и
      совестью и должны поступать в отношении друг друга в духе братства.
      """
    ),
  ]

  private static func identifier(_ builder: LanguageIdentifierBuilder) throws -> LanguageIdentifier {
    try TemporaryFile.with { path in
      try builder.write(to: path)
      return try LanguageIdentifier(path: path)
    }
  }

  private static func small() throws -> LanguageIdentifier {
    var builder = LanguageIdentifierBuilder()
    for sample in samples { builder.add(text: sample.text, language: sample.language) }
    return try identifier(builder)
  }

  @Test(arguments: [
    ("toda persona tiene derechos y libertades", "spa", "Latn"),
    ("everyone should be free and equal", "eng", "Latn"),
    ("люди должны поступать в духе братства", "rus", "Cyrl"),
    ("TODOS LOS SERES", "spa", "Latn"),
  ])
  func identifies(text: String, language: String, script: String) throws {
    let guesses = try Self.small().identify(text)
    #expect(guesses.count == 3)
    #expect(guesses[0].language == language)
    #expect(guesses[0].script == script)
    #expect(guesses.map(\.confidence).reduce(0, +) <= 1 + 1e-9)
  }

  @Test(arguments: ["", "12345 67", "!?¿", "日本語のテキストです", "\u{0}\u{0}", "\u{0301}"])
  func unknownTextsHaveLowConfidence(text: String) throws {
    let guesses = try Self.small().identify(text)
    #expect(guesses.count == 3)
    #expect(guesses[0].confidence < 0.3)
  }

  @Test func emptyModel() throws {
    let identifier = try Self.identifier(LanguageIdentifierBuilder())
    #expect(identifier.identify("hola").isEmpty)
  }

  @Test func missingFilesAreErrors() {
    #expect(throws: (any Error).self) { try LanguageIdentifier(path: "/nonexistent") }
  }

  private static let bench = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../../shared/bench").standardizedFileURL

  private static func lines(_ file: String) throws -> [String] {
    try String(contentsOf: bench.appendingPathComponent(file), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: bench.path)))
  func realTextIsIdentified() throws {
    var builder = LanguageIdentifierBuilder()
    let sides = [
      ("eng-spa", "spa"), ("eng-spa", "eng"), ("spa-aym", "aym"), ("spa-grn", "grn"), ("spa-quy", "quy"),
    ]
    for (pair, language) in sides {
      // Spread over the whole file: the Quechua one starts with thousands of dictionary entries.
      let lines = try Self.lines("\(pair)/train.\(language)")
      for index in stride(from: 0, to: lines.count, by: max(1, lines.count / 8000)) {
        builder.add(text: lines[index], language: language)
      }
    }
    let identifier = try Self.identifier(builder)
    for (pair, language) in sides {
      let lines = try Self.lines("\(pair)/dev.\(language)").filter { $0.count >= 20 }
      let correct = lines.filter { identifier.identify($0).first?.language == language }.count
      #expect(Double(correct) >= 0.98 * Double(lines.count))
    }
  }
}
