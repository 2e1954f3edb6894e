import Testing
import Text

@Suite struct TokenizerTests {
  private func surfaces(_ text: String, _ language: String) throws -> String {
    let result = try TextProcessor(language: LanguageTag(language)).tokenize(text)
    return result.tokens.indices.map { result.surface($0) }.joined(separator: " ")
  }

  @Test(arguments: [
    ("spa", "(a) b/c - d", "(￭ a ￭) b ￭/￭ c - d"),
    ("spa", "¡¿Qué?!", "¡ ￭¿￭ Qué ￭? ￭!"),
    ("spa", "franco-prusiana", "franco ￭-￭ prusiana"),
    ("spa", "ñe'ẽ 'hola'", "ñe'ẽ '￭ hola ￭'"),
    ("grn", "Augusta-pe \"Abc\"-pe", "Augusta ￭-pe \"￭ Abc ￭\" ￭-pe"),
    ("aym", "jach' uta 'p'iqt' uka", "jach' uta '￭ p'iqt ￭' uka"),
    ("quy", "ch'aki mana'", "ch'aki mana ￭'"),
    (
      "eng", "I'm don't they'd O'Neil's rock'n'roll dogs'",
      "I ￭'m don ￭'t they ￭'d O'Neil ￭'s rock'n'roll dogs ￭'"
    ),
    ("fra", "L'homme qu'il n'est aujourd'hui", "L'￭ homme qu'￭ il n'￭ est aujourd'hui"),
    ("por", "copo d'água", "copo d'￭ água"),
    (
      "spa", "1.234,56 26/09/2021 2021-09-26 10:30 1.º 2ª 3.",
      "1.234,56 26/09/2021 2021-09-26 10:30 1.º 2ª 3 ￭."
    ),
    ("spa", "20% 5kg 1-2 covid19", "20 ￭% 5 ￭kg 1 ￭-￭ 2 covid19"),
    (
      "spa", "https://a.org/x?y=1. www.spl.gov.py, yfrog.com/x hola.Como",
      "https://a.org/x?y=1 ￭. www.spl.gov.py ￭, yfrog.com/x hola ￭.￭ Como"
    ),
    ("eng", "a.b@c.org. @ana #tag #1", "a.b@c.org ￭. @ana #tag #￭ 1"),
    (
      "eng", "%s %1$s %(n)s %d%% 5% {0} {{x}} ${y} {a b}",
      "%s %1$s %(n)s %d ￭%% 5 ￭% {0} {{x}} ${y} {￭ a b ￭}"
    ),
    ("eng", "<b>x</b> <x id=\"1\"/> a < b &amp; c", "<b> ￭x ￭</b> <x id=\"1\"/> a < b &amp; c"),
    ("spa", "👩🏽‍🚀🇵🇾🇧🇴 ❤️ 1️⃣", "👩🏽‍🚀 ￭🇵🇾 ￭🇧🇴 ❤️ 1️⃣"),
    ("spa", "... --- !!! \"\"", "... --- !!! \" ￭\""),
    ("jpn", "東京は日本", "東京 ￭は ￭日本"),
    ("tha", "สวัสดีชาวโลก", "สวัสดี ￭ชาว ￭โลก"),
    ("hin", "नमस्ते दुनिया।", "नमस्ते दुनिया ￭।"),
  ])
  func cuts(language: String, text: String, expected: String) throws {
    #expect(try surfaces(text, language) == expected)
    let processor = try TextProcessor(language: LanguageTag(language))
    #expect(
      processor.detokenize(expected.split(separator: " ").map(String.init)) == processor.normalize(text)
        || expected.contains("id="))
  }

  @Test func saysWhatTokensAre() throws {
    let result = try TextProcessor(language: LanguageTag("en"))
      .tokenize("Pay 3 € to a@b.org or x.com: {n} <b>!")
    #expect(
      result.tokens.map(\.kind) == [
        .word, .number, .symbol, .word, .email, .word, .url, .punctuation, .placeholder, .tag, .punctuation,
      ])
  }

  @Test func aMarkAloneIsAToken() throws {
    let processor = try TextProcessor(language: LanguageTag("en"))
    #expect(processor.detokenize(["a", "￭", "b"]) == "a ￭ b")
    #expect(processor.detokenize(["a", "￭￭", "b"]) == "a￭ b")
    #expect(processor.detokenize([]) == "")
    #expect(processor.detokenize(["￭.￭"]) == ".")
  }

  @Test(.timeLimit(.minutes(1))) func longLinesTakeTimeInProportion() throws {
    let processor = try TextProcessor(language: LanguageTag("aym"))
    for pattern in [
      "'", "a", "<a", "{", "a@", "jach ' ", "%", "\u{303}", "www.", "a.", "k' ", "a.b@", "น", "â",
    ] {
      let text = String(repeating: pattern, count: 30_000)
      let result = processor.tokenize(text)
      #expect(
        processor.detokenize(result.tokens.indices.map { result.surface($0) }).utf8.elementsEqual(
          result.normalized))
    }
  }
}
