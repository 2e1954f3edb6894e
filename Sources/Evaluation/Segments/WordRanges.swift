/// The words of a segment as byte ranges; the storage is reused from segment to segment.
struct WordRanges {
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []

  var count: Int { starts.count }

  /// Splits `bytes` at white space.
  mutating func split(_ bytes: UnsafeBufferPointer<UInt8>) {
    clear()
    Self.forEachWord(bytes) { append($0, $1) }
  }

  /// Splits `bytes` at white space, and one ASCII punctuation mark from each word as chrF++ does
  /// (Popović 2017): the last character of a word if it is one, or else the first.
  mutating func splitPunctuation(_ bytes: UnsafeBufferPointer<UInt8>) {
    clear()
    Self.forEachWord(bytes) { start, end in
      if end &- start == 1 {
        append(start, end)
      } else if Self.isPunctuation(bytes[end &- 1]) {
        append(start, end &- 1)
        append(end &- 1, end)
      } else if Self.isPunctuation(bytes[start]) {
        append(start, start &+ 1)
        append(start &+ 1, end)
      } else {
        append(start, end)
      }
    }
  }

  /// The bytes of word `index` of `bytes`, from which the ranges were made.
  @inline(__always)
  func word(_ index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[starts[index]..<ends[index]])
  }

  private mutating func clear() {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func append(_ start: Int, _ end: Int) {
    starts.append(start)
    ends.append(end)
  }

  @inline(__always)
  private static func forEachWord(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Int) -> Void) {
    var start = 0
    var index = 0
    while index < bytes.count {
      let white = Whitespace.length(bytes, at: index)
      if white == 0 {
        index &+= 1
        continue
      }
      if index > start { body(start, index) }
      index &+= white
      start = index
    }
    if index > start { body(start, index) }
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    default: return false
    }
  }
}
