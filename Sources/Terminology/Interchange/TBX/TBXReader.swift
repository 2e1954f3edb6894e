internal import XMLReading

/// Reads TermBase eXchange files of version 2 (ISO 30042:2008: `martif`, `termEntry`, `langSet`, `tig` and
/// `ntig`) and 3 (ISO 30042:2019: `tbx`, `conceptEntry`, `langSec`, `termSec`), with categories as attributes
/// (DCA) or as elements (DCT), and TBX-Min, as a stream of entries.
struct TBXReader {
  /// An entry that nests more elements than this is an attack.
  static let maximumElements = 100_000
  static let maximumBytes = 8 << 20

  let place: String

  func read(_ bytes: [UInt8]) throws(TerminologyError) -> GlossaryDocument {
    let cursor = try mapped { () throws(XMLError) in
      try XMLCursor(bytes: bytes, file: place, elements: [])
    }
    let collector = EntryCollector(place: place)
    var root: String?
    var open: [TBXNode] = []
    var elements = 0
    var size = 0
    while let event = try mapped({ () throws(XMLError) in try cursor.next() }) {
      switch event {
      case .text where !open.isEmpty:
        let last = open.count - 1
        let before = open[last].text.count
        cursor.appendText(to: &open[last].text)
        size += open[last].text.count - before
      case .start(let isEmpty):
        let name = Self.currentName(cursor.name)
        if root == nil { root = name }
        guard !open.isEmpty || name == "conceptEntry" || name == "tbxHeader" else { continue }
        if open.isEmpty { (elements, size) = (0, 0) }
        elements += 1
        open.append(node(name, cursor))
        if isEmpty { try close(&open, collector) }
      case .end where !open.isEmpty: try close(&open, collector)
      default: break
      }
      guard elements <= Self.maximumElements, size <= Self.maximumBytes else {
        throw TerminologyError(
          .limit, place, line: cursor.line,
          "An entry has more than \(Self.maximumElements) elements or \(Self.maximumBytes >> 20) MB of text.",
          advice: "Check that the entry ends where it should.")
      }
    }
    guard root == "tbx" else {
      throw TerminologyError(
        .malformed, place, "This is XML, but not TBX: its root is <\(root ?? "")>.",
        advice: "TBX begins with <martif> or <tbx>; check that the name of the file says what it is.")
    }
    return collector.document
  }

  /// What version 3 calls an element of any version. Where a prefix is not declared, it is part of the name.
  private static func currentName(_ name: String) -> String {
    let name = name.lastIndex(of: ":").map { String(name[$0...].dropFirst()) } ?? name
    return switch name {
    case "martif", "TBX": "tbx"
    case "martifHeader", "header": "tbxHeader"
    case "termEntry", "entry": "conceptEntry"
    case "langSet", "langGroup": "langSec"
    case "tig", "ntig", "termGroup": "termSec"
    default: name
    }
  }

  private func node(_ name: String, _ cursor: XMLCursor) -> TBXNode {
    let type = cursor.attribute("type") ?? ""
    return TBXNode(
      name: name, category: type.isEmpty ? name : type, identifier: cursor.attribute("id") ?? "",
      target: cursor.attribute("target") ?? "",
      language: cursor.attribute("xml:lang") ?? cursor.attribute("lang") ?? "", line: cursor.line)
  }

  private func close(_ open: inout [TBXNode], _ collector: EntryCollector) throws(TerminologyError) {
    let node = open.removeLast()
    guard let last = open.indices.last else {
      if node.name == "tbxHeader" { return try header(node, collector) }
      var concept = TBXConcept(collector: collector)
      return try concept.read(node)
    }
    switch node.name {
    // Marks inside a text.
    case "hi", "foreign", "ph", "sc", "ec", "bpt", "ept", "it", "ut": open[last].text += node.text
    default: open[last].children.append(node)
    }
  }

  private func header(_ node: TBXNode, _ collector: EntryCollector) throws(TerminologyError) {
    func text(_ node: TBXNode?) throws(TerminologyError) -> String {
      guard let node else { return "" }
      return try collector.paragraphs(node.paragraphs(), "header", line: node.line)
    }
    let title = node.first("title") ?? node.children.first { $0.name == "id" }
    var source = node.first("sourceDesc")
    let license =
      node.first("publicationStmt") ?? node.first("license")
      ?? source?.children.first { $0.category == "license" }
    source?.children.removeAll { $0.category == "license" }
    collector.describe(
      title: FieldText.line(try text(title)), license: try text(license), source: try text(source),
      note: try text(node.first("titleStmt")?.first("note") ?? node.first("description")))
  }

  private func mapped<T>(_ body: () throws(XMLError) -> T) throws(TerminologyError) -> T {
    do { return try body() } catch { throw TerminologyError(error) }
  }
}

extension TerminologyError {
  init(_ error: XMLError) {
    let reason: Reason =
      switch error.reason {
      case .missing: .missing
      case .malformed: .malformed
      case .encoding: .encoding
      case .limit: .limit
      case .inputOutput: .inputOutput
      }
    self.init(reason, error.file, line: error.line, error.message, advice: error.advice)
  }
}
