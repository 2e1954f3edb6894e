import Documents
import Testing

@Suite struct MarkedTextTests {
  private func tag(_ kind: InlineTag.Kind, _ identifier: Int, _ offset: Int) -> InlineTag {
    InlineTag(markup: "<\(identifier)>", kind: kind, offset: offset, identifier: identifier)
  }

  @Test func partnersAreNested() {
    let text = MarkedText(
      "ab",
      tags: [
        tag(.opening, 1, 0), tag(.opening, 2, 0), tag(.empty, 3, 1), tag(.closing, 1, 1), tag(.closing, 2, 2),
        tag(.closing, 9, 2),
      ])
    #expect(text.partners == [3, nil, nil, 0, nil, nil])
  }

  @Test func tagsAreJoinedInTheirPlaces() {
    #expect(
      MarkedText("añb", tags: [tag(.empty, 1, 0), tag(.empty, 2, 3), tag(.empty, 3, 99)]).joined
        == "<1>añ<2>b<3>")
    #expect(MarkedText("x").joined == "x")
  }
}
