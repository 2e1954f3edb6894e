/// One weight for each `Feature`.
public struct FeatureWeights: Sendable, Equatable {
  public var values: [Float]

  /// Weights that work before tuning.
  public init() {
    values = [Float](repeating: 0, count: Feature.count)
    self[.languageModel] = 0.085
    self[.distortion] = 0.03
    for feature in [Feature.beforeMonotone, .beforeSwap, .beforeDiscontinuous] { self[feature] = 0.03 }
    for feature in [Feature.afterMonotone, .afterSwap, .afterDiscontinuous] { self[feature] = 0.03 }
    self[.phraseForward] = 0.05
    self[.phraseBackward] = 0.03
    self[.lexicalForward] = 0.03
    self[.lexicalBackward] = 0.03
    self[.phraseCount] = 0.03
    self[.tokenCount] = 0.27
    self[.copied] = -0.3
    self[.copiedName] = -0.3
    self[.backedOff] = -0.6
    self[.dissimilarity] = -0.2
    self[.rarity] = -0.15
    self[.unknownToLanguageModel] = -0.3
  }

  public init(values: [Float]) {
    precondition(values.count == Feature.count, "there is one weight for each feature")
    self.values = values
  }

  public subscript(feature: Feature) -> Float {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }

  /// The weighted sum of `features`.
  public func score(_ features: [Float]) -> Float {
    var sum: Float = 0
    for index in values.indices { sum += values[index] * features[index] }
    return sum
  }
}

/// Written by name, so that a model keeps its meaning when features come or go: those that it does not
/// name do not count.
extension FeatureWeights: Codable {
  public init(from decoder: any Decoder) throws {
    let named = try decoder.singleValueContainer().decode([String: Float].self)
    values = Feature.allCases.map { named["\($0)"] ?? 0 }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Dictionary(uniqueKeysWithValues: Feature.allCases.map { ("\($0)", self[$0]) }))
  }
}
