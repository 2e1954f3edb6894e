private import CLibXML2
private import Foundation

/// Walks forward through an XML document, node by node, in constant memory (libxml2's `xmlTextReader`).
///
/// A file is hostile: nothing is fetched, no DTD is loaded, a document that declares entities of its own is
/// refused, and libxml2's limits on depth (256 elements) and on the length of a text (10 MB) stay on.
public final class XMLCursor {
  public enum Event: Sendable, Equatable {
    /// An element begins; it ends at once if it is empty.
    case start(isEmpty: Bool)
    case end
    /// Text, white space or a CDATA section.
    case text
  }

  private let file: String
  private let reader: xmlTextReaderPtr
  /// The open file; -1 for a document in memory.
  private let descriptor: Int32
  /// The document in memory, which the parser may read for as long as it lives.
  private var memory: UnsafeMutableBufferPointer<CChar>?
  /// The interned names of `elements`, in the order in which they were given.
  private var names: [UnsafePointer<xmlChar>?] = []

  /// Opens the file at `path`, standard input for `-`. `element` returns indices into `elements`.
  public init(path: String, elements: [String]) throws(XMLError) {
    Self.initialize
    file = path
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.openingError(path) }
    guard let reader = xmlReaderForFd(descriptor, nil, nil, Self.options) else {
      close(descriptor)
      throw Self.startError(path)
    }
    self.reader = reader
    self.descriptor = descriptor
    names = elements.map { xmlTextReaderConstString(reader, $0) }
  }

  /// Opens the document that `bytes` are; errors call it `file`.
  public init(bytes: [UInt8], file: String, elements: [String]) throws(XMLError) {
    Self.initialize
    self.file = file
    guard let size = Int32(exactly: bytes.count) else {
      throw XMLError(
        .limit, file: file, "The document has \(bytes.count) bytes; at most \(Int32.max) are read.",
        advice: "Divide it.")
    }
    let memory = UnsafeMutableBufferPointer<CChar>.allocate(capacity: max(1, bytes.count))
    _ = memory.initialize(from: bytes.lazy.map { CChar(bitPattern: $0) })
    guard let reader = xmlReaderForMemory(memory.baseAddress, size, nil, nil, Self.options) else {
      memory.deallocate()
      throw Self.startError(file)
    }
    self.reader = reader
    self.memory = memory
    descriptor = -1
    names = elements.map { xmlTextReaderConstString(reader, $0) }
  }

  deinit {
    xmlFreeTextReader(reader)
    if descriptor >= 0 { close(descriptor) }
    memory?.deallocate()
  }

  /// The next node of interest; nil at the end of the document.
  public func next() throws(XMLError) -> Event? {
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

  /// The name of the current element, without a prefix.
  public var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

  /// The index of the current element in the names that the cursor was opened with; -1 for others.
  public var element: Int {
    guard let name = xmlTextReaderConstLocalName(reader) else { return -1 }
    for index in 0..<names.count where names[index] == name { return index }
    return -1
  }

  /// The number of elements around the current node.
  public var depth: Int { Int(xmlTextReaderDepth(reader)) }

  /// The line of the current node; beyond line 65,534, which is as far as nodes count, that of the parser,
  /// which reads ahead a little.
  public var line: Int {
    let parser = Int(xmlTextReaderGetParserLineNumber(reader))
    let node = xmlTextReaderCurrentNode(reader).map { Int(xmlGetLineNo($0)) } ?? 0
    return node > 0 && node < 65_535 && parser < 65_535 ? node : parser
  }

  /// An attribute of the current element, by its name with prefix.
  public func attribute(_ name: String) -> String? {
    guard let value = xmlTextReaderGetAttribute(reader, name) else { return nil }
    defer { free(value) }
    return String(cString: value)
  }

  /// Appends the text of the current node.
  public func appendText(to bytes: inout [UInt8]) {
    guard let value = xmlTextReaderConstValue(reader) else { return }
    let length = Int(xmlStrlen(value))
    bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: length))
  }

  // MARK: Errors

  private func parserError() -> XMLError {
    let found = xmlGetLastError()?.pointee
    // Of an empty file the parser says that it goes on after its end.
    if found?.code == Int32(XML_ERR_DOCUMENT_END.rawValue), xmlTextReaderCurrentNode(reader) == nil {
      return XMLError(
        .malformed, file: file, "There is no XML in the file.",
        advice: "Check that the file is the right one, and complete.")
    }
    var message =
      found?.message.map { String(cString: $0).trimmingCharacters(in: .whitespacesAndNewlines) }
      ?? "The XML is damaged."
    if let last = message.last, !".!?".contains(last) { message += "." }
    let isLimit = message.contains("XML_PARSE_HUGE") || message.contains("loop") || message.contains("amplif")
    let isEncoding = message.contains("encod") || message.contains("UTF-8")
    return XMLError(
      isLimit ? .limit : isEncoding ? .encoding : .malformed, file: file,
      line: found.map { Int($0.line) } ?? line, column: found.map { max(0, Int($0.int2)) } ?? 0,
      "This is not well-formed XML: \(message)",
      advice: isLimit
        ? "The file nests too deeply or is too large in one place; it is not read."
        : "Check that the file is complete; xmllint shows the place.")
  }

  private func entityError() -> XMLError {
    let name = xmlTextReaderConstName(reader).map { String(cString: $0) } ?? ""
    return XMLError(
      .limit, file: file, line: line, "The entity &\(name); is not one of XML's own, and is not expanded.",
      advice: "Replace it by its text, for example with xmllint --noent.")
  }

  /// Refuses entities declared in the file: a few lines of them can expand to gigabytes.
  private func checkDocumentType() throws(XMLError) {
    guard let document = xmlTextReaderCurrentDoc(reader), let subset = document.pointee.intSubset,
      subset.pointee.entities != nil || subset.pointee.pentities != nil
    else { return }
    throw XMLError(
      .limit, file: file, line: line, "The file declares entities of its own, which are not expanded.",
      advice: "Remove the declarations between <!DOCTYPE and ]>.")
  }

  /// The error for a file that has just refused to open.
  private static func openingError(_ path: String) -> XMLError {
    let code = errno
    if code == ENOENT || code == ENOTDIR {
      return XMLError(.missing, file: path, "There is no such file.", advice: "Check the path.")
    }
    return XMLError(
      .inputOutput, file: path, "Cannot open it: \(String(cString: strerror(code))).",
      advice: code == EACCES || code == EPERM
        ? "Check the permissions of the file and of its folder." : "Check the disk and the path.")
  }

  private static func startError(_ file: String) -> XMLError {
    XMLError(.inputOutput, file: file, "The XML parser does not start.", advice: "Free some memory.")
  }

  private static let options = Int32(
    XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

  private static let initialize: Void = { xmlInitParser() }()
}
