/// What tuning makes as large as it can: a function of statistics that add up over sentences.
public struct TuningObjective: Sendable {
  /// What the objective is called in logs and manifests, such as `chrF++ + BLEU`.
  public let name: String
  /// How many statistics a sentence has.
  public let dimension: Int
  /// The value for the summed statistics of all sentences; higher is better.
  public let value: @Sendable ([Double]) -> Double
  /// The length of the translations as a share of that of the references, from the same sums.
  public let lengthRatio: (@Sendable ([Double]) -> Double)?

  public init(
    name: String, dimension: Int, lengthRatio: (@Sendable ([Double]) -> Double)? = nil,
    value: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.dimension = dimension
    self.lengthRatio = lengthRatio
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
