/// The formats in which glossaries are read and written.
public enum GlossaryFormat: String, Sendable, Hashable, CaseIterable {
  /// TermBase eXchange (ISO 30042), of version 2 or 3.
  case tbx
  /// A table with commas or semicolons (RFC 4180).
  case csv
  /// A table with tabs.
  case tsv
  /// An Office Open XML workbook (ISO/IEC 29500).
  case xlsx

  /// The format that the ending of `path` names; nil if it names none.
  public init?(path: String) {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return nil }
    switch name[dot...].dropFirst().lowercased() {
    case "tbx", "tbxm", "xml": self = .tbx
    case "csv": self = .csv
    case "tsv", "tab", "txt": self = .tsv
    case "xlsx", "xlsm": self = .xlsx
    default: return nil
    }
  }

  /// The format that the first bytes of a file show; nil if they may be those of a table.
  init?(content: [UInt8]) {
    if content.starts(with: [0x50, 0x4B, 3, 4]) || content.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .xlsx
      return
    }
    // Of XML in UTF-16 there are zeros between the letters.
    let visible = content.prefix(256).filter { $0 > 0x20 && $0 < 0x80 }
    guard visible.first == UInt8(ascii: "<"), visible.count > 1,
      visible[1] == UInt8(ascii: "?") || visible[1] == UInt8(ascii: "!")
        || (visible[1] | 0x20 >= UInt8(ascii: "a") && visible[1] | 0x20 <= UInt8(ascii: "z"))
    else { return nil }
    self = .tbx
  }
}
