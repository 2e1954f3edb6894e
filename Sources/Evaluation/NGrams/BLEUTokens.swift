/// The tokens of a segment for BLEU as numbers; the storage is reused from segment to segment.
struct BLEUTokens {
  private let tokenization: BLEU.Tokenization
  private var tokenizer = WesternTokenizer()
  private var ranges = WordRanges()
  private(set) var symbols: [UInt32] = []

  init(_ metric: BLEU) { tokenization = metric.tokenization }

  /// Fills `symbols` with the tokens of `bytes`; `number` gives the number of a word.
  @inline(__always)
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ number: (UnsafeBufferPointer<UInt8>) -> UInt32
  ) {
    symbols.removeAll(keepingCapacity: true)
    let trimmed = UnsafeBufferPointer(rebasing: bytes[..<Whitespace.trimmedEnd(bytes)])
    switch tokenization {
    case .characters:
      UTF8Segment.appendCharacters(of: trimmed, to: &symbols)
    case .none:
      Self.append(trimmed, &ranges, number, &symbols)
    case .mteval13a:
      tokenizer.withMTEval(trimmed) { Self.append($0, &ranges, number, &symbols) }
    }
  }

  @inline(__always)
  private static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ranges: inout WordRanges,
    _ number: (UnsafeBufferPointer<UInt8>) -> UInt32, _ symbols: inout [UInt32]
  ) {
    ranges.split(bytes)
    for index in 0..<ranges.count { symbols.append(number(ranges.word(index, of: bytes))) }
  }
}
