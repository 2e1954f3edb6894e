public import Storage
public import Tokens

/// An n-gram language model: memory-mapped, immutable, shared by all threads. Scores are log10.
public final class LanguageModel: Sendable {
  private let file: SectionFile
  // The pointers reach into `file`, which lives as long as this object and never changes.
  private nonisolated(unsafe) let unigrams: UnsafeBufferPointer<UnigramEntry>
  private nonisolated(unsafe) let table: UnsafeBufferPointer<NGramEntry>
  private let mask: Int
  public let order: Int
  /// The state at the start of a sentence, after `<s>`.
  public let startState: LanguageModelState
  /// The state that remembers nothing.
  public let emptyState: LanguageModelState

  /// Opens what `LanguageModelWriter` wrote. Reads the headers only.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    file = try SectionFile(path: path)
    let header = try file.elements("LMHD", as: UInt32.self)
    unigrams = try file.elements("LMUN", as: UnigramEntry.self)
    table = try file.elements("LMNG", as: NGramEntry.self)
    guard header.count == 2, (1...LanguageModelState.maximumOrder).contains(Int(header[0])),
      unigrams.count > SpecialToken.count - 1, table.count > 0, table.count.nonzeroBitCount == 1
    else {
      throw StorageError(
        .damaged, file: path, "It is not a language model.",
        advice: "Install the model again, or train it again.")
    }
    order = Int(header[0])
    mask = table.count - 1
    emptyState = LanguageModelState()
    var state = LanguageModelState()
    if order > 1 {
      state.tokens[0] = SpecialToken.sentenceStart
      state.backoffs[0] = unigrams[Int(SpecialToken.sentenceStart)].backoff
      state.length = 1
    }
    startState = state
  }

  /// Tells whether the model has `token`, other than as `<unk>`.
  @inline(__always)
  public func knows(_ token: TokenID) -> Bool {
    token != SpecialToken.unknown && Int(token) < unigrams.count
  }

  /// log10 p(`token` | `state`), with the state behind it in `next`. A token that the model does not know
  /// is scored as `<unk>`.
  public func score(
    _ state: LanguageModelState, _ token: TokenID, next: inout LanguageModelState
  ) -> Float {
    let token = Int(token) < unigrams.count ? token : SpecialToken.unknown
    let unigram = unigrams[Int(token)]
    var score = unigram.probability
    var result = LanguageModelState()
    var matched = 1
    if unigram.isContext != 0, order > 1 {
      result.tokens[0] = token
      result.backoffs[0] = unigram.backoff
      result.length = 1
    }
    var hash = NGramEntry.start(token)
    let contexts = min(state.length, order &- 1)
    while matched <= contexts {
      hash = NGramEntry.extend(hash, state.tokens[matched &- 1])
      guard let entry = find(NGramEntry.finish(hash)) else { break }
      score = entry.probability
      if entry.isContext {
        result.tokens[matched] = state.tokens[matched &- 1]
        result.backoffs[matched] = entry.backoff
        result.length = matched &+ 1
      }
      matched &+= 1
    }
    // Contexts longer than the longest match back off.
    var length = matched
    while length <= state.length {
      score += state.backoffs[length &- 1]
      length &+= 1
    }
    next = result
    return score
  }

  /// log10 p(sentence), with `</s>`.
  public func logProbability(sentence: some Collection<TokenID>) -> Double {
    var state = startState
    var sum = 0.0
    for token in sentence { sum += Double(score(state, token, next: &state)) }
    return sum + Double(score(state, SpecialToken.sentenceEnd, next: &state))
  }

  @inline(__always)
  private func find(_ key: UInt64) -> NGramEntry? {
    var slot = NGramEntry.slot(key, mask)
    // Bounded, so that a damaged table without empty slots cannot hold the search for ever.
    for _ in 0...mask {
      let entry = table[slot]
      if entry.key | 1 == key { return entry }
      if entry.key == 0 { return nil }
      slot = (slot &+ 1) & mask
    }
    return nil
  }
}
