/// A pair of the translation memory: a source text and the translation that a person gave it.
public struct OverlayPair: Sendable, Hashable, Codable {
  /// What the pair is known by; a later pair with the same replaces it.
  public var id: String
  public var source: String
  public var target: String
  /// Who wrote the translation, if it is known.
  public var author: String?
  /// The name of the memory or file that the pair is from.
  public var origin: String

  public init(id: String, source: String, target: String, author: String? = nil, origin: String = "memory") {
    self.id = id
    self.source = source
    self.target = target
    self.author = author
    self.origin = origin
  }
}
