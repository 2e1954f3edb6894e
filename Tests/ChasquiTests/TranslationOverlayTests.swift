import ChasquiTestSupport
import Compute
import Foundation
import PhraseModeling
import Testing
import Tokens

@testable import Chasqui

@Suite struct TranslationOverlayTests {
  private let model: TranslationModel
  private let request: TranslationRequest

  init() throws {
    model = try SampleModels.plain.get()
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    self.request = request
  }

  private func overlay(_ pairs: [(String, String)], threads: Int = 2) -> TranslationOverlay {
    TranslationOverlay(model: model).adding(Self.numbered(pairs), threads: threads)
  }

  private static func numbered(_ pairs: [(String, String)]) -> [OverlayPair] {
    pairs.enumerated().map {
      OverlayPair(id: "\($0)", source: $1.0, target: $1.1, author: "Justa", origin: "saved")
    }
  }

  private func text(_ line: String, _ overlay: TranslationOverlay) -> String {
    Translator(model: model, overlay: overlay).translate(line, request: request).text
  }

  private var vaccination: [(String, String)] {
    let corpus = SampleModels.corpus("vaccination", limit: 40)
    return Array(zip(corpus.source, corpus.target))
  }

  @Test(arguments: [
    ("Where does it hurt?", "¿En qué lugar SIENTE «dolor»…?"), ("The zyxwv is here", "el Qwrtp  está aquí !"),
    ("First one. Second one.", "Todo junto."), ("a", "1,234.5"), ("%s of {name}", "{name}: %s"),
  ])
  func aSavedSentenceComesBackAsItWasWritten(source: String, target: String) throws {
    let translator = Translator(model: model, overlay: overlay([(source, target)]))
    let result = translator.translate("  \(source) ", request: request)
    #expect(result.text == "  \(target) ")
    let sentence = try #require(result.sentences.first)
    #expect(sentence.isRemembered && sentence.phrases.map(\.origin) == [.memory])
    TranslatorTests.check(sentence)
    let evidence = try #require(translator.evidence(for: sentence.phrases[0], in: sentence).first)
    #expect(evidence.id == "0" && evidence.author == "Justa" && evidence.corpus == "saved")
    #expect(evidence.source == source && evidence.target == target)
  }

  @Test func theNewestOfEqualSourcesCounts() {
    let both = overlay([("Where is it?", "uno"), ("Where is it?", "dos")])
    #expect(text("Where is it?", both) == "dos")
    #expect(text("Where is it?", both.removing(["1"])) == "uno")
    let replaced = both.adding([OverlayPair(id: "1", source: "Where is it?", target: "tres")])
    #expect(replaced.count == 2 && text("Where is it?", replaced) == "tres")
  }

  @Test func aNewWordIsLearnedAtOnce() throws {
    let translator = Translator(model: model)
    let line = "Where is the zyxwv of the doctor?"
    #expect(translator.translate(line, request: request).text.contains("zyxwv"))
    translator.updateOverlay {
      $0.adding([OverlayPair(id: "z", source: "The zyxwv is closed.", target: "La qwrtpa está cerrada.")])
    }
    let learned = translator.translate(line, request: request)
    #expect(learned.text.contains("qwrtpa") && !learned.text.contains("zyxwv"))
    let sentence = try #require(learned.sentences.first)
    TranslatorTests.check(sentence)
    let phrase = try #require(sentence.phrases.first { $0.origin == .memory })
    let evidence = try #require(translator.evidence(for: phrase, in: sentence).first)
    #expect(evidence.id == "z" && evidence.source == "The zyxwv is closed.")
    translator.updateOverlay { $0.removing(["z"]) }
    #expect(translator.translate(line, request: request).text.contains("zyxwv"))
  }

  @Test func aCorrectedTranslationWins() {
    let before = text("The doctor will see you on Monday.", overlay([]))
    let corrected = overlay([
      ("The doctor will see me.", "La galena me atenderá."), ("Ask the doctor.", "Pregunte a la galena."),
      ("The doctor is here.", "La galena está aquí."),
    ])
    #expect(!before.contains("galena"))
    #expect(text("The doctor will see you on Monday.", corrected).lowercased().contains("la galena"))
  }

  @Test func nearRepeatsAreOnePhrase() throws {
    let long = vaccination.max { $0.0.count < $1.0.count }!
    let translator = Translator(model: model, overlay: overlay([long]))
    let sentence = try #require(translator.translate("Zyxwv " + long.0, request: request).sentences.first)
    let longest = try #require(sentence.phrases.filter { $0.origin == .memory }.map(\.source.count).max())
    #expect(longest > PhraseTable.longestPhrase)
    TranslatorTests.check(sentence)
  }

  @Test func anEmptyOverlayChangesNothing() {
    let lines = vaccination.map(\.0)
    let plain = Translator(model: model).translate(lines, request: request)
    let emptied = overlay(vaccination).removing(Set((0..<40).map(String.init)))
    #expect(emptied.isEmpty)
    for overlay in [overlay([]), emptied, overlay([("", "x"), ("x", " "), ("\u{200B}", "y")])] {
      let result = Translator(model: model, overlay: overlay).translate(lines, request: request)
      #expect(result.map(\.text) == plain.map(\.text))
      #expect(result.map(\.score) == plain.map(\.score))
    }
  }

  @Test func removalUndoesAdding() {
    let pairs = Self.numbered(vaccination)
    let lines = SampleModels.corpus("vaccination").source.suffix(12)
    let few = TranslationOverlay(model: model).adding(Array(pairs.prefix(20)))
    let changed = few.adding(Array(pairs.dropFirst(20))).removing(Set(pairs.dropFirst(20).map(\.id)))
    #expect(changed.count == few.count)
    for line in lines { #expect(text(line, changed) == text(line, few)) }
    #expect(few.removing(["unknown"]).count == few.count)
  }

  @Test func threadsAndPortionsDoNotMatter() {
    let pairs = Self.numbered(vaccination)
    let lines = Array(SampleModels.corpus("vaccination").source.suffix(20))
    var single = TranslationOverlay(model: model)
    for pair in pairs { single = single.adding([pair], threads: 1) }
    let overlays = [overlay(vaccination, threads: 1), overlay(vaccination, threads: 2), single]
    let results = overlays.map {
      Translator(model: model, overlay: $0).translate(lines, request: request, threads: 2)
    }
    for result in results.dropFirst() {
      #expect(result.map(\.text) == results[0].map(\.text))
      #expect(result.map(\.score) == results[0].map(\.score))
    }
    let alone = Translator(model: model, overlay: overlays[0]).translate(lines, request: request, threads: 1)
    #expect(alone.map(\.score) == results[0].map(\.score))
  }

  @Test func hostilePairsDoNoHarm() {
    let long = String(repeating: "where ", count: 10_000)
    let pairs = [
      ("", ""), (" ", "x"), ("x", "\u{0}"), (long, "corto"), ("short zz", long),
      ("日本語のテキスト", "مرحبا بالعالم"),
      ("\u{FFED}\u{FFED}", "<unk>"), ("<s> </s> <unk>", "\u{1B}[31m"), ("\u{301}\u{301}", "👩‍👩‍👧‍👦"),
      (String(repeating: "a ", count: 150), String(repeating: "b ", count: 150)),
    ]
    let hostile = overlay(pairs)
    let translator = Translator(model: model, overlay: hostile)
    for line in pairs.map(\.0) + ["Where does it hurt?", "where where a a <unk> 日本語"] {
      guard line.count < 2_000 else { continue }
      for sentence in translator.translate(line, request: request).sentences {
        TranslatorTests.check(sentence)
      }
    }
    #expect(text(long, hostile).hasPrefix("corto"))
    #expect(text("short zz", hostile).split(separator: " ").count == 10_000)
    #expect(text("日本語のテキスト", hostile) == "مرحبا بالعالم")
  }

  @Test func alternativesBeginWithWhatIsSaved() {
    let translator = Translator(model: model, overlay: overlay([("Where does it hurt?", "¿Dónde?")]))
    var request = request
    request.alternatives = 3
    let list = translator.alternatives("Where does it hurt?", request: request)
    #expect(list.first?.text == "¿Dónde?")
    #expect((2...3).contains(list.count) && Set(list.map(\.text)).count == list.count)
  }

  @Test func changesAreNotLost() {
    let translator = Translator(model: model)
    Parallel.forEach(20, threads: 4) { index in
      translator.updateOverlay {
        $0.adding([OverlayPair(id: "\(index)", source: "zyxwv \(index)", target: "qwrtp")], threads: 1)
      }
    }
    #expect(Set(translator.overlay.pairs.map(\.id)) == Set((0..<20).map(String.init)))
  }
}
