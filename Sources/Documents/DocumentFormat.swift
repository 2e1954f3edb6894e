/// A format of documents: the one place where all of them are known.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case text
  case tsv
  case html
  case xml

  /// The extensions of file names, without dot; the first is the usual one.
  public var fileExtensions: [String] {
    switch self {
    case .text: ["txt", "text"]
    case .tsv: ["tsv", "tab"]
    case .html: ["html", "htm", "xhtml", "xht"]
    case .xml: ["xml"]
    }
  }

  public var mediaType: String {
    switch self {
    case .text: "text/plain"
    case .tsv: "text/tab-separated-values"
    case .html: "text/html"
    case .xml: "application/xml"
    }
  }

  /// Cuts a file into units and the rest.
  ///
  /// - Throws: `DocumentError` if the file is not text of a known encoding, or breaks the rules of the format.
  public func open(
    _ bytes: [UInt8], options: DocumentOptions = DocumentOptions()
  ) throws(DocumentError) -> any TranslatableDocument {
    switch self {
    case .text: PlainTextDocument(try EncodedText(bytes, declared: nil, options), options)
    case .tsv: TabSeparatedDocument(try EncodedText(bytes, declared: nil, options), options)
    case .html:
      HTMLDocument(try EncodedText(bytes, declared: HTMLEncoding.declared(in: bytes), options), options)
    case .xml:
      try XMLDocument(try EncodedText(bytes, declared: XMLEncoding.declared(in: bytes), options), options)
    }
  }

  /// Cuts a text into units and the rest, whatever encoding it says it has.
  ///
  /// - Throws: `DocumentError` if it breaks the rules of the format.
  public func open(
    text: String, options: DocumentOptions = DocumentOptions()
  ) throws(DocumentError) -> any TranslatableDocument {
    let encoded = EncodedText(text)
    return switch self {
    case .text: PlainTextDocument(encoded, options)
    case .tsv: TabSeparatedDocument(encoded, options)
    case .html: HTMLDocument(encoded, options)
    case .xml: try XMLDocument(encoded, options)
    }
  }

  /// The format of a file by its name, or else by what it holds.
  ///
  /// - Throws: `DocumentError` if it is none that is read here.
  public static func detect(name: String, content: [UInt8]) throws(DocumentError) -> DocumentFormat {
    if let dot = name.lastIndex(of: ".") {
      let ending = name[name.index(after: dot)...].lowercased()
      if let format = allCases.first(where: { $0.fileExtensions.contains(ending) }) { return format }
    }
    guard let format = FormatSniffer.format(of: content) else {
      throw DocumentError(
        .unsupported, "The file is not a text of a known format.",
        advice: "These are read: " + allCases.map(\.fileExtensions[0]).joined(separator: ", ") + ".")
    }
    return format
  }
}
