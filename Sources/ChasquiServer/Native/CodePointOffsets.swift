/// Turns places between the UTF-8 bytes of a text into places between its Unicode code points.
struct CodePointOffsets: Sendable {
  /// For each byte, how many code points begin before it; nil where both are the same.
  private let counts: [Int]?

  init(_ text: String) {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else {
      counts = nil
      return
    }
    var counts: [Int] = []
    counts.reserveCapacity(text.utf8.count + 1)
    var count = 0
    for byte in text.utf8 {
      counts.append(count)
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    counts.append(count)
    self.counts = counts
  }

  /// `[from, to]` in code points.
  func range(_ bytes: Range<Int>) -> [Int] { [place(bytes.lowerBound), place(bytes.upperBound)] }

  private func place(_ byte: Int) -> Int {
    guard let counts else { return byte }
    return counts[min(max(0, byte), counts.count - 1)]
  }
}
