/// The sentences of one side of a corpus as token numbers, in one flat array.
public struct TokenizedCorpus: Sendable {
  /// All tokens, sentence after sentence.
  public private(set) var tokens: [TokenID]
  /// Where each sentence starts in `tokens`, and, last, where the last one ends: `sentenceCount + 1` values.
  public private(set) var offsets: [UInt32]

  public init() {
    tokens = []
    offsets = [0]
  }

  public var sentenceCount: Int { offsets.count - 1 }

  /// The places of sentence `index` in `tokens`.
  public func range(of index: Int) -> Range<Int> { Int(offsets[index])..<Int(offsets[index + 1]) }

  public subscript(index: Int) -> ArraySlice<TokenID> { tokens[range(of: index)] }

  public mutating func append(_ sentence: some Collection<TokenID>) {
    tokens.append(contentsOf: sentence)
    offsets.append(UInt32(tokens.count))
  }
}
