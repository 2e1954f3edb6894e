/// Templates and code in a text, in which no sentence ends: `<%= open? ? a : b %>`.
enum TemplateSpans {
  /// Where they stand, in UTF-8 bytes, from left to right.
  static func ranges(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return [] }
      let scanner = SpecialScanner(base: base, count: bytes.count, table: .shared, hasAt: false)
      var result: [Range<Int>] = []
      var index = 0
      while index < bytes.count {
        let end: Int?
        switch bytes[index] {
        case 0x7B, 0x3C: end = scanner.template(index)
        case 0x23: end = scanner.interpolation(index)
        case 0x24, 0x25: end = scanner.placeholder(index)
        case 0x60: end = scanner.code(index)
        default: end = nil
        }
        if let end { result.append(index..<end) }
        index = end ?? index + 1
      }
      return result
    }
  }
}
