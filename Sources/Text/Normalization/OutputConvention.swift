/// How translations are written where the writers of a language have several ways.
///
/// The name of an `[output …]` section of the language's profile: for Guaraní `circumflex`, for Quechua
/// `ayacucho`, `three-vowel` and `five-vowel`, for Spanish, French and Portuguese `guillemets`, for most `curly`.
public struct OutputConvention: Sendable, Hashable, Codable {
  /// Empty for the model's own way.
  public let name: String

  public static let `default` = OutputConvention(name: "")

  public init(name: String) {
    self.name = name
  }
}
