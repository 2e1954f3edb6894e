/// Parses compiled gettext catalogues (GNU gettext manual, section «The Format of GNU MO Files»).
///
/// All offsets are checked: a damaged file gives an error. Strings that depend on the system (minor revision
/// 1) are not read.
enum MOParser {
  static func parse(_ bytes: [UInt8], file: String) throws(CorpusError) -> GettextCatalogue {
    try bytes.withUnsafeBufferPointer { (buffer) throws(CorpusError) in
      try parse(UnsafeRawBufferPointer(buffer), file: file)
    }
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer, file: String
  ) throws(CorpusError) -> GettextCatalogue {
    guard bytes.count >= 28 else {
      throw damaged(file, "It has \(bytes.count) bytes; the header alone has 28.")
    }
    let magic = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
    let isLittle: Bool
    switch UInt32(littleEndian: magic) {
    case 0x9504_12DE: isLittle = true
    case 0xDE12_0495: isLittle = false
    default:
      throw CorpusError(
        .malformed, file: file, "This is not a compiled gettext file: the magic number is missing.",
        advice: "Check that the name of the file says what it is.")
    }
    func word(_ offset: Int) -> Int {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return Int(isLittle ? UInt32(littleEndian: value) : UInt32(bigEndian: value))
    }
    guard word(4) >> 16 <= 1 else {
      throw CorpusError(
        .unsupported, file: file, "The format has the major revision \(word(4) >> 16); 0 and 1 are known.",
        advice: "Compile it again with msgfmt.")
    }
    let (count, originals, translations) = (word(8), word(12), word(16))
    guard originals + 8 * count <= bytes.count, translations + 8 * count <= bytes.count else {
      throw damaged(file, "It should have \(count) messages, but ends before their tables do.")
    }
    var entries: [GettextCatalogue.Entry] = []
    entries.reserveCapacity(count)
    var skipped = 0
    // Tables may point to the same bytes again and again: what is copied is bounded by the file's size.
    var copied = 0
    for index in 0..<count {
      let original = (start: word(originals + 8 * index + 4), count: word(originals + 8 * index))
      let translation = (start: word(translations + 8 * index + 4), count: word(translations + 8 * index))
      guard original.start + original.count <= bytes.count,
        translation.start + translation.count <= bytes.count
      else { throw damaged(file, "Message \(index + 1) lies outside of the file.") }
      copied += original.count + translation.count
      guard copied <= 16 * bytes.count else { throw damaged(file, "Its messages overlap.") }
      var message = UnsafeRawBufferPointer(rebasing: bytes[original.start..<original.start + original.count])
      let text = UnsafeRawBufferPointer(
        rebasing: bytes[translation.start..<translation.start + translation.count])
      if text.allSatisfy({ $0 == 0 }) {
        skipped += 1
        continue
      }
      var context: [UInt8]?
      if let mark = message.firstIndex(of: 4) {
        context = Array(message[..<mark])
        message = UnsafeRawBufferPointer(rebasing: message[(mark + 1)...])
      }
      var plural: [UInt8]?
      if let zero = message.firstIndex(of: 0) {
        plural = Array(message[(zero + 1)...].prefix { $0 != 0 })
        message = UnsafeRawBufferPointer(rebasing: message[..<zero])
      }
      let forms = text.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
      entries.append(
        GettextCatalogue.Entry(
          context: context, message: Array(message), plural: plural, translations: forms, line: index + 1))
    }
    return try GettextCatalogue(raw: entries, skipped: skipped, file: file)
  }

  private static func damaged(_ file: String, _ message: String) -> CorpusError {
    CorpusError(
      .malformed, file: file, "The file is damaged. \(message)", advice: "Get it anew, or compile it again.")
  }
}
