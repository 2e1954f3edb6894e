/// Breaks the text of a cue into lines that a screen can hold.
enum CueWrapping {
  /// In characters: what broadcasters allow in a line of Latin script.
  private static let longestLine = 42

  /// `translation` in as few lines as it needs, of about the same length each.
  static func wrapped(_ translation: MarkedText) -> MarkedText {
    // Each line end is a space first, so that offsets stay.
    var bytes = translation.text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    let length = length(bytes[...])
    let lineCount = (length + longestLine - 1) / longestLine
    guard lineCount > 1 else {
      return MarkedText(String(decoding: bytes, as: UTF8.self), tags: translation.tags)
    }
    var line = 1
    var counted = 0
    var last: (place: Int, counted: Int)?
    for index in bytes.indices where line < lineCount {
      counted += bytes[index] & 0xC0 != 0x80 ? 1 : 0
      guard bytes[index] == 0x20, index > 0, index < bytes.count - 1 else { continue }
      let ideal = length * line / lineCount
      guard counted >= ideal else {
        last = (index, counted)
        continue
      }
      let isLastNearer = last.map { ideal - $0.counted < counted - ideal } ?? false
      bytes[isLastNearer ? last!.place : index] = 0x0A
      last = isLastNearer ? (index, counted) : nil
      line += 1
    }
    return MarkedText(String(decoding: bytes, as: UTF8.self), tags: translation.tags)
  }

  /// In code points.
  private static func length(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
