/// Puts tokens with joiner marks together again.
enum Detokenizer {
  /// The text in UTF-8. `place` is told where each token stands, in order.
  static func join(_ tokens: [String], place: (Range<Int>) -> Void = { _ in }) -> [UInt8] {
    var text: [UInt8] = []
    var joins = true
    for var token in tokens {
      token.withUTF8 { bytes in
        var core = 0..<bytes.count
        if hasMark(bytes, core, atEnd: false) {
          core = core.lowerBound + 3..<core.upperBound
          joins = true
        }
        var joinsRight = false
        if hasMark(bytes, core, atEnd: true) {
          core = core.lowerBound..<core.upperBound - 3
          joinsRight = true
        }
        if !joins { text.append(0x20) }
        let start = text.count
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[core]))
        place(start..<text.count)
        joins = joinsRight
      }
    }
    return text
  }

  /// A mark alone is a token, not a mark on one.
  private static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>, _ core: Range<Int>, atEnd: Bool) -> Bool {
    guard core.count > 3 else { return false }
    let start = atEnd ? core.upperBound - 3 : core.lowerBound
    return bytes[start] == Joiner.bytes[0] && bytes[start + 1] == Joiner.bytes[1]
      && bytes[start + 2] == Joiner.bytes[2]
  }
}
