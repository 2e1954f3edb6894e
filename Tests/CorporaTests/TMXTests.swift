import Corpora
import Testing

@Suite struct TMXTests {
  let folder = TemporaryFolder()

  func read(
    _ body: String, doctype: String = "", source: String = "spa", target: String = "eng",
    options: ReadingOptions = ReadingOptions()
  ) throws(CorpusError) -> ParallelCorpus {
    let path = folder.write(
      "t.tmx",
      """
      <?xml version="1.0" encoding="UTF-8"?>\(doctype)
      <tmx version="1.4"><header srclang="*all*" segtype="sentence"/><body>
      \(body)
      </body></tmx>
      """)
    return try CorpusReader.read(
      spec: CorpusSource(path), source: source, target: target, options: options)
  }

  @Test func readsUnits() throws {
    let corpus = try read(
      """
      <tu><note>n</note><tuv xml:lang="es-ES"><seg>Hola &amp; adiós.</seg></tuv>
        <tuv lang="EN"><prop type="x">p</prop><seg>Hello &#38;
           good <![CDATA[<bye>]]>.</seg></tuv></tu>
      <tu><tuv xml:lang="fr"><seg>Salut</seg></tuv><tuv xml:lang="en"><seg>Hi</seg></tuv></tu>
      """)
    #expect(corpus.source == ["Hola & adiós."])
    #expect(corpus.target == ["Hello & good <bye>."])
    #expect(corpus.line(0) == 3)
    #expect(corpus.notes.skippedUnits == 1)
  }

  static let variants = """
    <tu><tuv xml:lang="es-MX"><seg>ordenadora</seg></tuv><tuv xml:lang="es"><seg>ordenador</seg></tuv>
    <tuv xml:lang="es-AR"><seg>computadora</seg></tuv><tuv xml:lang="en"><seg>computer</seg></tuv></tu>
    """

  @Test(arguments: [("spa", "ordenador"), ("es-AR", "computadora"), ("es-CL", "ordenador")])
  func choosesVariants(language: String, text: String) throws {
    #expect(try read(Self.variants, source: language).source == [text])
  }

  @Test func treatsInlineMarkup() throws {
    let unit = """
      <tu><tuv xml:lang="es"><seg>Pulse <bpt i="1">&lt;b&gt;</bpt>aquí<ept i="1">&lt;/b&gt;</ept><ph>\
      &lt;img alt="<sub>foto</sub>"&gt;</ph> <hi>ya</hi><ph/>.</seg></tuv>
      <tuv xml:lang="en"><seg>Click <it pos="begin">[</it>here<ut>]</ut>.</seg></tuv></tu>
      """
    let dropped = try read(unit)
    #expect(dropped.source == ["Pulse aquí ya."])
    #expect(dropped.target == ["Click here."])
    var options = ReadingOptions()
    options.inlineMarkup = .text
    let kept = try read(unit, options: options)
    #expect(kept.source == ["Pulse <b>aquí</b><img alt=\"foto\"> ya."])
    #expect(kept.target == ["Click [here]."])
  }

  /// OmegaT writes a translation for one place of a text as a unit with properties of that place.
  @Test func defaultTranslationsCountBeforeThoseOfAContext() throws {
    func unit(_ source: String, _ target: String, _ property: String = "") -> String {
      """
      <tu>\(property)<tuv xml:lang="es"><seg>\(source)</seg></tuv>
      <tuv xml:lang="en"><seg>\(target)</seg></tuv></tu>
      """
    }
    let context = #"<prop type="file">a.odt</prop><prop type="prev">x</prop>"#
    let units =
      unit("banco", "bench", context) + unit("banco", "bank") + unit("banco", "pew", context)
      + unit("hoja", "leaf", context) + unit("vela", "sail", #"<prop type="x-state">final</prop>"#)
    #expect(try read(units).target == ["bench", "bank", "pew", "leaf", "sail"])
    var options = ReadingOptions()
    options.contextualUnits = .withoutDefault
    let corpus = try read(units, options: options)
    #expect(corpus.source == ["banco", "vela", "hoja"])
    #expect(corpus.target == ["bank", "sail", "leaf"])
    #expect(corpus.notes.skippedContexts == 2)
  }

  @Test func namesTheLanguagesThatAreThere() {
    let error = #expect(throws: CorpusError.self) { try read(Self.variants, target: "fra") }
    #expect(error?.reason == .language)
    #expect(error?.advice == "Its languages are: en, es, es-AR, es-MX.")
  }

  @Test func refusesEntities() {
    let laughs = """
      <!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
      """
    let error = #expect(throws: CorpusError.self) { try read(Self.variants, doctype: laughs) }
    #expect(error?.reason == .limit)
    let external = "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
    #expect(throws: CorpusError.self) { try read("<tu>&x;</tu>", doctype: external) }
    #expect(throws: CorpusError.self) { try read("<tu>&nbsp;</tu>") }
  }

  @Test func takesTheDoctypeOfTheStandard() throws {
    #expect(try read(Self.variants, doctype: "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">").count == 1)
  }

  @Test func namesTheLineOfDamage() {
    let error = #expect(throws: CorpusError.self) { try read("<tu>\n<tuv>\n</tu>") }
    #expect(error?.reason == .malformed)
    #expect(error?.line == 5)
    let deep = String(repeating: "<a>", count: 100_000)
    let limit = #expect(throws: CorpusError.self) { try read(deep) }
    #expect(limit?.reason == .limit)
  }

  @Test func refusesOtherXML() {
    let path = folder.write("h.tmx", "<html/>")
    #expect(throws: CorpusError.self) {
      try CorpusReader.read(spec: CorpusSource(path), source: "spa", target: "eng")
    }
  }
}
