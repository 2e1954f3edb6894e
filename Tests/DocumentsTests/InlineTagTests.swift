import Documents
import Testing

@Test func tagKeepsItsMarkup() {
  #expect(InlineTag(markup: "<b>", kind: .opening, offset: 0).markup == "<b>")
}
