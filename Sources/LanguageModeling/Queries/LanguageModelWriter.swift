public import Storage
internal import Tokens

/// Writes an n-gram model for fast queries: the unigrams as an array, all longer n-grams in one
/// linear-probing hash table (Heafield 2011).
///
/// | section | element | what |
/// |---|---|---|
/// | `LMHD` | u32 × 2 | order, vocabulary size |
/// | `LMUN` | `UnigramEntry` | probability and backoff of each token |
/// | `LMNG` | `NGramEntry` | a table of a power of two; key 0 for an empty slot |
public enum LanguageModelWriter {
  public static func write(_ model: NGramModel, to path: String) throws(StorageError) {
    var unigrams = [UnigramEntry](
      repeating: UnigramEntry(probability: 0, backoff: 0, isContext: 0), count: model.vocabularySize)
    let order = model.orders[0]
    var unknown: Float = -10
    for (index, token) in order.tokens.enumerated() where token == SpecialToken.unknown {
      unknown = order.probabilities[index]
    }
    for token in unigrams.indices { unigrams[token].probability = unknown }
    for (index, token) in order.tokens.enumerated() where Int(token) < unigrams.count {
      unigrams[Int(token)].probability = order.probabilities[index]
      unigrams[Int(token)].backoff = order.backoffs[index]
    }
    let total = model.orders.dropFirst().reduce(0) { $0 + $1.count }
    var size = 16
    while size * 2 < total * 3 { size *= 2 }
    var table = [NGramEntry](
      repeating: NGramEntry(key: 0, probability: 0, backoff: 0), count: size)
    for (index, order) in model.orders.enumerated().dropFirst() {
      let length = index + 1
      for gram in 0..<order.count {
        let tokens = order.tokens[(gram * length)..<((gram + 1) * length)]
        let slot = find(NGramEntry.key(tokens), table)
        table[slot] = NGramEntry(
          key: NGramEntry.key(tokens), probability: order.probabilities[gram],
          backoff: order.backoffs[gram])
        // What comes before the last token is a context that something follows.
        if length == 2 {
          unigrams[Int(tokens.first!)].isContext = 1
        } else {
          table[find(NGramEntry.key(tokens.dropLast()), table)].markContext()
        }
      }
    }
    var writer = try SectionWriter(path: path)
    try writer.append("LMHD", [UInt32(model.orders.count), UInt32(model.vocabularySize)])
    try writer.append("LMUN", unigrams)
    try writer.append("LMNG", table)
    try writer.commit()
  }

  private static func find(_ key: UInt64, _ table: [NGramEntry]) -> Int {
    let mask = table.count - 1
    var slot = NGramEntry.slot(key, mask)
    while table[slot].key != 0, table[slot].key | 1 != key { slot = (slot + 1) & mask }
    return slot
  }
}

struct UnigramEntry: BitwiseCopyable {
  var probability: Float
  var backoff: Float
  /// 1 if some bigram starts with the token.
  var isContext: UInt32
}

struct NGramEntry: BitwiseCopyable {
  /// The hash of the tokens, odd; even (one less) if no longer n-gram starts with this one.
  var key: UInt64
  var probability: Float
  var backoff: Float

  init(key: UInt64, probability: Float, backoff: Float) {
    self.key = key == 0 ? 0 : key & ~1
    self.probability = probability
    self.backoff = backoff
  }

  @inline(__always)
  var isContext: Bool { key & 1 == 1 }

  mutating func markContext() { if key != 0 { key |= 1 } }

  /// The key of an n-gram, computed from its last token back to its first, so that a query extends the
  /// context token by token.
  static func key(_ tokens: ArraySlice<TokenID>) -> UInt64 {
    var hash = start(tokens.last!)
    for token in tokens.dropLast().reversed() { hash = extend(hash, token) }
    return finish(hash)
  }

  @inline(__always)
  static func start(_ token: TokenID) -> UInt64 { (UInt64(token) &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  static func extend(_ hash: UInt64, _ token: TokenID) -> UInt64 {
    let mixed = (hash ^ (hash &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ ((UInt64(token) &+ 1) &* 0xC2B2_AE3D_27D4_EB4F)
  }

  @inline(__always)
  static func finish(_ hash: UInt64) -> UInt64 {
    let mixed = (hash ^ (hash &>> 29)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed &>> 32)) | 1
  }

  @inline(__always)
  static func slot(_ key: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: key &>> 1) & mask }
}
