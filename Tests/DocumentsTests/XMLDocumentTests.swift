import Documents
import Testing
import Text

@Suite struct XMLDocumentTests {
  private func texts(_ xml: String, _ options: DocumentOptions = DocumentOptions()) throws -> [String] {
    try DocumentFormat.xml.open(text: xml, options: options).units.map(\.text)
  }

  @Test func theOutlineShowsInTheText() throws {
    let xml = "<doc><h>One</h><s><p>Two <b>three</b> four.</p><p><b>Five</b></p></s></doc>"
    #expect(try texts(xml) == ["One", "Two three four.", "Five"])
    #expect(try texts("Hello <x>world</x>") == ["Hello world"])
    #expect(try texts("<x>Hello</x> <x>world</x>") == ["Hello", "world"])
  }

  @Test func optionsOverruleTheOutline() throws {
    var options = DocumentOptions()
    options.splittingTags = ["x"]
    #expect(try texts("a <x>b</x> <y>c</y>", options) == ["a", "b", "c"])
    options.detectsOutline = false
    #expect(try texts("<d>a <y>b</y></d><x>c</x><d>d</d>", options) == ["a b", "c", "d"])
    options = DocumentOptions()
    options.nonSplittingTags = ["x"]
    #expect(try texts("<d><x>a</x><x>b</x></d>", options) == ["ab"])
    options.ignoredTags = ["keep"]
    let unit = try DocumentFormat.xml.open(text: "<p>a <keep>b <c/></keep> d</p>", options: options).units[0]
    #expect(unit.text == "a  d" && unit.tags.map(\.markup) == ["<keep>b <c/></keep>"])
    #expect(try texts("<d><keep>a</keep><p>b</p></d>", options) == ["b"])
  }

  @Test func spacesFromTheLayoutAreOne() throws {
    #expect(try texts("<p>\n  a  b\n    c\n</p>") == ["a  b c"])
    #expect(try texts("<p xml:space=\"preserve\">a\n b</p>") == ["a\n b"])
  }

  @Test func textIsEscaped() throws {
    let document = try DocumentFormat.xml.open(
      text: "<p>a &lt; b &amp;amp; &#x27;c&#39; <![CDATA[<d>]]> &x; e</p>")
    #expect(document.units[0].text == "a < b &amp; 'c' <d>  e")
    #expect(
      Samples.change(document) { $0 + " ]]>\u{1}" } == "<p>a &lt; b &amp;amp; 'c' &lt;d> &x; e ]]&gt; </p>")
  }

  @Test func sectionsKeepTheirFrame() throws {
    let xml = "<r><s>\n<![CDATA[ Tom & Ana < Eva ]]></s><t/><s><![CDATA[]]></s></r>"
    let document = try DocumentFormat.xml.open(text: xml)
    #expect(document.units.map(\.text) == ["Tom & Ana < Eva"])
    #expect(document.units.map(\.tags) == [[]])
    #expect(
      Samples.change(document) { $0 + " ]]>\u{1}" }
        == "<r><s>\n<![CDATA[ Tom & Ana < Eva ]]]]><![CDATA[>  ]]></s><t/><s><![CDATA[]]></s></r>")
  }

  @Test func whatWouldLookLikeMarkupStandsOutsideOfASection() throws {
    let document = try DocumentFormat.xml.open(text: "<s><![CDATA[Tom & Ana]]></s>")
    let changed = Samples.change(document) { $0 + " <b> &amp;" }
    #expect(changed == "<s><![CDATA[]]>Tom &amp; Ana &lt;b> &amp;amp;<![CDATA[]]></s>")
    #expect(try texts(changed) == ["Tom & Ana <b> &amp;"])
  }

  @Test(arguments: [
    "If x is <size then open it.", "http://x/?a=1&copy=2 Open it", "a <! b", "Q&A", "x &lt y",
  ])
  func whatOnlyMightBeMarkupIsText(text: String) throws {
    let document = try DocumentFormat.xml.open(text: "<s><![CDATA[\(text)]]></s>")
    #expect(document.units.map(\.text) == [text] && document.units[0].tags.isEmpty)
    #expect(Samples.change(document) { $0 + "!" } == "<s><![CDATA[\(text)!]]></s>")
  }

  @Test func noCharactersThatXMLDoesNotHave() throws {
    let document = try DocumentFormat.xml.open(text: "<s><![CDATA[<p title=\"a\">b</p>]]></s>")
    #expect(
      Samples.change(document) { $0 + "\u{1}" } == "<s><![CDATA[<p title=\"a \">b </p>]]></s>")
  }

  /// As feeds and resource files have it.
  @Test func markupInSectionsIsMarkup() throws {
    let xml = """
      <rss xml:lang="es"><item><title>One</title><text><![CDATA[<p lang="es">Two <b>three</b> &amp; four.</p>
      <img alt="Five"> ]]></text></item><s><![CDATA[Six]]><![CDATA[ < seven]]></s></rss>
      """
    let document = try DocumentFormat.xml.open(text: xml)
    #expect(document.units.map(\.text).sorted() == ["Five", "One", "Six < seven", "Two three & four."])
    let expected = xml.replacing("One", with: "One]]&gt;!").replacing("Five", with: "Five]]&gt;!")
      .replacing("&amp; four.", with: "& four.]]&gt;!")
      .replacing("<![CDATA[Six]]><![CDATA[ < seven]]>", with: "Six &lt; seven]]&gt;!")
    #expect(Samples.change(document) { $0 + "]]>!" } == expected)
  }

  @Test func theLanguageIsSetWhereItIsNamed() throws {
    let document = try DocumentFormat.xml.open(text: "<?xml version='1.0'?>\n<d xml:lang='en'><p>x</p></d>")
    #expect(
      document.renderedText(with: document.units, target: try LanguageTag("pt-BR"))
        == "<?xml version='1.0'?>\n<d xml:lang='pt-BR'><p>x</p></d>")
  }

  @Test(arguments: [
    ("<a>\n  <b></a>", 2, 6, "</a> stands where </b> is expected"), ("<a>", 1, 1, "<a> is not closed"),
    ("</a>", 1, 1, "closes nothing"), ("a & b", 1, 3, "&amp;"), ("<a b=c>", 1, 6, "quotation marks"),
    ("<a b='1' b='2'/>", 1, 10, "already"), ("ñ <", 1, 4, "&lt;"), ("<a b='<'/>", 1, 7, "<"),
    ("<!-- a", 1, 1, "comment"), ("<!-- -- -->", 1, 6, "comment"), ("<![CDATA[", 1, 1, "CDATA"),
    ("<?x", 1, 1, "instruction"), ("<!x>", 1, 1, "<!"), ("<!DOCTYPE a [", 1, 1, "type"),
    ("a ]]> b", 1, 3, "]]>"),
    ("a\u{1}", 1, 2, "U+1"), ("ñ\u{FFFE}", 1, 2, "U+FFFE"), ("<a b='\u{FFFF}'/>", 1, 7, "U+FFFF"),
    ("<![CDATA[a\u{1}]]>", 1, 11, "U+1"), ("<![CDATA[\u{FFFE}]]>", 1, 10, "U+FFFE"),
    ("<a b='1'c='2'/>", 1, 9, "space"), ("<a b/>", 1, 5, "value"),
  ])
  func whatIsNotWellFormedIsNamed(xml: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: DocumentError.self) { try DocumentFormat.xml.open(text: xml) }
    #expect(error.line == line && error.column == column, "\(error)")
    #expect(error.description.contains(message) && error.reason == .malformed, "\(error)")
  }

  @Test func neighboursOfWhatIsNoCharacterAreRead() throws {
    #expect(try texts("<a>x \u{FFFD}\u{FFFC}\u{FEFE} y</a>") == ["x \u{FFFD}\u{FFFC}\u{FEFE} y"])
    let document = try DocumentFormat.xml.open(text: "<a>x &#xFFFE; y &#65535; z</a>")
    #expect(Samples.change(document) { $0 } == "<a>x &#xFFFE; y &#65535; z</a>")
  }

  @Test func documentTypesArePassedOver() throws {
    #expect(try texts("<!DOCTYPE a [<!ENTITY b \"]>\"><!-- ' -->]><a>x</a>") == ["x"])
  }
}
