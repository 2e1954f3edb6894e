import ChasquiTestSupport
import Compute
import Testing
import Text

@Suite struct TextProcessorTests {
  private func tokens(_ text: String, _ language: String) throws -> [String] {
    let result = try TextProcessor(language: LanguageTag(language)).tokenize(text)
    return result.tokens.indices.map { result.surface($0) }
  }

  @Test(
    arguments: [
      ("\"Hola, Juan\".", "spa", ["\"￭", "Hola", "￭,", "Juan", "￭\"", "￭."]),
      ("¿Cómo está?", "spa", ["¿￭", "Cómo", "está", "￭?"]),
      ("Don't say Juan's name.", "eng", ["Don", "￭'t", "say", "Juan", "￭'s", "name", "￭."]),
      ("L'homme n'est pas là.", "fra", ["L'￭", "homme", "n'￭", "est", "pas", "là", "￭."]),
      ("Opyta Augusta-pe", "grn", ["Opyta", "Augusta", "￭-pe"]),
      ("mba’éichapa", "grn", ["mba'éichapa"]),
      ("Jach’a marka", "aym", ["Jach'a", "marka"]),
      ("jach ’ a yanapt ’ chistu", "aym", ["jach'a", "yanapt'chistu"]),
      ("El 20% de 1.234,56", "spa", ["El", "20", "￭%", "de", "1.234,56"]),
      (
        "Visite https://example.org/a?b=c, hoy.", "spa",
        ["Visite", "https://example.org/a?b=c", "￭,", "hoy", "￭."]
      ),
      ("Escriba a ana.ruiz@salud.gob.bo.", "spa", ["Escriba", "a", "ana.ruiz@salud.gob.bo", "￭."]),
      ("%1$s of {name}: <b>${x}</b>", "eng", ["%1$s", "of", "{name}", "￭:", "<b>￭", "${x}", "￭</b>"]),
    ] as [(String, String, [String])])
  func cutsText(text: String, language: String, expected: [String]) throws {
    #expect(try tokens(text, language) == expected)
  }

  @Test(arguments: [
    ("â ê î ô û ÿ ĝ", "ã ẽ ĩ õ ũ ỹ g̃"), ("Avañe\u{2019}ẽ", "Avañe'ẽ"), ("n\u{303}ande", "ñande"),
    ("peteï", "peteĩ"),
  ])
  func unifiesGuarani(text: String, expected: String) throws {
    let processor = try TextProcessor(language: LanguageTag("gn"))
    #expect(processor.normalize(text) == expected)
  }

  @Test func writesGuaraniInAnotherConvention() throws {
    let processor = try TextProcessor(language: LanguageTag("grn"))
    #expect(
      processor.detokenize(
        ["peteĩ", "mitã", "hag̃ua", "￭."], convention: OutputConvention(name: "circumflex"))
        == "peteî mitâ haĝua.")
  }

  @Test func dropsWhatNobodySees() throws {
    let processor = try TextProcessor(language: LanguageTag("es"))
    #expect(
      processor.normalize("\u{FEFF} a\u{200B}b\u{A0}\u{2003}c\u{0}d … «x» “y” — ﬁn\u{7}")
        == "ab c d ... \"x\" \"y\" – fin")
    #expect(processor.tokenize("").tokens.isEmpty)
    #expect(processor.tokenize(" \u{0}\n ").tokens.isEmpty)
  }

  @Test func originalsCoverTheirTokens() throws {
    let text = "«Mba’éichapa»,  e\u{303} he’i… ĝuarã"
    let result = try TextProcessor(language: LanguageTag("grn")).tokenize(text)
    let utf8 = Array(text.utf8)
    let originals = result.tokens.map { String(decoding: utf8[$0.original], as: UTF8.self) }
    #expect(originals.map { $0.trimmingPrefix(" ") }.count == result.tokens.count)
    #expect(originals.first == "«")
    #expect(originals.contains { $0.hasPrefix("Mba’éichapa") })
    #expect(originals.contains { $0.hasPrefix("ĝuarã") })
  }

  @Test(arguments: ["spa", "eng", "grn", "aym", "quy", "fra", "por"])
  func randomTextRoundTripsOrAtLeastDoesNotTrap(language: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    let alphabet = Array(
      "ab Ñé'’-–.,;:¿?¡!\"«»%{}$<>/@#0123 \u{303}\u{200D}😀ch k'q'g̃ĝ\u{0}\u{FFFD}\n\u{FFED}".unicodeScalars)
    var random = RandomSource(seed: 11)
    for _ in 0..<2000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.next(below: 40) {
        text.append(alphabet[Int(random.next(below: UInt32(alphabet.count)))])
      }
      let result = processor.tokenize(String(text))
      let joined = processor.detokenize(result.tokens.indices.map { result.surface($0) })
      #expect(joined == String(decoding: result.normalized, as: UTF8.self))
    }
  }

  @Test(
    .enabled(if: BenchCorpora.arePresent, "the bench corpora are not beside the package"),
    arguments: [
      ("spa-aym", "aym"), ("spa-grn", "grn"), ("spa-quy", "quy"), ("eng-spa", "eng"), ("eng-spa", "spa"),
    ])
  func realTextRoundTrips(pair: String, language: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    var failures = 0
    let lines =
      BenchCorpora.lines("\(pair)/tune.\(language)")
      + BenchCorpora.lines("\(pair)/train.\(language)").prefix(3000)
    for line in lines {
      let result = processor.tokenize(line)
      let joined = processor.detokenize(result.tokens.indices.map { result.surface($0) })
      if joined != processor.normalize(line) { failures += 1 }
    }
    #expect(Double(failures) <= Double(lines.count) * 0.001)
  }

  @Test func sentencesRejoinAndRespectAbbreviations() throws {
    let segmenter = SentenceSegmenter(language: try LanguageTag("es"))
    let text = "El Dr. Quispe llegó a las 10.30. ¿Quién lo llamó? Nadie, dijo la Sra. Mamani.  Fin."
    let sentences = segmenter.segment(text)
    #expect(sentences.joined() == text)
    #expect(
      sentences.map { String($0) } == [
        "El Dr. Quispe llegó a las 10.30. ", "¿Quién lo llamó? ", "Nadie, dijo la Sra. Mamani.  ", "Fin.",
      ])
  }

  @Test func resolvesLanguages() throws {
    #expect(try LanguageTag("es").code == "spa")
    #expect(try ["ay", "ayr", "aym"].map { try LanguageTag($0).code } == ["aym", "aym", "aym"])
    #expect(try ["gn", "grn"].map { try LanguageTag($0).code } == ["grn", "grn"])
    #expect(try ["qu", "que", "quy"].map { try LanguageTag($0).code } == ["quy", "quy", "quy"])
    #expect(try LanguageTag("pt-BR").description == "por-BR")
    #expect(try LanguageTag("guc").code == "guc")
    #expect(try LanguageTag("es").englishName == "Spanish")
    #expect(try LanguageTag("es").nativeName == "español")
    #expect(try LanguageTag("gn").nativeName == "Avañe'ẽ")
    #expect(
      try ["spa", "quy", "por-BR", "guc"].map { try LanguageTag($0).bcp47 } == ["es", "qu", "pt-BR", "guc"])
    #expect(throws: TextError.self) { try LanguageTag("no such thing") }
    #expect(throws: TextError.self) { try LanguageTag("") }
  }

  @Test func spanishContracts() throws {
    let spanish = try TextProcessor(language: LanguageTag("spa"))
    #expect(spanish.compose(["agua", "de", "el", "río", "￭."]) == "agua del río.")
    #expect(
      spanish.compose(["A", "el", "juez", "de", "El", "Alto", "￭,", "de", "él"])
        == "Al juez de El Alto, de él")
    #expect(spanish.detokenize(["de", "el", "río"]) == "de el río")
    let english = try TextProcessor(language: LanguageTag("eng"))
    #expect(english.compose(["a", "el", "niño"]) == "a el niño")
  }

  @Test(arguments: [
    ("spa", "Le duele?", "¿Le duele?"),
    ("spa", "\"Yo soy demasiado gordo?\"", "\"¿Yo soy demasiado gordo?\""),
    ("spa", "La pregunta es: cómo seguir?", "La pregunta es: ¿cómo seguir?"),
    ("spa", "(😀 — Qué bien!)", "(😀 — ¡Qué bien!)"), ("spa", "$5? Y %s?", "$5? ¿Y %s?"),
    ("spa", "¿Sí o no? Diga!", "¿Sí o no? Diga!"), ("spa", "Son las 5:30?", "¿Son las 5:30?"),
    ("spa", "?", "?"), ("spa", "... !", "... !"), ("spa", "Fin.", "Fin."), ("spa", "", ""),
    ("spa", "https://example.org/?", "https://example.org/?"), ("spa", "€5!", "¡€5!"),
    ("spa", "{name} viene?", "¿{name} viene?"),
    ("por", "Dói?", "Dói?"), ("eng", "Does it hurt?", "Does it hurt?"),
  ])
  func spanishQuestionsAreOpened(language: String, text: String, expected: String) throws {
    #expect(try TextProcessor(language: LanguageTag(language)).opened(text) == expected)
  }
}
