internal import XMLReading

/// An element of a TBX file with what is inside it; only entries and headers are built, one at a time.
struct TBXNode {
  /// The name without its prefix.
  let name: String
  /// What the element means: its `type` where the style is DCA, its name where it is DCT.
  let category: String
  let identifier: String
  let target: String
  /// `xml:lang`; empty if there is none.
  let language: String
  let line: Int
  var text: [UInt8] = []
  var children: [TBXNode] = []

  /// The text as it is meant: spaces that come from the layout of the file are single, and a line separator
  /// (U+2028), which survives any layout, is a line end.
  var content: String {
    var bytes = text
    XMLText.joinLines(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The elements that make up this one, whatever groups they stand in.
  var fields: [TBXNode] {
    children.flatMap { child in
      switch child.name {
      case "descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp": child.fields
      default: [child]
      }
    }
  }

  /// All paragraphs and texts inside, one a line.
  func paragraphs() -> String {
    children.isEmpty ? content : children.map { $0.paragraphs() }.joined(separator: "\n")
  }

  /// The first element inside that has the name.
  func first(_ name: String) -> TBXNode? {
    for child in children {
      if child.name == name { return child }
      if let found = child.first(name) { return found }
    }
    return nil
  }
}
