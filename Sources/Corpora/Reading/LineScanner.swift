private import Foundation

/// Walks over the lines of a text: `\n` ends a line, a `\r` before it belongs to the line end, and a last
/// line needs no end.
struct LineScanner {
  private let bytes: UnsafeRawBufferPointer
  private var position: Int
  /// The number of lines that were returned.
  private(set) var count = 0

  init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    self.bytes = bytes
    position = start
  }

  mutating func next() -> UnsafeRawBufferPointer? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    let start = position
    var end = bytes.count
    if let found = memchr(base + start, 10, end - start) {
      end = found - UnsafeMutableRawPointer(mutating: base)
    }
    position = end + 1
    count += 1
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// The number of lines in the rest of the text.
  func remainingLines() -> Int {
    var copy = self
    while copy.next() != nil {}
    return copy.count - count
  }
}
