/// Paths of files, and what things are known by.
extension SpecialScanner {
  /// The end of `/etc/hosts`, `./a`, `../a/b`, `~/a` or `\\server\share`, which starts at `start`.
  func path(_ start: Int) -> Int? {
    if base[start] == 0x5C {
      guard start + 2 < count, base[start + 1] == 0x5C, isASCIIWord(base[start + 2]) else { return nil }
      return windowsPathEnd(start + 2)
    }
    var index = start
    while index < count, base[index] == 0x2E, index - start < 2 { index += 1 }
    if base[index] == 0x7E { index += 1 }
    guard index < count, base[index] == 0x2F, index + 1 < count,
      isASCIIWord(base[index + 1]) || base[index + 1] == 0x2E
    else { return nil }
    let end = namesEnd(index + 1)
    let isAbsolute = index == start
    if isAbsolute, !(index + 1..<end).contains(where: { base[$0] == 0x2F }) {
      // `hombre /mujer` is no path.
      guard Self.roots.contains(where: { equals($0, index + 1..<end) }) else { return nil }
    }
    return end > index + 1 ? end : nil
  }

  private static let roots: [StaticString] = [
    "bin", "boot", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys",
    "tmp",
    "usr", "var",
  ]

  /// The end of names with slashes between them, less the punctuation behind it.
  private func namesEnd(_ start: Int) -> Int {
    var index = start
    while index < min(count, start + Self.longest), let width = nameWidth(index, slash: 0x2F) {
      index += width
    }
    while index > start, base[index - 1] == 0x2E || base[index - 1] == 0x2D { index -= 1 }
    return index
  }

  /// The bytes of the character at `index` if file names have such; nil otherwise.
  private func nameWidth(_ index: Int, slash: UInt8) -> Int? {
    let byte = base[index]
    if isASCIIWord(byte) || byte == slash { return 1 }
    switch byte {
    case 0x2E, 0x5F, 0x2D, 0x2B, 0x7E: return 1
    case 0x80...:
      let (value, width) = UTF8Bytes.decode(base, index)
      return table.scalarClass(value) == .letter ? width : nil
    default: return nil
    }
  }

  /// The end of `C:\Users\ana`, whose letter stands at `start`.
  func drivePath(_ start: Int) -> Int? {
    guard isFree(start), start + 2 < count, base[start + 1] == 0x3A, base[start + 2] == 0x5C else {
      return nil
    }
    return windowsPathEnd(start + 3)
  }

  /// Names may have blanks before a further backslash.
  private func windowsPathEnd(_ start: Int) -> Int {
    let limit = min(count, start + Self.longest)
    var end = start
    while end < limit, let width = nameWidth(end, slash: 0x5C) { end += width }
    var index = end
    while index < limit, base[index] == 0x20, index + 1 < limit {
      index += 1
      let word = index
      while index < limit, let width = nameWidth(index, slash: 0x5C) { index += width }
      guard index > word, (word..<index).contains(where: { base[$0] == 0x5C }) else { break }
      end = index
    }
    while end > start, base[end - 1] == 0x2E || base[end - 1] == 0x2D { end -= 1 }
    return end
  }

  /// The end of a file name, with folders or without, such as `docs/guide.pdf`: only with a known extension.
  func file(at start: Int) -> Int? {
    guard isFree(start) else { return nil }
    let limit = min(count, start + 254)
    var end = start
    while end < limit, let width = nameWidth(end, slash: 0x2F) { end += width }
    while end > start, !isASCIIWord(base[end - 1]) { end -= 1 }
    guard end == count || base[end] != 0x40 else { return nil }
    var dot = end
    while dot > start, isASCIIWord(base[dot - 1]), end - dot < 6 { dot -= 1 }
    dot -= 1
    guard dot > start, base[dot] == 0x2E, isASCIIWord(base[dot - 1]) || base[dot - 1] >= 0x80 else {
      return nil
    }
    return Self.extensions.contains { equals($0, dot + 1..<end) } ? end : nil
  }

  private static let extensions: [StaticString] = [
    "avi", "bak", "bat", "bmp", "cfg", "conf", "cpp", "css", "csv", "doc", "docx", "epub", "exe", "gif", "gz",
    "htm",
    "html", "ini", "java", "jpeg", "jpg", "js", "json", "log", "md", "mkv", "mov", "mp3", "mp4", "odp", "ods",
    "odt",
    "pdf", "php", "png", "po", "pot", "ppt", "pptx", "py", "rar", "rb", "rtf", "sh", "sql", "srt", "svg",
    "swift", "tar",
    "tbx", "tex", "tgz", "tiff", "tmx", "tsv", "txt", "wav", "webp", "xhtml", "xlf", "xliff", "xls", "xlsx",
    "xml",
    "yaml", "yml", "zip",
  ]

  /// `#123`.
  func issue(_ start: Int) -> Int? {
    guard isFree(start) else { return nil }
    var index = start + 1
    while index < count, (0x30...0x39).contains(base[index]) { index += 1 }
    guard index > start + 1 else { return nil }
    return index < count && (isASCIIWord(base[index]) || base[index] >= 0xC3) ? nil : index
  }

  /// The end of the version such as `v1.2`, whose letter stands at `start`.
  func version(at start: Int) -> Int? {
    guard base[start] | 0x20 == 0x76, isFree(start) else { return nil }
    var index = start + 1
    var dots = 0
    while index < count {
      if (0x30...0x39).contains(base[index]) {
        index += 1
      } else if base[index] == 0x2E, index > start + 1, index + 1 < count,
        (0x30...0x39).contains(base[index + 1])
      {
        dots += 1
        index += 1
      } else {
        break
      }
    }
    return dots == 0 || index < count && (isASCIIWord(base[index]) || base[index] >= 0xC3) ? nil : index
  }

  /// The end of the hexadecimal number at `start`: the checksum of a change, such as `a90ccd5`, a UUID or `0x1F`.
  func checksum(at start: Int) -> Int? {
    guard isFree(start) else { return nil }
    var end = start
    if base[start] == 0x30, start + 2 < count, base[start + 1] | 0x20 == 0x78 { end += 2 }
    let isPrefixed = end > start
    let limit = min(count, end + 66)
    var digits = 0
    var letters = 0
    var capitals = 0
    while end < limit {
      if (0x30...0x39).contains(base[end]) {
        digits += 1
      } else if (0x61...0x66).contains(base[end] | 0x20) {
        letters += 1
        if base[end] & 0x20 == 0 { capitals += 1 }
      } else {
        break
      }
      end += 1
    }
    if end < count, isASCIIWord(base[end]) || base[end] >= 0xC3 || base[end] == 0x5F { return nil }
    if isPrefixed { return digits + letters > 0 ? end : nil }
    if end - start == 8, let whole = uuid(start) { return whole }
    // `1000000e` is an ordinal number of French.
    guard (7...64).contains(end - start), digits > 0, letters > 1, capitals == 0 else { return nil }
    return end
  }

  private func uuid(_ start: Int) -> Int? {
    guard start + 36 <= count else { return nil }
    for offset in 0..<36 {
      let byte = base[start + offset]
      if [8, 13, 18, 23].contains(offset) {
        guard byte == 0x2D else { return nil }
      } else {
        guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) else { return nil }
      }
    }
    return start + 36 < count && isASCIIWord(base[start + 36]) ? nil : start + 36
  }
}
