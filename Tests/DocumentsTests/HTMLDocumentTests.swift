import Documents
import Testing
import Text

@Suite struct HTMLDocumentTests {
  private func texts(_ html: String, _ options: DocumentOptions = DocumentOptions()) throws -> [String] {
    try Samples.html(html, options).units.map(\.text)
  }

  private func shouted(_ html: String) throws -> String {
    Samples.change(try Samples.html(html), target: try LanguageTag("es")) { $0.uppercased() }
  }

  @Test func blocksEndSentencesAndInlineElementsDoNot() throws {
    #expect(try texts("<p>One <b>two</b> three.<p>Four<br>five") == ["One two three.", "Four", "five"])
    #expect(try texts("a<td>b</td><option>c<option>d<x-y>e</x-y>") == ["a", "b", "c", "d", "e"])
    let unit = try #require(try Samples.html("<p>One <b>two</b> <img src=x>three.</p>").units.first)
    #expect(unit.tags.map(\.markup) == ["<b>", "</b>", "<img src=x>"])
    #expect(unit.tags.map(\.offset) == [4, 7, 8])
    #expect(unit.tags.map(\.kind) == [.opening, .closing, .empty])
    #expect(unit.tags[0].identifier == unit.tags[1].identifier)
  }

  @Test func framesStayOutside() throws {
    #expect(try Samples.html("<p> <b><i>Hello</i></b> <img></p>").units == [MarkedText("Hello")])
    #expect(try Samples.html("<a><img>Text</a> <i class=icon></i>").units == [MarkedText("Text")])
    #expect(try texts("<b>a</b> b").count == 1)
    #expect(try Samples.html("<b>a</b> b").units[0].tags.count == 2)
    #expect(try texts("<p><code>x</code></p><p> &nbsp; </p><p></p>").isEmpty)
  }

  @Test func pairsThatCrossAreNoPairs() throws {
    let unit = try #require(try Samples.html("a <b>b <i>c</b> d</i> e").units.first)
    #expect(unit.partners == [2, nil, 0, nil])
    #expect(Set(unit.tags.map(\.identifier)).count == 3)
  }

  @Test func referencesAreReadAndWrittenWhereNeeded() throws {
    #expect(
      try texts("Fish &amp; chips &lt;3 &eacute; &#233;&#xe9; &copy; R&D &euro;")
        == ["Fish & chips <3 é éé © R&D €"])
    #expect(try shouted("<p>fish &amp; chips &lt; x&nbsp;y</p>") == "<p>FISH & CHIPS &lt; X&nbsp;Y</p>")
    #expect(try shouted("<p>a &check; b</p>") == "<p>A &check; B</p>")
    #expect(try shouted("a &amp;amp; &amp;lt") == "A &amp;AMP; &amp;LT")
  }

  @Test func spacesAreOneExceptWhereTheyCount() throws {
    #expect(try texts("<p>\n One \t two\n three </p>") == ["One two three"])
    #expect(try texts("<pre>a  b\n  c</pre><textarea>x\ny</textarea>") == ["a  b\n  c", "x\ny"])
  }

  @Test func whatIsNotLanguageIsLeftAlone() throws {
    #expect(
      try texts(
        "<script>var a = '<p>no</p>'</script><style>p{}</style><!-- no --><div translate=no>no<p>no</div>"
          + "<div class='a notranslate'>no <b>no</b></div><p translate=no>no<p>yes") == ["yes"])
    let unit = try #require(try Samples.html("<p>Run <code>a <b>b</b></code> now</p>").units.first)
    #expect(unit.text == "Run  now")
    #expect(unit.tags.map(\.markup) == ["<code>a <b>b</b></code>"])
    #expect(unit.tags.map(\.kind) == [.protected])
    #expect(try texts("<div translate=no>no <p translate=yes>yes</p> no</div>") == ["yes"])
    #expect(try texts("a <span translate=no>no <p translate=yes>b</p> no</span> c") == ["a", "b", "c"])
    #expect(try Samples.html("See <svg><title>x</title><path d=1 /></svg> it").units[0].tags.count == 1)
  }

  @Test func scriptsOfXHTMLMayBeEmptyTags() throws {
    #expect(try texts("<?xml version='1.0'?><html><script src='x'/><p>yes</p></html>") == ["yes"])
    #expect(try texts("<script src='x'/><p>no</p>").isEmpty)
  }

  @Test func marksOfNotesAreNoWords() throws {
    let unit = try #require(
      try Samples.html("A file<sup><a href=x>[1]</a></sup> of the 1<sup>st</sup> kind").units.first)
    #expect(unit.text == "A file of the 1st kind")
    #expect(unit.tags.map(\.kind) == [.empty, .opening, .closing])
    #expect(unit.tags[0].markup == "<sup><a href=x>[1]</a></sup>" && unit.tags[0].offset == 6)
  }

  @Test func attributesThatPeopleReadAreUnits() throws {
    let html =
      "<meta name=\"description\" content=\"A page\"><meta name=viewport content=width><img alt=sun title='it''s'>"
      + "<input type=text value=no placeholder=\"Your name\"><input type=submit value=Send><a aria-label=\"go\">x</a>"
    #expect(try texts(html) == ["A page", "sun", "it", "Your name", "Send", "go", "x"])
    let written = try shouted("<p>See <img alt=sun src=s> <a title='a \"b\" &amp; c'>here</a> now</p>")
    #expect(written == "<p>SEE <img alt=\"SUN\" src=s> <a title='A \"B\" & C'>HERE</a> NOW</p>")
  }

  @Test func theLanguageOfTheDocumentIsTheTarget() throws {
    for (before, after) in [
      ("<html lang=\"en\">", "<html lang=\"es\">"), ("<html lang=en dir=ltr>", "<html lang=\"es\" dir=ltr>"),
      ("<HTML>", "<HTML lang=\"es\">"), ("<html class=a>", "<html lang=\"es\" class=a>"),
      ("<html lang>", "<html lang>"),
    ] { #expect(try shouted("<!DOCTYPE html>\(before)<p>x") == "<!DOCTYPE html>\(after)<p>X") }
    #expect(Samples.change(try Samples.html("<html lang=en>x")) { $0 } == "<html lang=en>x")
  }

  @Test func optionsSayWhichElementsEndSentences() throws {
    var options = DocumentOptions()
    options.splittingTags = ["b"]
    options.nonSplittingTags = ["div"]
    options.ignoredTags = ["q"]
    #expect(try texts("a <b>b</b> c <div>d</div> e <q>f</q> g", options) == ["a", "b", "c d e  g"])
  }

  @Test func theEncodingIsKept() throws {
    let target = try LanguageTag("grn")
    let latin = Array("<meta charset=iso-8859-1><p>".utf8) + [0xF1, 0x80] + Array("</p>".utf8)
    let document = try DocumentFormat.html.open(latin)
    #expect(document.units == [MarkedText("ñ€")])
    let written = document.rendered(with: [MarkedText("ñ ẽ")], target: target)
    #expect(written == Array("<meta charset=iso-8859-1><p>".utf8) + [0xF1, 0x20] + Array("&#7869;</p>".utf8))
    for (mark, isLittle) in [([0xFF, 0xFE], true), ([0xFE, 0xFF], false)] as [([UInt8], Bool)] {
      let bytes =
        mark
        + "<p>ñ😀</p>".utf16.flatMap { unit -> [UInt8] in
          isLittle ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
        }
      let document = try DocumentFormat.html.open(bytes)
      #expect(document.units == [MarkedText("ñ😀")])
      #expect(document.rendered(with: document.units, target: target) == bytes)
    }
    #expect(throws: DocumentError.self) {
      try DocumentFormat.html.open(Array("<meta charset='shift_jis'>x".utf8))
    }
    let error = #expect(throws: DocumentError.self) {
      try DocumentFormat.html.open(Array("<meta charset=utf-8>\nab".utf8) + [0xFF])
    }
    #expect(error?.line == 2 && error?.column == 3)
  }

  /// Texts that grow by the square would not end here.
  @Test(arguments: [
    ("<b>", ""), ("<b>x", "</i>"), ("<span translate=no><div>", ""), ("<li></li>", "<li>"), ("<!--", ""),
    ("</", ""),
    ("<a b='", ""), ("&", ""), ("<b><img>", "x"), ("<p><ul><li>", "</li>"), ("<title>", "</"),
    ("<div>", "<li></li>"),
  ])
  func hostileTextIsReadInTime(pieces: (String, String)) throws {
    let text = String(repeating: pieces.0, count: 8_000) + String(repeating: pieces.1, count: 8_000)
    let document = try Samples.html(text)
    #expect(document.renderedText(with: document.units, target: nil) == text)
  }
}
