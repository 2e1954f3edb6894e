private import Foundation
internal import NIOCore

extension FormBody {
  /// Bytes of the header of a part.
  private static let longestHead = 16 << 10

  /// Reads `multipart/form-data` (RFC 7578). Files share the memory of `buffer`.
  ///
  /// - Parameter type: the `Content-Type` of the request, which tells the boundary.
  /// - Throws: `ServiceError.invalid` that says what is wrong.
  init(multipart buffer: ByteBuffer, type: String) throws(ServiceError) {
    guard let boundary = Self.boundary(of: type) else {
      throw .invalid(field: nil, "The Content-Type of the body has no boundary of 1 to 70 characters.")
    }
    var parts = MultipartCursor(bytes: buffer.readableBytesView, boundary: boundary)
    guard parts.skipPreamble() else {
      throw .invalid(field: nil, "The body does not hold the boundary that its Content-Type tells.")
    }
    var count = 0
    while let part = try parts.next() {
      count += 1
      guard count <= Self.mostValues else { throw Self.tooMany }
      try add(part.head, part.content)
    }
  }

  private mutating func add(_ head: ByteBufferView, _ content: ByteBufferView) throws(ServiceError) {
    guard head.count <= Self.longestHead, let text = String(validating: head, as: UTF8.self) else {
      throw .invalid(
        field: nil, "The header of a part is not UTF-8, or longer than \(Self.longestHead) bytes.")
    }
    let fields = Self.fields(text)
    let disposition = HeaderParameters(fields["content-disposition"] ?? "")
    guard disposition.value == "form-data", let name = disposition.parameters["name"] else {
      throw .invalid(field: nil, "A part has no Content-Disposition with a name.")
    }
    // RFC 7578 wants `filename` only; some clients write names beyond ASCII by RFC 5987 nevertheless.
    let extended = disposition.parameters["filename*"].flatMap(Self.extendedValue)
    if let filename = extended ?? disposition.parameters["filename"] {
      let last = filename.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? ""
      files.append(
        File(
          name: name, filename: String(last), contentType: fields["content-type"],
          bytes: ByteBuffer(content)))
    } else if let value = String(validating: content, as: UTF8.self) {
      values[name, default: []].append(.text(value))
    } else {
      throw .invalid(field: name, "This field is not UTF-8.")
    }
  }

  /// The header fields of a part by their names in lower case.
  private static func fields(_ head: String) -> [String: String] {
    var fields: [String: String] = [:]
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return fields
  }

  /// The boundary of a `Content-Type` (RFC 2046, 5.1.1).
  private static func boundary(of type: String) -> [UInt8]? {
    guard let boundary = HeaderParameters(type).parameters["boundary"].map({ Array($0.utf8) }),
      (1...70).contains(boundary.count), boundary.last != UInt8(ascii: " "),
      boundary.allSatisfy({ (0x20..<0x7F).contains($0) })
    else { return nil }
    return boundary
  }

  /// `UTF-8''na%C3%AFve` (RFC 5987); nil if it is in another encoding.
  private static func extendedValue(_ text: String) -> String? {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return parts[2].removingPercentEncoding
  }
}

/// Goes through the parts of a multipart body.
private struct MultipartCursor {
  private let bytes: ByteBufferView
  /// The line end before a boundary belongs to the boundary.
  private let delimiter: [UInt8]
  private var place: Int

  init(bytes: ByteBufferView, boundary: [UInt8]) {
    self.bytes = bytes
    delimiter = Array("\r\n--".utf8) + boundary
    place = bytes.startIndex
  }

  /// Goes past the first boundary, which may stand at the very start, without a line end before it.
  mutating func skipPreamble() -> Bool {
    if bytes.starts(with: delimiter.dropFirst(2)) {
      place += delimiter.count - 2
      return true
    }
    guard let found = bytes.firstRange(of: delimiter, from: place) else { return false }
    place = found + delimiter.count
    return true
  }

  /// The next part; nil after the last.
  mutating func next() throws(ServiceError) -> (head: ByteBufferView, content: ByteBufferView)? {
    if bytes[place...].starts(with: "--".utf8) { return nil }
    // Spaces may pad the boundary.
    while place < bytes.endIndex, [0x20, 0x09].contains(bytes[place]) { place += 1 }
    guard bytes[place...].starts(with: "\r\n".utf8) else { throw Self.unfinished }
    // A part without header fields begins with an empty line: the two line ends then share one.
    guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8), from: place),
      let end = bytes.firstRange(of: delimiter, from: headEnd + 2)
    else { throw Self.unfinished }
    let head = headEnd > place ? bytes[(place + 2)..<headEnd] : bytes[place..<place]
    place = end + delimiter.count
    // Content without a line between it and the boundary has no bytes.
    return (head, bytes[min(headEnd + 4, end)..<end])
  }

  private static let unfinished = ServiceError.invalid(
    field: nil, "The body ends before its last boundary, or a part of it is cut off.")
}

extension ByteBufferView {
  /// Where `pattern` first stands at or after `start`.
  ///
  /// The patterns begin with a carriage return and hold it at most once more, so that the bytes which are
  /// compared again and again are few, whatever the body.
  fileprivate func firstRange(of pattern: [UInt8], from start: Int) -> Int? {
    var place = start
    while place <= endIndex - pattern.count {
      guard let found = self[place...].firstIndex(of: pattern[0]), found <= endIndex - pattern.count else {
        return nil
      }
      if self[found...].starts(with: pattern) { return found }
      place = found + 1
    }
    return nil
  }
}
