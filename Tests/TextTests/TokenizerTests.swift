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
    (
      "eng", "The U.S. is at 9.30 a.m. in D.C., J.K.R. U.S.-led",
      "The U.S ￭. is at 9.30 a.m. in D.C ￭. ￭, J.K.R ￭. U.S ￭. ￭-￭ led"
    ),
    ("spa", "La O.N.U., N.º 3, S.A. y EE.UU. A.B", "La O.N.U ￭. ￭, N.º 3 ￭, S.A ￭. y EE ￭.￭ UU ￭. A.B"),
    (
      "eng", "A.b.cd X.y1 A.b'c A..b A. e.g. Él.º",
      "A.b ￭.￭ cd X ￭.￭ y1 A ￭.￭ b'c A ￭..￭ b A ￭. e ￭.￭ g ￭. Él ￭.￭ º"
    ),
    ("eng", "a.b@c.org. @ana #tag #1", "a.b@c.org ￭. @ana #tag #1"),
    (
      "eng", "%s %1$s %(n)s %d%% 5% {0} {{x}} ${y} {a b}",
      "%s %1$s %(n)s %d ￭%% 5 ￭% {0} {{x}} ${y} {￭ a b ￭}"
    ),
    ("eng", "<b>x</b> <x id=\"1\"/> a < b &amp; c", "<b>￭ x ￭</b> <x id=\"1\"/> a < b &amp; c"),
    ("spa", "👩🏽‍🚀🇵🇾🇧🇴 ❤️ 1️⃣", "👩🏽‍🚀 ￭🇵🇾 ￭🇧🇴 ❤️ 1️⃣"),
    ("spa", "... --- !!! \"\"", "... --- !!! \" ￭\""),
    // Icons of fonts.
    ("spa", "\u{E0A0} a\u{F8FF} b", "\u{E0A0} a ￭\u{F8FF} b"),
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

  @Test(arguments: [
    "{{ name }}", "{{name}}", "{{{ name }}}", "{% if x > 1 %}", "{# no. Yes #}", "%%name%%", "%user.name%",
    "%{count}",
    "$name", "$user.name", "$user->name", "$t(key.other)", "${ name }", ":name", ":user_name", ":smile:",
    "$(command -v x)", "<%= a ? b : c %>", "<?= x ?>", "<!-- x -->", "[[name]]", "[[ name ]]", "#{name}",
    "`make test`", "snake_case_name", "MAX_SIZE", "LC_ALL_2",
    "#123", "a90ccd5", "74ba34c", "0x1F", "550e8400-e29b-41d4-a716-446655440000", "v1.2", "V2.10.3",
  ])
  func placeholdersAreOneToken(text: String) throws {
    for language in ["eng", "spa", "fra", "grn", "quy"] {
      let processor = try TextProcessor(language: LanguageTag(language))
      for (before, behind) in [("", ""), ("a ", " b"), ("(", ")"), ("a ", "."), ("a ", ", b"), ("\"", "\"")] {
        let result = processor.tokenize(before + text + behind)
        let found = result.tokens.filter { $0.kind == .placeholder }
        #expect(found.count == 1)
        let bytes = Array(result.original.utf8)
        #expect(found.map { String(decoding: bytes[$0.original], as: UTF8.self) } == [text])
      }
    }
  }

  @Test(arguments: [
    "/etc/hosts", "/tmp", "./run.sh", "../a/b", "~/x", #"C:\Users\ana"#, #"C:\Program Files\x y\z.txt"#,
    #"\\server\share"#, "docs/guide.pdf", "guía.docx", "README.md", "2024-report.pdf",
  ])
  func pathsAreOneToken(text: String) throws {
    let processor = try TextProcessor(language: LanguageTag("spa"))
    for (before, behind) in [
      ("", ""), ("a ", " b"), ("(", ")"), ("a ", "."), ("a ", ", b"), ("'", "'"), ("ver:", ""),
    ] {
      let result = processor.tokenize(before + text + behind)
      #expect(
        result.tokens.filter { $0.kind == .url }.map { result.normalized[$0.range] } == [
          Array(text.utf8)[...]
        ])
    }
  }

  @Test(arguments: [
    ("a 90 km/h b", "km/h"), ("5 mg/dL.", "mg/dL"), ("(10mg/kg)", "mg/kg"), ("2.5 kg/m², b", "kg/m²"),
    ("3 m/s2", "m/s2"), ("a 9 a.m. b", "a.m."), ("(5:30 P.M.)", "P.M."), ("9 p. m., b", "p. m."),
    ("a 5pm.", "pm"),
    ("9:15 AM", "AM"), ("12 µg/m3", "µg/m3"), ("a`x_1`b", "`x_1`"), ("a `f()`s b", "`f()`"),
  ])
  func unitsAndCodeBesideWordsAreOneToken(text: String, expected: String) throws {
    for language in ["eng", "spa", "fra", "quy"] {
      let result = try TextProcessor(language: LanguageTag(language)).tokenize(text)
      let bytes = Array(result.original.utf8)
      #expect(
        result.tokens.filter { $0.kind == .placeholder }.map {
          String(decoding: bytes[$0.original], as: UTF8.self)
        }
          == [expected])
    }
  }

  @Test(arguments: [
    "E_xit", "Save _As", "Firma___Fecha", "a_b", "FIN_", "5 m/f", "3 g/p", "2 l/día", "un km/h", "1 and/or",
    "mba`e`apo", "mba`e ha mba`e", "and/or", "y/o",
    "km/h", "hombre /mujer", "$5", "$ 5", "5 $", "$US 500", "$US500", "US$", "5:30",
    "nota: sí",
    ":D", "a:b", ":también", "10 % de los", "50%", "100 %", "5%-a", "¿qué?", "{a b}", "[sic]", "[[a b]]",
    "mba`e",
    "$(5.2)", "fin.Como", "e.g.", "a.m.", "I am", "8 a 14", "de 8 a. Mi", "5 pma", "2000e", "deadbeef",
    "1234567", "vi.", "v1", "# 1", "a < b % c > d",
    "5% off 10%",
  ])
  func othersAreNoPlaceholders(text: String) throws {
    for language in ["eng", "spa", "fra", "grn"] {
      let result = try TextProcessor(language: LanguageTag(language)).tokenize(text)
      #expect(!result.tokens.contains { $0.kind == .placeholder || $0.kind == .url })
    }
  }

  @Test func privatePlanesAreDropped() throws {
    #expect(try surfaces("\u{F0000}a\u{FFFFD} {\u{100000}n}\u{10FFFD}", "eng") == "a {n}")
  }

  @Test(arguments: [
    ("the <i>doctor</i>'s x", "the <i>￭ doctor ￭</i> ￭'s x"), ("<b>(x)</b>.", "<b>￭ (￭ x ￭) ￭</b> ￭."),
    ("<b><i>a</i></b>b", "<b>￭ <i>￭ a ￭</i> ￭</b>￭ b"), ("{0}kg {n}.", "{0}￭ kg {n} ￭."),
  ])
  func wordsBesideTagsLookAsElsewhere(text: String, expected: String) throws {
    #expect(try surfaces(text, "eng") == expected)
    #expect(
      try TextProcessor(language: LanguageTag("eng")).detokenize(
        expected.split(separator: " ").map(String.init)) == text)
  }

  @Test func noSentenceEndsInATemplate() throws {
    let segmenter = SentenceSegmenter(language: try LanguageTag("eng"))
    let text = "It is <%= open? A : b %>. Now {{ x. Y }} is `a. B`. It {# No. Yes #}    Fin."
    #expect(
      segmenter.segment(text).map(String.init)
        == ["It is <%= open? A : b %>. ", "Now {{ x. Y }} is `a. B`. ", "It {# No. Yes #}    ", "Fin."])
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
