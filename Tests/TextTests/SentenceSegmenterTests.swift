import ChasquiTestSupport
import Testing
import Text

@Suite struct SentenceSegmenterTests {
  @Test(
    arguments: [
      (
        "es", "Vino el Sr. Pérez. Luego EE. UU. y la UE firmaron. Fin.",
        ["Vino el Sr. Pérez. ", "Luego EE. UU. y la UE firmaron. ", "Fin."]
      ),
      ("es", "Véase p. ej. Juan. El art. 5 La ley.", ["Véase p. ej. Juan. ", "El art. 5 La ley."]),
      ("es", "Compró pan, leche, etc. Luego volvió.", ["Compró pan, leche, etc. ", "Luego volvió."]),
      ("es", "Dijo que no. Luego calló.", ["Dijo que no. ", "Luego calló."]),
      ("es", "¿Vienes? ¡Sí! Bueno...", ["¿Vienes? ", "¡Sí! ", "Bueno..."]),
      (
        "es", "El 1.º de mayo subió 2.5 puntos. J. K. Rowling vino.",
        ["El 1.º de mayo subió 2.5 puntos. ", "J. K. Rowling vino."]
      ),
      ("aym", "11. Amuyunaka. II. Estadoxa payllani.", ["11. Amuyunaka. ", "II. Estadoxa payllani."]),
      (
        "en", "See https://example.org/a_b?x=1&y=2 or www.example.org/?Q=! Now!",
        ["See https://example.org/a_b?x=1&y=2 or www.example.org/?Q=! ", "Now!"]
      ),
      ("es", "¡Hola!¿Qué tal?Bien", ["¡Hola!", "¿Qué tal?", "Bien"]),
      (
        "en", "Mr. Smith met Gen. Lee in the U.S. Senate on Jan. 5. So did I. He left.",
        ["Mr. Smith met Gen. Lee in the U.S. Senate on Jan. 5. ", "So did I. ", "He left."]
      ),
      (
        "fr", "M. Dupont et Mme. Durand. «Bonjour.» Fin.",
        ["M. Dupont et Mme. Durand. ", "«Bonjour.» ", "Fin."]
      ),
      ("pt", "A Sra. Silva chegou. O Dr. Souza não.", ["A Sra. Silva chegou. ", "O Dr. Souza não."]),
      ("en", "One line\nanother. Third", ["One line\n", "another. ", "Third"]),
      ("ja", "こんにちは。元気？はい。", ["こんにちは。", "元気？", "はい。"]),
      ("hi", "नमस्ते। दुनिया।", ["नमस्ते। ", "दुनिया।"]),
      ("es", "", []), ("es", " ", [" "]),
      // The columns of a form.
      ("es", "\tNombre:\t\tFecha:     Firma:   sí\t\n", ["\tNombre:\t\t", "Fecha:     ", "Firma:   sí\t\n"]),
      ("en", "1.\tOne\tTwo\tThree", ["1.\tOne\t", "Two\t", "Three"]),
      ("en", "1.\tOne. Two\n    Three", ["1.\tOne. ", "Two\n", "    Three"]),
    ] as [(String, String, [String])])
  func cuts(language: String, text: String, expected: [String]) throws {
    let sentences = SentenceSegmenter(language: try LanguageTag(language)).segment(text).map(String.init)
    #expect(sentences == expected)
    #expect(sentences.joined() == text)
  }

  @Test(
    arguments: [
      ("1. Uno", "1."), ("2.1.- Uno", "2.1.-"), ("b) Uno", "b)"), ("(iv) Uno", "(iv)"), ("III. Uno", "III."),
      ("I. Uno", "I."), ("•\tUno", "•"), ("— Uno", "—"), ("1984. Uno", nil), ("L. Gómez", nil), ("1.", nil),
      ("1. ", nil), (" 1. Uno", nil), ("(1. Uno", nil), ("*Uno* dos", nil), ("1.5 litros", nil),
      (") Uno", nil),
      ("-1 grado", nil), (". Uno", nil), ("", nil), ("El 1. de mayo", nil), ("A) Uno", "A)"),
      ("()) Uno", nil), ("-Who is there?", "-"), ("—dijo ella", "—"), ("-¿Quién es?", "-"), ("–«Uno»", "–"),
      ("-v uno", nil), ("-XML", nil), ("--Uno", nil), ("-O2", nil),
    ] as [(String, String?)])
  func markersOfListsAreFound(text: String, marker: String?) {
    let item = ListMarker.split(text)
    #expect(item.map { String($0.marker) } == marker)
    if let item { #expect(item.marker + item.space + item.rest == text) }
  }

  @Test(.enabled(if: BenchCorpora.arePresent, "the bench corpora are not beside the package"))
  func realTextRejoins() throws {
    for (file, language) in [("spa-aym/mono.aym", "aym"), ("eng-spa/tune.eng", "eng")] {
      let segmenter = SentenceSegmenter(language: try LanguageTag(language))
      let text = BenchCorpora.lines(file).prefix(500).joined(separator: " ")
      #expect(segmenter.segment(text).joined() == text)
    }
  }
}
