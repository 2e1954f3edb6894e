/// One weight for each `Feature`.
public struct FeatureWeights: Sendable, Equatable {
  public var values: [Float]

  /// Weights that work before tuning.
  public init() {
    values = [Float](repeating: 0, count: Feature.count)
    self[.languageModel] = 0.24
    self[.distortion] = 0.2
    for feature in [Feature.beforeMonotone, .beforeSwap, .beforeDiscontinuous] { self[feature] = 0.3 }
    for feature in [Feature.afterMonotone, .afterSwap, .afterDiscontinuous] { self[feature] = 0.3 }
    self[.phraseForward] = 0.17
    self[.phraseBackward] = 0.2
    self[.lexicalForward] = 0.2
    self[.lexicalBackward] = 0.13
    self[.phraseCount] = -0.1
    self[.tokenCount] = 0.6
    self[.characterCount] = 0.05
    self[.copied] = -3.5
    self[.copiedName] = 2
    self[.backedOff] = -1.8
    self[.dissimilarity] = -2
    self[.omitted] = -2.2
    self[.omission] = 1.5
    self[.rarity] = -0.2
    self[.unknownToLanguageModel] = -2.5
    for (feature, weight) in Self.untuned { self[feature] = weight }
    self[.classLanguageModel] = 0.12
  }

  /// The weights of the features that no tuning set tells anything of.
  private static let untuned: [Feature: Float] = [.memory: 0.3, .required: 0.25]

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
/// name do not count, but for the untuned ones, which models older than these work with all the same.
extension FeatureWeights: Codable {
  public init(from decoder: any Decoder) throws {
    let named = try decoder.singleValueContainer().decode([String: Float].self)
    values = Feature.allCases.map { named["\($0)"] ?? Self.untuned[$0] ?? 0 }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Dictionary(uniqueKeysWithValues: Feature.allCases.map { ("\($0)", self[$0]) }))
  }
}
