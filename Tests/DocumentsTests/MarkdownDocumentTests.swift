import Compute
import Documents
import Testing

@Suite struct MarkdownDocumentTests {
  private func shouted(_ text: String) throws -> String {
    Samples.change(try DocumentFormat.markdown.open(text: text)) { $0.uppercased() }
  }

  private func units(_ text: String) throws -> [String] {
    try DocumentFormat.markdown.open(text: text).units.map(\.text)
  }

  @Test(arguments: [
    ("---\ntitle: x\n---\n# one {#id}\n", "---\ntitle: x\n---\n# ONE {#id}\n"),
    ("## two ##\n\nthree\n=====\n", "## TWO ##\n\nTHREE\n=====\n"),
    ("- a\n  b\n* [x] c\n10. d\n   - e\n", "- A B\n* [x] C\n10. D\n   - E\n"),
    ("> a\n> b\n>\n> c", "> A B\n>\n> C"),
    ("a  \nb\\\nc", "A  \nB\\\nC"),
    ("```sh\nls a\n```\nb\n\n    code\n\nc", "```sh\nls a\n```\nB\n\n    code\n\nC"),
    ("> ~~~\n> a\n> ~~~\n> b", "> ~~~\n> a\n> ~~~\n> B"),
    ("| a | `b` |\n|---|:-:|\n| d \\| e | |\n\nf", "| A | `b` |\n|---|:-:|\n| D \\| E | |\n\nF"),
    ("a\n\n***\n\n[l]: http://x.y 'z'\n[^1]: note", "A\n\n***\n\n[l]: http://x.y 'z'\n[^1]: NOTE"),
    ("$$\nx = y\n$$\nb", "$$\nx = y\n$$\nB"),
    ("<div>\n<p title='t'>a <b>b</b></p>\n</div>\n\nc", "<div>\n<p title='T'>A <b>B</b></p>\n</div>\n\nC"),
    ("<!-- a\n\nb -->\nc", "<!-- a\n\nb -->\nC"),
    (
      "- a\n\n  - b\n\n    c\n\n  d\n\n      code\n",
      "- A\n\n  - B\n\n    C\n\n  D\n\n      code\n"
    ),
    ("-\ta\n\n\tb\n\n\t- c\n\n\t\td\n", "-\tA\n\n\tB\n\n\t- C\n\n\t\tD\n"),
    ("- > a\n  > b\n- c\n", "- > A B\n- C\n"),
    ("> [!NOTE]\n> a\n> b\n", "> [!NOTE]\n> A B\n"), ("> [!tip]- a\n> b\n", "> [!tip]- A\n> B\n"),
    ("a\n: b\n  c\n: d\n", "A\n: B C\n: D\n"),
    ("!!! note \"x\"\n    a\n\nb\n", "!!! note \"x\"\n    A\n\nB\n"),
    ("# a {.x}\n{: .c}\nb", "# A {.x}\n{: .c}\nB"),
    ("[l]: u\n  'title'\n[m]: <v w> (t)\n\na", "[l]: u\n  'title'\n[m]: <v w> (t)\n\nA"),
    ("[l]: a long text\n", "\\[L]: A LONG TEXT\n"),
    ("# 1. a\n\n| b |\n|---|\n| - c |\n", "# 1. A\n\n| B |\n|---|\n| - C |\n"),
    ("[^1]: a\n    b\n\n    c\n\n        code\n", "[^1]: A B\n\n    C\n\n        code\n"),
  ])
  func blocksStay(text: String, expected: String) throws { #expect(try shouted(text) == expected) }

  @Test func emphasisLinksAndCodeAreTags() throws {
    let text =
      "See **the [guide](a_(b).html \"t\")** or `x*y`, <https://a.b>, http://c.d/e_f_g. ![map][m]\n\n[m]: n\n"
    let unit = try #require(try DocumentFormat.markdown.open(text: text).units.first)
    #expect(unit.text == "See the guide or , , . map")
    #expect(
      unit.tags.map(\.markup) == [
        "**", "[", "](a_(b).html \"t\")", "**", "`x*y`", "<https://a.b>", "http://c.d/e_f_g", "![", "][m]",
      ])
    #expect(
      unit.tags.map(\.kind) == [
        .opening, .opening, .closing, .closing, .protected, .protected, .protected, .opening, .closing,
      ])
  }

  /// Readers see them when they point at a link or a picture.
  @Test(arguments: [
    (#"See [a](b.html "t u")."#, #"SEE [A](b.html "T U")."#),
    ("![a](<b c.png> 't')", "![A](<b c.png> 'T')"),
    ("![a](b 'it\\'s')", "![A](b 'IT\\'S')"), ("[a](b (t))", "[A](b (T))"),
    ("[a](b \"*t* &amp; [u]\")", "[A](b \"*T* & [U]\")"), ("[a](b \"1\")", "[A](b \"1\")"),
    ("[a]( b  \"t\" )", "[A]( b  \"T\" )"),
    ("a <img src='s' alt='t' title=u> b", "A <img src='s' alt='T' title=\"U\"> B"),
    (#"<img src="s" alt="t">"#, #"<img src="s" alt="T">"#),
    (#"a <img alt="t" translate="no"> b"#, #"A <img alt="t" translate="no"> B"#),
    ("> - a\n>   b [c](d \"t\") e\n", "> - A B [C](d \"T\") E\n"),
    (#"| [a](b "t") | c |"# + "\n|-|-|\n", #"| [A](b "T") | C |"# + "\n|-|-|\n"),
  ])
  func titlesAreTranslated(text: String, expected: String) throws { #expect(try shouted(text) == expected) }

  @Test func aTitleMayHoldAnything() throws {
    let document = try DocumentFormat.markdown.open(text: #"[a](b "t") c"#)
    #expect(document.units.map(\.text) == ["a c", "t"])
    let translations = [document.units[0], MarkedText(#"say "x" | \* & &lt; )"#)]
    let text = document.renderedText(with: translations, target: nil)
    #expect(text == #"[a](b "say \"x\" \| \\* & \&lt; )") c"#)
  }

  /// In brackets with a backslash formulas stay, and words are words.
  @Test(arguments: [
    (#"a \(x^2 + y\) b"#, #"A \(x^2 + y\) B"#), (#"\[ E = mc^2 \]"#, #"\[ E = mc^2 \]"#),
    (#"a \(n\) b"#, #"A \(n\) B"#), (#"a \(\alpha\) b"#, #"A \(\alpha\) B"#),
    (#"a \(see b\)"#, "A (SEE B)"), (#"a \(see b"#, "A (SEE B"),
  ])
  func bracketedFormulasStay(text: String, expected: String) throws { #expect(try shouted(text) == expected) }

  @Test func linksLeadWhereTheyLed() throws {
    let definition = "\n\n[the Guide]: http://x.y\n"
    #expect(
      try shouted("see [the  guide], [The Guide][], [it][the guide], [no]." + definition)
        == "SEE [THE  GUIDE][the  guide], [THE GUIDE][The Guide], [IT][the guide], [NO]." + definition)
    #expect(
      try shouted("see http://a.b/c_(d), (http://e.f/g).") == "SEE http://a.b/c_(d), (http://e.f/g).")
  }

  @Test func formulasStay() throws {
    #expect(try shouted("let $x_1 + y$ be $z$.") == "LET $x_1 + y$ BE $z$.")
    #expect(try shouted("from $5 to $6, us$7 or us$8") == "FROM $5 TO $6, US$7 OR US$8")
  }

  @Test func signsAreNoMarks() throws {
    #expect(
      try units("2 * 3 = 6, snake_case_name, a < b, [x], AT&T &amp; \\*") == [
        "2 * 3 = 6, snake_case_name, a < b, [x], AT&T & *"
      ])
    let document = try DocumentFormat.markdown.open(text: "x")
    for text in [
      "1. a", "# a", "- a", "a *b* `c` <d> [e](f) g_ &amp; \\*", "2 * 3 snake_case", "> a", "+ b",
      "~~a~~", "~~~ a", "[^1] a", "[l]: a", ": a", "a] [b](c)",
    ] {
      let written = Samples.change(document) { _ in text }
      #expect(try units(written) == [text], "\(written)")
    }
  }

  @Test func textBehindCodeIsNotEscaped() throws {
    #expect(try shouted("see `a`. (see <b@c.org>)") == "SEE `a`. (SEE <b@c.org>)")
  }

  /// Code is read before links (CommonMark 0.31, section 6.3): the address behind it stands in none.
  @Test func codeMayHoldTheEndOfALink() throws {
    let text = "[a `b](c) d` http://e f](g) h"
    let document = try DocumentFormat.markdown.open(text: text)
    #expect(document.renderedText(with: document.units, target: nil) == text)
    #expect(document.units.first?.tags.map(\.markup).contains("`b](c) d`") == true)
  }

  @Test func anythingIsGivenBack() throws {
    let pieces = [
      "word", " ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "**", "*", "_", "`", "[", "](u)", "![", "|",
      "\n|-|-|\n",
      "<b>", "</b>", "<!--", "-->", "\\", "&amp;", "agua", ".", "~~", "[l]: x\n", "```\n", "    ",
      "http://a.b ", "\r\n", "](u \"t\")", "](u\n't')", "<img alt=x>", "<b title=\"y &z; w\">", "\\(x\\)",
      "\\[",
    ]
    var random = RandomSource(seed: 11)
    for round in 0..<3000 {
      let text = (0..<Int.random(in: 0...16, using: &random)).map { _ in pieces.randomElement(using: &random)!
      }
      .joined()
      let document = try DocumentFormat.markdown.open(text: text)
      #expect(document.renderedText(with: document.units, target: nil) == text, "round \(round)")
      RoundTripTests.check(document)
    }
  }

  /// A text of a million marks takes no longer than one of letters.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["[", "<", "*a ", "`", "![", "- ", "> ", "<!--", "[a](", "$$x\n", "~~a "])
  func hostileTextsAreRead(piece: String) throws {
    let text = String(repeating: piece, count: 100_000)
    let document = try DocumentFormat.markdown.open(text: text)
    #expect(document.renderedText(with: document.units, target: nil) == text)
  }
}
