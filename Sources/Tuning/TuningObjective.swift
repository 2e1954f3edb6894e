/// What tuning makes as large as it can: a function of statistics that add up over sentences.
public struct TuningObjective: Sendable {
  /// What the objective is called in logs and manifests, such as `chrF++ + BLEU`.
  public let name: String
  /// How many statistics a sentence has.
  public let dimension: Int
  /// The value for the summed statistics of all sentences; higher is better.
  public let value: @Sendable ([Double]) -> Double
  /// The lengths of the translations, from the same sums.
  public let lengths: (@Sendable ([Double]) -> Lengths)?

  /// Lengths of translations, as shares of those of their references.
  public struct Lengths: Sendable {
    public var words: Double
    public var characters: Double
    /// How long the words of the references are.
    public var charactersPerWord: Double

    public init(words: Double, characters: Double, charactersPerWord: Double) {
      self.words = words
      self.characters = characters
      self.charactersPerWord = charactersPerWord
    }
  }

  public init(
    name: String, dimension: Int, lengths: (@Sendable ([Double]) -> Lengths)? = nil,
    value: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.dimension = dimension
    self.lengths = lengths
    self.value = value
  }

  /// The value at `statistics`, and how much each of them changes it, by central differences.
  func gradient(at statistics: [Double]) -> (value: Double, gradient: [Double]) {
    var point = statistics
    let gradient = statistics.indices.map { index -> Double in
      let step = max(1e-3, abs(statistics[index]) * 1e-4)
      point[index] = statistics[index] + step
      let above = value(point)
      point[index] = max(0, statistics[index] - step)
      let below = value(point)
      let width = statistics[index] + step - point[index]
      point[index] = statistics[index]
      return (above - below) / width
    }
    return (value(statistics), gradient)
  }
}

/// A translation of a tuning sentence: its features, and its statistics under the objective.
public struct TuningCandidate: Sendable {
  public var features: [Float]
  public var statistics: [Float]

  public init(features: [Float], statistics: [Float]) {
    self.features = features
    self.statistics = statistics
  }
}
