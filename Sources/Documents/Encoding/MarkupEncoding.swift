/// Finds the encoding that an HTML file names within its first kilobyte, as browsers do.
enum HTMLEncoding {
  static func declared(in bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(1024))
    for token in HTMLLexer.tokens(of: start) where token.kind == .start && token.name == "meta" {
      if let value = token.value(of: "charset", in: start) { return value }
      guard token.value(of: "http-equiv", in: start)?.lowercased() == "content-type",
        let content = token.value(of: "content", in: start), let place = content.firstRange(of: "charset=")
      else { continue }
      return String(content[place.upperBound...].prefix { $0 != ";" && !$0.isWhitespace })
    }
    return XMLEncoding.declared(in: bytes)
  }
}

/// Finds the encoding that an XML declaration names.
enum XMLEncoding {
  static func declared(in bytes: [UInt8]) -> String? {
    let start = bytes.prefix(200)
    guard start.starts(with: Array("<?xml".utf8)), let end = start.firstIndex(of: 0x3E) else { return nil }
    let declaration = String(decoding: start[..<end], as: UTF8.self)
    guard let place = declaration.firstRange(of: "encoding") else { return nil }
    let value = declaration[place.upperBound...].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != quote })
  }
}
