public import Terminology

/// The glossaries that a translation keeps to.
public struct TermRules: Sendable {
  /// The terms of the model's language pair.
  public let index: TermIndex
  /// The names of the glossaries to use, the most important first; nil for all, by name.
  public let glossaries: [String]?
  /// What no sentence may hold.
  let forbiddenEverywhere: [String]

  public init(index: TermIndex, glossaries: [String]? = nil) {
    self.index = index
    self.glossaries = glossaries
    forbiddenEverywhere = index.forbiddenEverywhere(glossaries: glossaries).flatMap(\.texts)
  }
}
