/// A named collection of concepts, each with its terms in any number of languages.
public struct Glossary: Sendable, Hashable, Codable {
  /// What commands and requests call it: letters, digits, `-`, `_` and `.`, at most 100 characters, unique in
  /// a store.
  public var name: String
  /// What people call it.
  public var title: String
  /// Who may use it how, such as `CC0-1.0`; empty if unknown.
  public var license: String
  /// Where it comes from.
  public var source: String
  public var note: String

  public init(name: String, title: String = "", license: String = "", source: String = "", note: String = "")
  {
    self.name = name
    self.title = title
    self.license = license
    self.source = source
    self.note = note
  }
}
