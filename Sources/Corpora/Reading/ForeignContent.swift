/// What a file is that was taken for text in UTF-8 and is none, as its first bytes tell.
public struct ForeignContent: Sendable, Equatable {
  /// What the file looks like.
  public let message: String
  /// What its owner can do about it.
  public let advice: String
  /// Whether it is text all the same, in another encoding.
  public let isText: Bool

  /// How many bytes of a file are looked at.
  public static let window = 4096

  /// Nil if what begins with `head` may be text in UTF-8.
  public init?(_ head: some Collection<UInt8>) {
    let head = Array(head.prefix(Self.window))
    if let found = Self.encoding(head) ?? Self.container(head) ?? Self.other(head) {
      self = found
    } else {
      return nil
    }
  }

  private init(encoding: String, _ name: String) {
    message = "The text is \(encoding), not UTF-8."
    advice = "Convert it: iconv -f \(name) -t UTF-8 FILE > NEW."
    isText = true
  }

  private init(_ message: String, _ advice: String) {
    self.message = message
    self.advice = advice
    isText = false
  }

  /// UTF-16 and UTF-32, by their byte order marks or by the zeros beside the letters.
  private static func encoding(_ head: [UInt8]) -> ForeignContent? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return ForeignContent(encoding: "UTF-32", "UTF-32")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return ForeignContent(encoding: "UTF-16", "UTF-16")
    }
    var zeros = [0, 0, 0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 3] += 1 }
    let quarters = head.count / 4
    if quarters > 1 {
      if zeros[0] == 0, zeros[2] >= quarters, zeros[3] >= quarters, zeros[1] * 10 >= quarters * 4 {
        return ForeignContent(encoding: "UTF-32 without a byte order mark", "UTF-32LE")
      }
      if zeros[3] == 0, zeros[0] >= quarters, zeros[1] >= quarters, zeros[2] * 10 >= quarters * 4 {
        return ForeignContent(encoding: "UTF-32 without a byte order mark", "UTF-32BE")
      }
    }
    let halves = head.count / 2
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    guard halves > 2, min(even, odd) == 0, max(even, odd) * 10 >= halves * 4 else { return nil }
    return ForeignContent(
      encoding: "UTF-16 without a byte order mark", odd > 0 ? "UTF-16LE" : "UTF-16BE")
  }

  /// Archives, and the documents that are archives.
  private static func container(_ head: [UInt8]) -> ForeignContent? {
    let packed: [([UInt8], name: String, program: String)] = [
      ([0x1F, 0x8B], "gzip", "gunzip"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "unxz"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "unzstd"), (Array("BZh".utf8), "bzip2", "bunzip2"),
      (Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "7-Zip", "7z x"),
    ]
    for (magic, name, program) in packed where head.starts(with: magic) {
      // The Z of bzip2 has a level and the digits of pi behind it, that of a name does not.
      if name == "bzip2", !head.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) { continue }
      return ForeignContent("The file is compressed (\(name)).", "Unpack it with \(program) first.")
    }
    guard head.starts(with: [0x50, 0x4B, 3, 4]) else { return nil }
    let names = String(decoding: head, as: UTF8.self)
    let documents = [
      ("word/", "a Word document (.docx)"), ("xl/", "an Excel workbook (.xlsx)"),
      ("ppt/", "a PowerPoint presentation (.pptx)"), ("opendocument.text", "a LibreOffice document (.odt)"),
      ("opendocument.spreadsheet", "a LibreOffice workbook (.ods)"), ("opendocument", "a LibreOffice file"),
      ("epub+zip", "an electronic book (.epub)"), ("[Content_Types].xml", "a file of an Office program"),
    ]
    for (sign, name) in documents where names.contains(sign) {
      return ForeignContent("The file is \(name), not text.", "Save it as plain text in UTF-8.")
    }
    return ForeignContent("The file is compressed (zip).", "Unpack it with unzip first.")
  }

  private static func other(_ head: [UInt8]) -> ForeignContent? {
    let formats: [([UInt8], String)] = [
      ([0x89, 0x50, 0x4E, 0x47], "an image (PNG)"), ([0xFF, 0xD8, 0xFF], "an image (JPEG)"),
      (Array("GIF87a".utf8), "an image (GIF)"), (Array("GIF89a".utf8), "an image (GIF)"),
      (Array("%PDF-".utf8), "a PDF document"), (Array("{\\rtf".utf8), "a document in Rich Text Format"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document (.doc, .xls, .ppt)"),
      (Array("SQLite format 3".utf8) + [0], "an SQLite database"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
      ([0xDE, 0x12, 0x04, 0x95], "a compiled gettext catalogue (.mo)"),
      ([0x95, 0x04, 0x12, 0xDE], "a compiled gettext catalogue (.mo)"),
    ]
    for (magic, name) in formats where head.starts(with: magic) {
      return ForeignContent("The file is \(name), not text.", "Save it as plain text in UTF-8.")
    }
    // Text has line ends, tabs, form feeds and the escapes of terminals; a few others get lost in it.
    let controls = head.count { $0 < 0x20 && !(9...13).contains($0) && $0 != 0x1B }
    guard head.count >= 64, controls * 10 > head.count else { return nil }
    return ForeignContent("The file is not text: it looks binary.", "Save it as plain text in UTF-8.")
  }
}
