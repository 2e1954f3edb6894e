private import CLibXML2
private import Foundation

/// Walks forward through an XML file, node by node, in constant memory (libxml2's `xmlTextReader`).
///
/// A file is hostile: nothing is fetched, no DTD is loaded, a document that declares entities of its own is
/// refused, and libxml2's limits on depth (256 elements) and on the length of a text (10 MB) stay on.
final class XMLCursor {
  enum Event {
    /// An element begins; it ends at once if it is empty.
    case start(isEmpty: Bool)
    case end
    /// Text, white space or a CDATA section.
    case text
  }

  private let file: String
  private let reader: xmlTextReaderPtr
  private let descriptor: Int32
  /// The interned names of `elements`, in the order in which they were given.
  private var names: [UnsafePointer<xmlChar>?] = []

  /// Opens the file at `path`. `element` returns indices into `elements`.
  init(path: String, elements: [String]) throws(CorpusError) {
    Self.initialize
    file = path
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path, "open") }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    guard let reader = xmlReaderForFd(descriptor, nil, nil, Int32(options)) else {
      close(descriptor)
      throw CorpusError(
        .inputOutput, file: path, "The XML parser does not start.", advice: "Free some memory.")
    }
    self.reader = reader
    self.descriptor = descriptor
    names = elements.map { xmlTextReaderConstString(reader, $0) }
  }

  deinit {
    xmlFreeTextReader(reader)
    close(descriptor)
  }

  /// The next node of interest; nil at the end of the document.
  func next() throws(CorpusError) -> Event? {
    while true {
      let status = xmlTextReaderRead(reader)
      if status == 0 { return nil }
      guard status == 1 else { throw parserError() }
      switch xmlTextReaderNodeType(reader) {
      case 1: return .start(isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
      case 15: return .end
      case 3, 4, 13, 14: return .text
      case 5: throw entityError()
      case 10: try checkDocumentType()
      default: continue
      }
    }
  }

  /// The index of the current element in the names that the cursor was opened with; -1 for others.
  var element: Int {
    guard let name = xmlTextReaderConstLocalName(reader) else { return -1 }
    for index in 0..<names.count where names[index] == name { return index }
    return -1
  }

  /// The number of elements around the current node.
  var depth: Int { Int(xmlTextReaderDepth(reader)) }

  /// The line of the current node; beyond line 65,534, which is as far as nodes count, that of the parser,
  /// which reads ahead a little.
  var line: Int {
    let parser = Int(xmlTextReaderGetParserLineNumber(reader))
    let node = xmlTextReaderCurrentNode(reader).map { Int(xmlGetLineNo($0)) } ?? 0
    return node > 0 && node < 65_535 && parser < 65_535 ? node : parser
  }

  /// An attribute of the current element, by its name with prefix.
  func attribute(_ name: String) -> String? {
    guard let value = xmlTextReaderGetAttribute(reader, name) else { return nil }
    defer { free(value) }
    return String(cString: value)
  }

  /// Appends the text of the current node.
  func appendText(to bytes: inout [UInt8]) {
    guard let value = xmlTextReaderConstValue(reader) else { return }
    let length = Int(xmlStrlen(value))
    bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: length))
  }

  // MARK: Errors

  func error(_ message: String, advice: String) -> CorpusError {
    CorpusError(.malformed, file: file, line: line, message, advice: advice)
  }

  private func parserError() -> CorpusError {
    let found = xmlGetLastError()?.pointee
    var message = found?.message.map { String(cString: $0).trimmingSpaces() } ?? "The XML is damaged."
    if let last = message.last, !".!?".contains(last) { message += "." }
    let isLimit = message.contains("XML_PARSE_HUGE") || message.contains("loop") || message.contains("amplif")
    let isEncoding = message.contains("encod") || message.contains("UTF-8")
    return CorpusError(
      isLimit ? .limit : isEncoding ? .encoding : .malformed, file: file,
      line: found.map { Int($0.line) } ?? line, "This is not well-formed XML: \(message)",
      advice: isLimit
        ? "The file nests too deeply or is too large in one place; it is not read."
        : "Check that the file is complete; xmllint shows the place.")
  }

  private func entityError() -> CorpusError {
    let name = xmlTextReaderConstName(reader).map { String(cString: $0) } ?? ""
    return CorpusError(
      .limit, file: file, line: line, "The entity &\(name); is not one of XML's own, and is not expanded.",
      advice: "Replace it by its text, for example with xmllint --noent.")
  }

  /// Refuses entities declared in the file: a few lines of them can expand to gigabytes.
  private func checkDocumentType() throws(CorpusError) {
    guard let document = xmlTextReaderCurrentDoc(reader), let subset = document.pointee.intSubset,
      subset.pointee.entities != nil || subset.pointee.pentities != nil
    else { return }
    throw CorpusError(
      .limit, file: file, line: line, "The file declares entities of its own, which are not expanded.",
      advice: "Remove the declarations between <!DOCTYPE and ]>.")
  }

  private static let initialize: Void = { xmlInitParser() }()
}
