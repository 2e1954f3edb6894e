import ChasquiTestSupport
import Testing
import Text

@Suite struct NormalizationTests {
  private func normalize(_ text: String, _ language: String) throws -> String {
    try TextProcessor(language: LanguageTag(language)).normalize(text)
  }

  @Test(arguments: [
    ("a\u{A0}\u{2009} b\t\r\nc ", "a b c"),
    ("\u{201C}x\u{201D} \u{AB}y\u{BB} \u{201E}z\u{201F} ''w''", "\"x\" \"y\" \"z\" \"w\""),
    ("\u{2018}x\u{2019} O\u{B4}Higgins `y`", "'x' O'Higgins `y`"),
    ("1939\u{2014}1945 \u{2013} a\u{2011}b \u{2212}5", "1939–1945 – a-b -5"),
    ("fin\u{2026}", "fin..."),
    ("a\u{301}e\u{300}n\u{303}", "áèñ"),
    ("\u{212B} \u{1100}\u{1161}\u{11A8}", "Å 각"),
    ("a\u{FFFD}b\u{FFED}c\u{AD}d\u{7F}e", "abcd e"),
    ("x \u{200B} y", "x y"),
    ("👩\u{200D}👩\u{200D}👧 a\u{200D}b", "👩\u{200D}👩\u{200D}👧 ab"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    (" \u{303}x", "\u{303}x"), ("", ""), ("\u{0}\u{0}", ""),
  ])
  func unifiesInAllLanguages(text: String, expected: String) throws {
    #expect(try Array(normalize(text, "deu").utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("âêîôûÿŷĝğ ÂÊÎÔÛĜ", "ãẽĩõũỹỹg̃g̃ ÃẼĨÕŨG̃"),
    ("ã a\u{303} g\u{303} y\u{303} n\u{303}", "ã ã g̃ ỹ ñ"),
    ("mba'e mba\u{2019}e mba\u{B4}e mba\u{2BC}e mba\u{A78C}e mba`e", "mba'e mba'e mba'e mba'e mba'e mba'e"),
    ("petëi Lingüística antigüedad epyrüva", "petẽi Lingüística antigüedad epyrũva"),
    ("mit0Ò por0Òva omo^nde pete\u{1FD6}", "mitã porãva omõnde peteĩ"),
    ("omokyre''ÿ", "omokyre'ỹ"),
  ])
  func spellsGuaraniOneWay(text: String, expected: String) throws {
    #expect(try Array(normalize(text, "grn").utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("jach \u{2019} a", "jach'a"), ("Ch \u{2019} amanchi", "Ch'amanchi"),
    ("yanapt \u{2019} chistu", "yanapt'chistu"), ("uñt 'ayi", "uñt'ayi"), ("juk ' x", "juk'x"),
    ("manq ´ at jark ` aqasi", "manq'at jark'aqasi"),
    // Not ejectives: quotations and foreign words.
    ("uka 'sartasiwix' walja", "uka 'sartasiwix' walja"), ("won 't", "won 't"),
    ("qilqat 'Terrorista' sata", "qilqat 'Terrorista' sata"), ("sat 'Escuela' uka", "sat 'Escuela' uka"),
    ("uraqpachan jach ' jach ' a awqasirimp", "uraqpachan jach'jach'a awqasirimp"),
    ("ä ï ü", "ä ï ü"),
  ])
  func rejoinsLooseEjectives(text: String, expected: String) throws {
    #expect(try normalize(text, "aym") == expected)
  }

  @Test(arguments: [
    ("grn", "circumflex", "mitã hag̃ua Ỹvy", "mitâ haĝua Ÿvy"), ("grn", "saltillo", "mba'e", "mbaꞌe"),
    (
      "quy", "ayacucho", "Qhari llank'achkan, ch’aki mach'ay. Chhulla jatun",
      "Qari llankachkan, chaki machay. Chulla jatun"
    ),
    ("quy", "ayacucho", "PHIWI T'ANTA 'ari' hamuq' chay", "PIWI TANTA 'ari' hamuq' chay"),
    ("quy", "ayacucho", "Thomas, Stephen, Qhapaq khuska", "Thomas, Stephen, Qapaq kuska"),
    ("quy", "three-vowel", "orqo senqa", "urqu sinqa"),
    ("quy", "five-vowel", "urqu sinqa runa", "orqo senqa runa"),
    ("spa", "guillemets", "\"Hola\", dijo (\"sí\").", "«Hola», dijo («sí»)."),
    ("spa", "curly", "\"D'Onofrio\"", "“D’Onofrio”"), ("fra", "guillemets", "\"l'an\"", "«\u{A0}l’an\u{A0}»"),
    ("spa", "unheard of", "\"Hola\"", "\"Hola\""), ("deu", "curly", "\"Hallo\"", "\"Hallo\""),
  ])
  func writesInAConvention(language: String, convention: String, text: String, expected: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    let tokens = text.split(separator: " ").map(String.init)
    #expect(processor.detokenize(tokens, convention: OutputConvention(name: convention)) == expected)
  }

  @Test func aProfileCanBeSupplied() throws {
    let rules = "# Made up\n[input]\ntriggers = x ␣y\nx > ks ;\n' ' { y > i ;\n\n[output old]\nks > x ;\n"
    let profile = try OrthographyProfile(rules: rules, name: "made-up")
    let processor = try TextProcessor(language: LanguageTag("que"), profile: profile)
    #expect(processor.normalize("taxi y yo") == "taksi i io")
    #expect(profile.conventions == ["old"])
    #expect(processor.detokenize(["taksi"], convention: OutputConvention(name: "old")) == "taxi")
  }

  @Test(arguments: ["[input]\na > > b ;", "a > b ;", "[inputs]\na > b ;", "[input]\n$x > b ;"])
  func aFaultyProfileIsRefused(rules: String) {
    let error = #expect(throws: TextError.self) { try OrthographyProfile(rules: rules, name: "faulty") }
    #expect(error?.description.contains("faulty") == true)
  }

  @Test(
    .enabled(if: BenchCorpora.arePresent, "the bench corpora are not beside the package"),
    arguments: [("spa-aym", "aym"), ("spa-grn", "grn"), ("spa-quy", "quy"), ("eng-spa", "spa")])
  func normalizingTwiceChangesNothing(pair: String, language: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    var changed = 0
    let lines = BenchCorpora.lines("\(pair)/train.\(language)").prefix(4000)
    for line in lines {
      let once = processor.normalize(line)
      if !processor.normalize(once).utf8.elementsEqual(once.utf8) { changed += 1 }
    }
    #expect(Double(changed) <= Double(lines.count) * 0.001, "\(changed) of \(lines.count)")
  }

  @Test func threadsShareAProcessor() async throws {
    let processor = try TextProcessor(language: LanguageTag("grn"))
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<200 { group.addTask { processor.normalize("peteî mitâ ojapo heta mba’e haĝua") } }
      for await result in group { #expect(result == "peteĩ mitã ojapo heta mba'e hag̃ua") }
    }
  }

  @Test(arguments: [
    (["Oî 20 tapicha.", "Mba'e", "Moôpiko rejapokuaa?", "peteĩ"], "circumflex"),
    (["Oĩ 20 tapicha.", "Mba'e"], ""), (["Mba'e"], ""), ([], ""),
  ])
  func findsTheConvention(lines: [String], expected: String) throws {
    let processor = try TextProcessor(language: LanguageTag("grn"))
    #expect(processor.convention(of: lines).name == expected)
    #expect(try TextProcessor(language: LanguageTag("deu")).convention(of: lines) == .default)
  }
}
