/// A format of documents: the one place where all of them are known.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case text
  case tsv
  case csv
  case html
  case xml
  case markdown
  case srt
  case vtt

  /// The extensions of file names, without dot; the first is the usual one.
  public var fileExtensions: [String] {
    switch self {
    case .text: ["txt", "text"]
    case .tsv: ["tsv", "tab"]
    case .csv: ["csv"]
    case .html: ["html", "htm", "xhtml", "xht"]
    case .xml: ["xml"]
    case .markdown: ["md", "markdown"]
    case .srt: ["srt"]
    case .vtt: ["vtt"]
    }
  }

  public var mediaType: String {
    switch self {
    case .text: "text/plain"
    case .tsv: "text/tab-separated-values"
    case .csv: "text/csv"
    case .html: "text/html"
    case .xml: "application/xml"
    case .markdown: "text/markdown"
    case .srt: "application/x-subrip"
    case .vtt: "text/vtt"
    }
  }

  /// Cuts a file into units and the rest.
  ///
  /// - Throws: `DocumentError` if the file is not text of a known encoding, or breaks the rules of the format.
  public func open(
    _ bytes: [UInt8], options: DocumentOptions = DocumentOptions()
  ) throws(DocumentError) -> any TranslatableDocument {
    let declared: String? =
      switch self {
      case .html: HTMLEncoding.declared(in: bytes)
      case .xml: XMLEncoding.declared(in: bytes)
      default: nil
      }
    return try open(EncodedText(bytes, declared: declared, options), options)
  }

  /// Cuts a text into units and the rest, whatever encoding it says it has.
  ///
  /// - Throws: `DocumentError` if it breaks the rules of the format.
  public func open(
    text: String, options: DocumentOptions = DocumentOptions()
  ) throws(DocumentError) -> any TranslatableDocument {
    try open(EncodedText(text), options)
  }

  private func open(_ text: EncodedText, _ options: DocumentOptions) throws(DocumentError)
    -> any TranslatableDocument
  {
    switch self {
    case .text: PlainTextDocument(text, options)
    case .tsv: TabSeparatedDocument(text, options)
    case .csv: CommaSeparatedDocument(text, options)
    case .html: HTMLDocument(text, options)
    case .xml: try XMLDocument(text, options)
    case .markdown: MarkdownDocument(text, options)
    case .srt: SubtitleDocument(text, .subRip)
    case .vtt: SubtitleDocument(text, .webVTT)
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
