/// The text of a file, and the encoding in which it was written and will be written again.
struct EncodedText: Sendable {
  /// UTF-8, without a byte order mark.
  let bytes: [UInt8]
  private let encoding: TextEncoding
  private let hasMark: Bool

  init(_ text: String) {
    bytes = Array(text.utf8)
    encoding = .utf8
    hasMark = false
  }

  /// - Parameter declared: the encoding that the document names; a byte order mark is believed before it.
  init(_ file: [UInt8], declared: String?, _ options: DocumentOptions) throws(DocumentError) {
    let marked = TextEncoding.allCases.first {
      !$0.byteOrderMark.isEmpty && file.starts(with: $0.byteOrderMark)
    }
    hasMark = marked != nil && (options.encoding == nil || options.encoding == marked)
    let body = hasMark ? file[marked!.byteOrderMark.count...] : file[...]
    let encoding: TextEncoding
    if let known = options.encoding ?? marked {
      encoding = known
    } else {
      encoding = try Self.encoding(of: file, declared: declared)
    }
    guard let bytes = encoding.decode(body) else { throw Self.invalid(body, encoding) }
    self.bytes = bytes
    self.encoding = encoding
  }

  /// `bytes`, which are UTF-8, as the file writes them.
  ///
  /// - Parameter substitute: how a character is written that the encoding does not have. Nil if there is no way:
  ///   then all of the file becomes UTF-8 with a byte order mark, by which every program knows it.
  func encode(_ bytes: [UInt8], substitute: ((Unicode.Scalar) -> [UInt8])?) -> [UInt8] {
    guard let substitute else {
      guard encoding.canEncode(bytes) else { return TextEncoding.utf8.byteOrderMark + bytes }
      return mark + encoding.encode(bytes) { _ in [] }
    }
    return mark + encoding.encode(bytes, substitute: substitute)
  }

  private var mark: [UInt8] { hasMark ? encoding.byteOrderMark : [] }

  private static func encoding(of file: [UInt8], declared: String?) throws(DocumentError) -> TextEncoding {
    // Markup in UTF-16 shows by the zero beside its first character.
    if file.starts(with: [0x3C, 0]) { return .utf16LittleEndian }
    if file.starts(with: [0, 0x3C]) { return .utf16BigEndian }
    guard let declared else {
      return TextEncoding.utf8.decode(file[...]) == nil ? .windows1252 : .utf8
    }
    // What could be read as far as here cannot be UTF-16, whatever it says.
    if declared.lowercased().hasPrefix("utf-16") { return .utf8 }
    guard let encoding = TextEncoding(label: declared) else {
      throw DocumentError(
        .encoding, "The document says that its encoding is \(declared), which is not read here.",
        advice: "Save it as UTF-8, and name that encoding in it.")
    }
    return encoding
  }

  private static func invalid(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> DocumentError {
    let advice = "Save it in that encoding, or name the one that it has."
    guard encoding == .utf8 else {
      return DocumentError(.encoding, "The text is not well-formed \(encoding.rawValue).", advice: advice)
    }
    let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
    let offset = zip(bytes, repaired).enumerated().first { $1.0 != $1.1 }?.offset ?? bytes.count
    return DocumentError(
      .encoding, at: offset, in: Array(bytes), "This is not well-formed UTF-8.", advice: advice)
  }
}
