/// Short character sequences without which no rule of a rule set applies, looked for byte by byte.
struct TriggerSet: Sendable {
  /// Longest first, so that a match takes in all of its context.
  private let sequences: [[UInt8]]
  /// Whether a byte starts a trigger, and a bit for each pair of first bytes.
  private let starts: [Bool]
  private let pairs: [UInt64]

  var isEmpty: Bool { sequences.isEmpty }

  /// - Parameter sequences: UTF-8.
  init(_ sequences: [[UInt8]]) {
    self.sequences = sequences.filter { !$0.isEmpty }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
    var starts = [Bool](repeating: false, count: 256)
    var pairs = [UInt64](repeating: 0, count: 1024)
    for sequence in self.sequences {
      let first = Int(sequence[0])
      starts[first] = true
      for second in sequence.count > 1 ? Int(sequence[1])...Int(sequence[1]) : 0...255 {
        pairs[(first << 8 | second) >> 6] |= 1 << UInt64(second & 63)
      }
    }
    self.starts = starts
    self.pairs = pairs
  }

  /// The stretches of `text` in which rules may apply: whole words that a trigger is in or touches.
  func windows(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var windows: [Range<Int>] = []
    starts.withUnsafeBufferPointer { starts in
      pairs.withUnsafeBufferPointer { pairs in
        var index = 0
        while index < text.count {
          guard starts[Int(text[index])] else {
            index &+= 1
            continue
          }
          let second = index &+ 1 < text.count ? Int(text[index &+ 1]) : 0
          let pair = Int(text[index]) &<< 8 | second
          guard pairs[pair &>> 6] & (1 &<< UInt64(second & 63)) != 0, let length = match(text, index) else {
            index &+= 1
            continue
          }
          var start = index
          while start > 0, text[start &- 1] != 0x20 { start &-= 1 }
          var end = index &+ length
          while end < text.count, text[end] != 0x20 { end &+= 1 }
          if let last = windows.last, last.upperBound >= start {
            windows[windows.count - 1] = last.lowerBound..<max(end, last.upperBound)
          } else {
            windows.append(start..<end)
          }
          index &+= length
        }
      }
    }
    return windows
  }

  private func match(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    for sequence in sequences where index + sequence.count <= text.count {
      var offset = 0
      while offset < sequence.count, sequence[offset] == text[index + offset] { offset += 1 }
      if offset == sequence.count { return offset }
    }
    return nil
  }
}
