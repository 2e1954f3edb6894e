import ChasquiTestSupport
import Compute
import Documents
import Testing
import Tokens

@testable import Chasqui

@Suite struct TagProjectorTests {
  /// Words joined by spaces, with one sentence whose links are given, and tags written in braces: `{b` opens, `}b`
  /// closes, `{}x` stands alone.
  private func project(_ source: String, to target: String, _ links: [(Int, Int)]) -> String {
    let (marked, words) = Self.parse(source)
    let targetWords = target.split(separator: " ").map(String.init)
    let sentence = TranslatedSentence(
      source: marked.text, text: target, sourceTokens: words, targetTokens: targetWords, score: 0,
      features: [],
      phrases: [], alignment: links.map { AlignmentPoint(source: $0.0, target: $0.1) }, unknownWords: [])
    let places = TokenPlaces(source: Self.places(marked.text), target: Self.places(target))
    let projector = TagProjector(marked, links: WordLinks([(sentence, places)]))
    return TagWriter(ProtectedText(marked), tags: marked.tags).write(
      projector.placedTags, protected: [], in: Array(target.utf8)
    ).joined
  }

  private static func parse(_ source: String) -> (MarkedText, [String]) {
    var text = ""
    var tags: [InlineTag] = []
    var rest = source[...]
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        text.append(character)
        continue
      }
      var kind = character == "{" ? InlineTag.Kind.opening : .closing
      if rest.first == "}" {
        rest.removeFirst()
        kind = .empty
      }
      let name = rest.removeFirst()
      let markup = kind == .empty ? "<\(name)/>" : kind == .opening ? "<\(name)>" : "</\(name)>"
      tags.append(
        InlineTag(
          markup: markup, kind: kind, offset: text.utf8.count, identifier: Int(name.asciiValue!)))
    }
    return (MarkedText(text, tags: tags), text.split(separator: " ").map(String.init))
  }

  private static func places(_ text: String) -> [Range<Int>] {
    text.split(separator: " ").map { word in
      let start = text.utf8.distance(from: text.startIndex, to: word.startIndex)
      return start..<start + word.utf8.count
    }
  }

  @Test(
    arguments: [
      // The words change places, and the pairs with them.
      ("the {bred}b {icar}i", "el auto rojo", [(0, 0), (1, 2), (2, 1)], "el <i>auto</i> <b>rojo</b>"),
      ("{bred {icar}i}b x", "y auto rojo", [(0, 2), (1, 1), (2, 0)], "y <b><i>auto</i> rojo</b>"),
      // One word apart does not drag the words between along.
      ("{ba b}b c d", "a c d b", [(0, 0), (1, 3), (2, 1), (3, 2)], "<b>a</b> c d b"),
      ("{ba b c}b d", "a b d c", [(0, 0), (1, 1), (2, 3), (3, 2)], "<b>a b d c</b>"),
      // Pairs side by side do not overlap.
      ("{ba b}b {ic}i", "a c b", [(0, 0), (1, 2), (2, 1)], "<b>a</b> <i>c</i> b"),
      // Around everything is around everything.
      ("{ba b}b", "x a b y", [(0, 1), (1, 2)], "<b>x a b y</b>"),
      // Words of the ends that nothing became.
      ("{ba}b b", "¿ a b", [(0, 1), (1, 2)], "<b>¿ a</b> b"),
      // Alone.
      ("a {}xb", "b a", [(0, 1), (1, 0)], "<x/>b a"), ("a{}x b", "b a", [(0, 1), (1, 0)], "b a<x/>"),
      ("a {}xb", "a b", [(0, 0), (1, 1)], "a <x/>b"), ("{}xa b{}y", "b a", [(0, 1), (1, 0)], "<x/>b a<y/>"),
      ("a {}x b", "a  b", [(0, 0), (1, 1)], "a <x/> b"), ("a  {}x  b", "a b", [(0, 0), (1, 1)], "a <x/> b"),
      ("a {}y{}x b", "a b", [(0, 0), (1, 1)], "a <y/><x/> b"),
      // Of no words, or of words that nothing became.
      ("a {b}bb", "a b", [(0, 0), (1, 1)], "a <b></b>b"),
      ("a {bx}b b", "a b", [(0, 0), (2, 1)], "a <b></b>b"),
      // Without a partner.
      ("a }bb {ic", "a b c", [(0, 0), (1, 1), (2, 2)], "a</b> b <i>c"),
      // A part of a word.
      ("a{bb}b c", "x y", [(0, 0), (1, 1)], "<b>x</b> y"), ("", "", [], ""),
      ("{ba}b{}x", "", [(0, 0)], "<b></b><x/>"),
    ] as [(String, String, [(Int, Int)], String)])
  func tagsGoWithTheirWords(source: String, target: String, links: [(Int, Int)], expected: String) {
    #expect(project(source, to: target, links) == expected)
  }
}

@Suite struct MarkedTranslationTests {
  private let translator: Translator

  init() throws { translator = Translator(model: try SampleModels.plain.get()) }

  private var request: TranslationRequest {
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    return request
  }

  private func html(_ html: String) throws -> String {
    let document = try DocumentFormat.html.open(text: html)
    let translations = document.units.map { translator.translate($0, request: request).marked }
    return document.renderedText(with: translations, target: translator.model.targetLanguage)
  }

  @Test func markupComesBackAroundTheSameWords() throws {
    #expect(try html("<p><b>Where</b> does it <i>hurt</i>?</p>") == "<p><b>¿Dónde</b> le <i>duele</i>?</p>")
    #expect(
      try html("<p><b>Where does it hurt?</b> Where does it hurt?</p>")
        == "<p><b>¿Dónde le duele?</b> ¿Dónde le duele?</p>")
  }

  @Test func protectedPartsAreWordsThatStay() throws {
    let text = try html(
      "<p>Write to <code>&lt;{0} the doctor&gt;</code> or <span translate=no>where</span> {0}.</p>")
    #expect(text.contains(" <code>&lt;{0} the doctor&gt;</code> "))
    #expect(text.contains(" <span translate=no>where</span> {0}."))
    let alone = MarkedText("", tags: [InlineTag(markup: "x", kind: .protected, offset: 0, identifier: 1)])
    #expect(translator.translate(alone).marked == alone)
  }

  /// Random tags over real sentences: none is lost, pairs stay pairs, and the words are those without tags.
  @Test func noTagIsLostAndPairsStayNested() throws {
    var random = RandomSource(seed: 3)
    let lines =
      SampleModels.corpus("registry", limit: 30).source + [
        "😀 ñandú {0} %s https://example.org/x?y=1", "", " Where  does it hurt?\n Here. ",
        "WHERE DOES IT HURT?",
      ]
    for line in lines {
      let plain = translator.translate(line, request: request).text
      for _ in 0..<8 {
        let marked = random.mark(line)
        let hasProtected = marked.tags.contains { $0.kind == .protected }
        let result = translator.translate(marked, request: request).marked
        Self.check(marked, result)
        if !hasProtected {
          #expect(Self.words(result.text) == Self.words(plain), "\(marked.joined) → \(result.joined)")
          if !marked.tags.contains(where: { $0.kind == .empty }) { #expect(result.text == plain) }
        }
      }
    }
  }

  private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

  static func check(_ source: MarkedText, _ result: MarkedText) {
    func key(_ tag: InlineTag) -> [String] { ["\(tag.kind)", "\(tag.identifier)", tag.markup] }
    #expect(
      source.tags.map { key($0).joined() }.sorted() == result.tags.map { key($0).joined() }.sorted(),
      "\(source.joined) → \(result.joined)")
    let pairs = { (text: MarkedText) in
      Set(zip(text.tags, text.partners).filter { $0.1 != nil }.map(\.0.identifier))
    }
    #expect(pairs(source).isSubset(of: pairs(result)), "\(source.joined) → \(result.joined)")
    var last = 0
    for tag in result.tags {
      #expect((last...result.text.utf8.count).contains(tag.offset))
      last = tag.offset
      let place = result.text.utf8.index(result.text.startIndex, offsetBy: tag.offset)
      #expect(place.samePosition(in: result.text.unicodeScalars) != nil)
    }
  }

  @Test func tagsAtImpossiblePlacesAreMoved() {
    for offset in [-5, 1, 2, 99] {
      let marked = MarkedText(
        "ñ where", tags: [InlineTag(markup: "<x>", kind: .empty, offset: offset, identifier: 1)])
      Self.check(marked, translator.translate(marked, request: request).marked)
    }
  }

  @Test func threadsDoNotMatter() {
    var random = RandomSource(seed: 5)
    let texts = SampleModels.corpus("health", limit: 9).source.map { random.mark($0) }
    let one = translator.translate(texts, request: request, threads: 1).map(\.marked)
    #expect(translator.translate(texts, request: request, threads: 3).map(\.marked) == one)
    #expect(texts.map { translator.translate($0, request: request).marked } == one)
  }

  @Test func sentencesSayWhereTheyStand() {
    let line = "  Where does it hurt?  It hurts here. \n"
    let translation = translator.translate(line, request: request)
    #expect(translation.sentences.count == 2)
    for sentence in translation.sentences {
      #expect(Array(line.utf8.dropFirst(sentence.sourceOffset)).starts(with: Array(sentence.source.utf8)))
      #expect(
        Array(translation.text.utf8.dropFirst(sentence.textOffset)).starts(with: Array(sentence.text.utf8)))
    }
  }

  @Test func deepNestingIsNoProblem() {
    let depth = 20_000
    let tags =
      (0..<depth).map { InlineTag(markup: "<b>", kind: .opening, offset: 0, identifier: $0) }
      + (0..<depth).reversed().map { InlineTag(markup: "</b>", kind: .closing, offset: 5, identifier: $0) }
    let result = translator.translate(MarkedText("where", tags: tags), request: request).marked
    #expect(result.tags.map(\.identifier) == tags.map(\.identifier))
  }
}

extension RandomSource {
  /// Puts tags into text.
  mutating func mark(_ text: String) -> MarkedText {
    var offsets = (0..<Int.random(in: 0...9, using: &self)).map { _ in
      let index = text.unicodeScalars.indices.randomElement(using: &self) ?? text.endIndex
      return text.utf8.distance(from: text.startIndex, to: index)
    }
    offsets.sort()
    var tags: [InlineTag] = []
    var open: [Int] = []
    for (number, offset) in offsets.enumerated() {
      switch Int.random(in: 0...7, using: &self) {
      case 0:
        tags.append(InlineTag(markup: "<x\(number)/>", kind: .empty, offset: offset, identifier: number))
      case 1:
        tags.append(InlineTag(markup: "<p\(number)>", kind: .protected, offset: offset, identifier: number))
      case 2...4:
        open.append(number)
        tags.append(InlineTag(markup: "<b\(number)>", kind: .opening, offset: offset, identifier: number))
      case 5:
        tags.append(InlineTag(markup: "</l\(number)>", kind: .closing, offset: offset, identifier: number))
      default:
        guard let last = open.popLast() else { continue }
        tags.append(InlineTag(markup: "</b\(last)>", kind: .closing, offset: offset, identifier: last))
      }
    }
    return MarkedText(text, tags: tags)
  }
}
