public import Tokens

/// An n-gram model as it is estimated or read from an ARPA file, in flat arrays.
public struct NGramModel: Sendable, Equatable {
  /// The n-grams of one order, sorted by their tokens, each once.
  public struct Order: Sendable, Equatable {
    /// `n` tokens for each n-gram, one n-gram after another.
    public var tokens: [TokenID] = []
    /// log10 of the probability of the last token after the others.
    public var probabilities: [Float] = []
    /// log10 of the weight of lower orders after this n-gram; 0 where nothing follows it.
    public var backoffs: [Float] = []

    public init() {}

    public var count: Int { probabilities.count }
  }

  /// Index 0 has the unigrams. An n-gram without its first or its last token is in the order below.
  public var orders: [Order]
  /// The number of tokens in the vocabulary; those that are not among the unigrams are unknown.
  public var vocabularySize: Int

  public init(orders: [Order], vocabularySize: Int) {
    self.orders = orders
    self.vocabularySize = vocabularySize
  }

  /// How many n-grams each order has.
  public var counts: [Int] { orders.map(\.count) }
}
