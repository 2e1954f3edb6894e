import Documents
import Testing

@Suite struct SubtitleDocumentTests {
  private static let subRip = """
    1\r
    00:00:01,000 --> 00:00:03,500 X1:10\r
    <i>Close the door</i>\r
    and wait here.\r
    \r
    2\r
    00:00:04,000 --> 00:00:06,000\r
    - {\\an8}Who is it?\r
    - Tom & Ana < 3.\r

    """

  @Test func timesAndNumbersStay() throws {
    let document = try DocumentFormat.srt.open(text: Self.subRip)
    #expect(
      document.units.map(\.text) == ["Close the door and wait here.", "Who is it?", "Tom & Ana < 3."])
    #expect(document.units[0].tags.map(\.markup) == ["<i>", "</i>"])
    #expect(document.units[1].tags.map(\.kind) == [.empty])
    let shouted = Samples.change(document) { $0.uppercased() }
    let expected = Self.subRip.replacing(
      "Close the door</i>\r\nand wait here", with: "CLOSE THE DOOR</i> AND WAIT HERE"
    )
    .replacing("Who is it", with: "WHO IS IT").replacing("Tom & Ana", with: "TOM & ANA")
    #expect(shouted == expected)
  }

  @Test func longLinesAreBrokenInTheMiddle() throws {
    let text = "1\n00:00:01,000 --> 00:00:03,500\nOne line.\n"
    let document = try DocumentFormat.srt.open(text: text)
    let long = "Las personas que viven cerca del río deben salir de sus casas antes de la noche."
    let written = Samples.change(document) { _ in long }
    let lines = written.split(separator: "\n").dropFirst(2).map(String.init)
    #expect(lines == ["Las personas que viven cerca del río deben", "salir de sus casas antes de la noche."])
    let again = try DocumentFormat.srt.open(text: written)
    #expect(again.units.map(\.text) == [long])
  }

  @Test func notesStylesAndIdentifiersOfWebVTTStay() throws {
    let text = """
      WEBVTT - A title

      STYLE
      ::cue { color: red }

      NOTE A note
      on two lines

      intro
      00:01.000 --> 00:02.000 line:0
      <v Ana>Salt &amp; water
      """
    let document = try DocumentFormat.vtt.open(text: text)
    #expect(document.units.map(\.text) == ["Salt & water"])
    #expect(document.units[0].tags.map(\.markup) == ["<v Ana>"])
    #expect(
      Samples.change(document) { _ in "a <b> &amp; c" }
        == text.replacing("Salt &amp; water", with: "a &lt;b> &amp;amp; c"))
  }

  @Test func dashesOfSpeakersStay() throws {
    let text =
      "1\n00:00:01,000 --> 00:00:02,000\n-one\n—  two\n\n2\n00:00:02,000 --> 00:00:03,000\n-3 degrees\n-\n"
    let document = try DocumentFormat.srt.open(text: text)
    #expect(document.units.map(\.text) == ["one", "two", "-3 degrees -"])
    #expect(
      Samples.change(document) { $0 == "one" ? "¿uno?" : $0 } == text.replacing("one", with: "¿uno?"))
  }

  @Test func cuesWithoutEmptyLinesBetweenThemAreTold() throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:03,000 --> 00:00:04,000\ntwo\nthree"
    let document = try DocumentFormat.srt.open(text: text)
    #expect(document.units.map(\.text) == ["one", "two three"])
    #expect(
      Samples.change(document) { $0.uppercased() }
        == text.replacing("one", with: "ONE").replacing("two\nthree", with: "TWO THREE"))
  }

  @Test func noTextBecomesATime() throws {
    let document = try DocumentFormat.vtt.open(text: "WEBVTT\n\n00:01.000 --> 00:02.000\na --&gt; b")
    #expect(Samples.change(document) { $0 + "." } == "WEBVTT\n\n00:01.000 --> 00:02.000\na --&gt; b.")
  }
}
