public import Storage
public import Tokens

/// An n-gram language model: memory-mapped, immutable, shared by all threads. Scores are log10.
public final class LanguageModel: Sendable {
  private let file: SectionFile
  // The pointers reach into `file`, which lives as long as this object and never changes.
  private nonisolated(unsafe) let unigrams: UnsafeBufferPointer<NGramValue>
  private nonisolated(unsafe) let table: UnsafeBufferPointer<NGramEntry>
  private let homes: UInt64
  private let seed: UInt64
  /// The length of the longest n-grams, 1 to 7.
  public let order: Int
  /// How many n-grams of each order the model has.
  public let counts: [Int]
  /// The state at the start of a sentence, after `<s>`.
  public let startState: LanguageModelState
  /// The state that remembers nothing.
  public let emptyState: LanguageModelState

  /// Opens what `LanguageModelWriter` wrote. Reads the headers only.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    file = try SectionFile(path: path)
    let headers = try file.elements("LMHD", as: LanguageModelHeader.self)
    unigrams = try file.elements("LMUN", as: NGramValue.self)
    table = try file.elements("LMNG", as: NGramEntry.self)
    guard let header = headers.first, (1...UInt64(LanguageModelState.maximumOrder)).contains(header.order),
      unigrams.count >= SpecialToken.count, header.homes > 0, header.homes <= UInt64(table.count)
    else {
      throw StorageError(
        .damaged, file: path, "It is not a language model.",
        advice: "Install the model again, or train it again.")
    }
    order = Int(header.order)
    homes = header.homes
    seed = header.seed
    let counts = header.counts
    self.counts = [counts.0, counts.1, counts.2, counts.3, counts.4, counts.5, counts.6]
      .prefix(order).map { Int(clamping: $0) }
    emptyState = LanguageModelState()
    var state = LanguageModelState()
    let start = unigrams[Int(SpecialToken.sentenceStart)]
    if order > 1, !start.isAbsent, start.extendsRight {
      state.tokens.0 = SpecialToken.sentenceStart
      state.backoffs.0 = start.backoff
      state.count = 1
      state.hash64 = NGramKey(SpecialToken.sentenceStart, seed: seed).chain
    }
    startState = state
  }

  /// Reads all of the file and compares its checksums.
  public func verifyChecksums() throws(StorageError) { try file.verifyChecksums() }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// Tells whether the model has `token`, other than as `<unk>`.
  public func knows(_ token: TokenID) -> Bool {
    token != SpecialToken.unknown && Int(token) < unigrams.count && !unigrams[Int(token)].isAbsent
  }

  /// log10 p(`token` | `state`), with the state behind it in `next`. A token that the model does not know
  /// is scored as `<unk>`.
  public func score(
    _ state: LanguageModelState, _ token: TokenID, next: inout LanguageModelState
  ) -> Float {
    var token = Int(token) < unigrams.count ? token : SpecialToken.unknown
    var value = unigrams[Int(token)]
    if value.isAbsent {
      token = SpecialToken.unknown
      value = unigrams[Int(SpecialToken.unknown)]
    }
    var result = LanguageModelState()
    var score = value.probability
    var key = NGramKey(token, seed: seed)
    var matched = 1
    let contexts = min(state.length, order &- 1)
    withUnsafeBytes(of: state.tokens) { old in
      withUnsafeMutableBytes(of: &result.tokens) { tokens in
        withUnsafeMutableBytes(of: &result.backoffs) { backoffs in
          let old = old.assumingMemoryBound(to: TokenID.self)
          let tokens = tokens.assumingMemoryBound(to: TokenID.self)
          let backoffs = backoffs.assumingMemoryBound(to: Float.self)
          if value.extendsRight, order > 1 {
            tokens[0] = token
            backoffs[0] = value.backoff
            result.count = 1
            result.hash64 = key.chain
          }
          while matched <= contexts, value.extendsLeft {
            key.extend(old[matched &- 1])
            guard let longer = find(key.value) else { break }
            value = longer
            score = value.probability
            matched &+= 1
            // The longest n-grams are no contexts, whatever a damaged file says.
            if value.extendsRight, matched < order {
              for place in Int(result.count)..<matched {
                tokens[place] = place == 0 ? token : old[place &- 1]
              }
              backoffs[matched &- 1] = value.backoff
              result.count = UInt32(truncatingIfNeeded: matched)
              result.hash64 = key.chain
            }
          }
        }
      }
    }
    // The backoffs of the contexts that are longer than the longest match.
    withUnsafeBytes(of: state.backoffs) { backoffs in
      let backoffs = backoffs.assumingMemoryBound(to: Float.self)
      var length = matched
      while length <= state.length {
        score += backoffs[length &- 1]
        length &+= 1
      }
    }
    next = result
    return score
  }

  /// log10 p(`sentence` and `</s>` | `<s>`).
  public func logProbability(sentence: some Collection<TokenID>) -> Double {
    var state = startState
    var sum = 0.0
    for token in sentence { sum += Double(score(state, token, next: &state)) }
    return sum + Double(score(state, SpecialToken.sentenceEnd, next: &state))
  }

  @inline(__always)
  private func find(_ key: UInt64) -> NGramValue? {
    var slot = NGramKey.home(of: key, homes: homes)
    while slot < table.count {
      let entry = table[slot]
      if entry.key >= key { return entry.key == key ? entry.value : nil }
      // No n-gram has this key, but all places of a file that was cut short while it is open have it: without
      // this a search would go through all of them.
      if entry.key == 0 { return nil }
      slot &+= 1
    }
    return nil
  }
}
