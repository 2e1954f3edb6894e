import Chasqui
import Compute
import Documents
import Testing
import Text

/// What is put in and is no language comes out as it was.
@Suite struct FidelityTests {
  private let translator: Translator

  init() throws {
    translator = Translator(model: try SampleModels.plain.get())
  }

  private static let protected = [
    "{{  name }}", "{% if x %}", "%%name%%", "$name", "${ name }", ":name", "$(cat a)", "<%= a ? b : c %>",
    "[[name]]",
    "/etc/hosts", #"C:\Users\ana"#, "docs/guide.pdf", "#123", "a90ccd5", "v1.2", "192.168.0.1", "3.1.2",
    "`make x`",
    "https://example.org/a?b=c", "a@b.org", "<a href=\"x\" title='y'>", "%s", "{0}", "$doctor",
  ]

  @Test(arguments: ["", "guillemets", "curly"]) func protectedPartsStay(convention: String) {
    var request = TranslationRequest()
    request.convention = OutputConvention(name: convention)
    request.search = SampleModels.options.search
    let frames = [
      ("Where is the ", " now?"), ("THE DOCTOR SEES ", " IN THE HOSPITAL."), ("", " hurts."),
      ("The doctor has ", ""),
      ("\"The ", "\" is here"), ("Take (", "), please."),
    ]
    for part in Self.protected {
      for (before, behind) in frames {
        let text = translator.translate(before + part + behind, request: request).text
        #expect(text.ranges(of: part).count == 1, "\(before + part + behind) became \(text)")
      }
    }
  }

  @Test(arguments: [
    ("See Section 3.1 now.", "3.1"), ("See sections 3.1, 3.2 and 3.3.", "3.1 3.2 3.3"),
    ("Version 2.10 is here.", "2.10"),
    ("See Art. 12.3 of the law.", "12.3"), ("Figure 2.4 and v1.2.", "2.4 v1.2"),
    ("2.1 Scope of the law", "2.1"),
    ("It costs € 3.50 now.", "3,50"), ("It weighs 3.5 kg and 2.40 m.", "3,5 2,40"),
    ("2.4 million people", "2,4"),
    ("It is 3.1 % now.", "3,1"), ("The doctor comes at 9.30 a.m. now.", "9.30"),
    ("It is no. 3.1 here.", "3.1"),
    ("I said no 98.7 times.", "98,7"), ("The step 3.5 is 98.7 kg.", "3.5 98,7"),
  ])
  func numbersThatNameThingsStay(line: String, numbers: String) {
    let text = translator.translate(line).text
    for number in numbers.split(separator: " ") { #expect(text.contains(number), "\(line) became \(text)") }
  }

  @Test func marksAreWrittenAsInTheSource() {
    for (opening, closing) in [("“", "”"), ("«", "»"), ("‘", "’"), ("\"", "\""), ("„", "“")] {
      let text = translator.translate("\(opening)Where does it hurt?\(closing)").text
      #expect(text.contains(opening) && text.contains("ónde le duele?\(closing)"))
      #expect(text.count { "“”«»‘’\"'„".contains($0) } == 2)
    }
    #expect(translator.translate("Zyx — zyx…").text == "Zyx — zyx…")
    #expect(translator.translate("Zyx – zyx...").text == "Zyx – zyx...")
    #expect(translator.translate("98\u{A0}kg").text.contains("98\u{A0}"))
    var request = TranslationRequest()
    request.convention = OutputConvention(name: "guillemets")
    let text = translator.translate("“Where does it hurt?”", request: request).text
    #expect(text.contains("«¿Dónde le duele?»"))
  }

  @Test func tagsTouchTheirWords() {
    let text = translator.translate("The <i>doctor</i> zyx").text.lowercased()
    #expect(text.contains("<i>doctor</i> zyx") || text.contains("<i>doctora</i> zyx"))
    #expect(translator.translate("The <i>doctor</i>").sentences[0].unknownWords.isEmpty)
    let tags = [
      InlineTag(markup: "<x/>", kind: .protected, offset: 4, identifier: 1),
      InlineTag(markup: "<y/>", kind: .protected, offset: 10, identifier: 2),
    ]
    let marked = translator.translate(MarkedText("The doctor", tags: tags)).marked.joined
    #expect(
      !marked.contains("<x/> ") && !marked.contains(" <y/>") && marked.lowercased().contains("<x/>doctor"))
  }
}
