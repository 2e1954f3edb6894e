/// The tokenization of NIST's mteval-v13a script, on which BLEU's `13a` and Tercom's normalization stand.
///
/// All its rules name ASCII characters only, so they are applied to UTF-8 bytes. Each rule is a pass of its
/// own, since the published definition is a sequence of replacements that see each other's spaces.
/// The buffers stay, so that a segment costs no allocation.
struct WesternTokenizer {
  private var front: [UInt8] = []
  private var back: [UInt8] = []

  init() {}

  /// Calls `body` with the tokens of `bytes` (BLEU's `13a`), separated by white space.
  mutating func withMTEval<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    load(bytes)
    replace("<skipped>", with: "")
    replace("-\n", with: "")
    replace("\n", with: " ")
    unescape()
    applyRules(possessives: false)
    return front.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with Tercom's normalization of `bytes`, tokens separated by white space.
  mutating func withTercom<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    load(bytes)
    replace("\n-", with: "")
    replace("\n", with: " ")
    unescape()
    applyRules(possessives: true)
    return front.withUnsafeBufferPointer(body)
  }

  private mutating func load(_ bytes: UnsafeBufferPointer<UInt8>) {
    front.removeAll(keepingCapacity: true)
    front.append(UInt8(ascii: " "))
    front.append(contentsOf: bytes)
    front.append(UInt8(ascii: " "))
  }

  private mutating func unescape() {
    if !front.contains(UInt8(ascii: "&")) { return }
    replace("&quot;", with: "\"")
    replace("&amp;", with: "&")
    replace("&lt;", with: "<")
    replace("&gt;", with: ">")
  }

  private mutating func replace(_ pattern: StaticString, with replacement: StaticString) {
    pattern.withUTF8Buffer { pattern in
      let last = front.count - pattern.count
      guard last >= 0, front.contains(pattern[0]) else { return }
      back.removeAll(keepingCapacity: true)
      var index = 0
      while index < front.count {
        if index <= last && front[index] == pattern[0]
          && front[index..<(index + pattern.count)].elementsEqual(pattern)
        {
          replacement.withUTF8Buffer { back.append(contentsOf: $0) }
          index += pattern.count
        } else {
          back.append(front[index])
          index += 1
        }
      }
      swap(&front, &back)
    }
  }

  private mutating func applyRules(possessives: Bool) {
    separateSymbols()
    if possessives { separatePossessives() }
    separatePointsAfterNonDigits()
    separatePointsBeforeNonDigits()
    separateDashes()
  }

  /// Spaces around ASCII symbols other than the apostrophe, comma, hyphen and full stop.
  private mutating func separateSymbols() {
    back.removeAll(keepingCapacity: true)
    for byte in front {
      if Self.isSymbol(byte) {
        back.append(UInt8(ascii: " "))
        back.append(byte)
        back.append(UInt8(ascii: " "))
      } else {
        back.append(byte)
      }
    }
    swap(&front, &back)
  }

  private mutating func separatePossessives() { replace("'s ", with: " 's ") }

  /// `([^0-9])([.,])` becomes `\1 \2 `.
  private mutating func separatePointsAfterNonDigits() {
    back.removeAll(keepingCapacity: true)
    var index = 0
    while index < front.count {
      let byte = front[index]
      back.append(byte)
      index &+= 1
      if index < front.count && Self.isPoint(front[index]) && !Self.isDigit(byte) {
        back.append(UInt8(ascii: " "))
        back.append(front[index])
        back.append(UInt8(ascii: " "))
        index &+= 1
      }
    }
    swap(&front, &back)
  }

  /// `([.,])([^0-9])` becomes ` \1 \2`.
  private mutating func separatePointsBeforeNonDigits() {
    back.removeAll(keepingCapacity: true)
    var index = 0
    while index < front.count {
      let byte = front[index]
      index &+= 1
      if Self.isPoint(byte) && index < front.count && !Self.isDigit(front[index]) {
        back.append(UInt8(ascii: " "))
        back.append(byte)
        back.append(UInt8(ascii: " "))
        back.append(front[index])
        index &+= 1
      } else {
        back.append(byte)
      }
    }
    swap(&front, &back)
  }

  /// `([0-9])(-)` becomes `\1 \2 `.
  private mutating func separateDashes() {
    back.removeAll(keepingCapacity: true)
    var wasDigit = false
    for byte in front {
      if byte == UInt8(ascii: "-") && wasDigit {
        back.append(UInt8(ascii: " "))
        back.append(byte)
        back.append(UInt8(ascii: " "))
      } else {
        back.append(byte)
      }
      wasDigit = Self.isDigit(byte)
    }
    swap(&front, &back)
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  private static func isPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  @inline(__always)
  private static func isSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20...0x26, 0x28...0x2B, 0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    default: return false
    }
  }
}
