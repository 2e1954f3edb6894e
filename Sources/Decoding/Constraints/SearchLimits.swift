public import Tokens

/// What a search may not do.
public struct SearchLimits: Sendable, Equatable {
  /// Token sequences that must not stand in the translation while there is another way.
  public var banned: [[TokenID]] = []
  /// Source positions that nothing moves across: all tokens before a wall are translated before any behind
  /// it (Koehn and Haddow 2009).
  public var walls: [Int] = []
  /// Stretches of the source whose translations stay together: once begun, a zone is finished before
  /// anything else is translated. Zones may be nested, but not overlap otherwise.
  public var zones: [Range<Int>] = []

  public init() {}

  public static let none = SearchLimits()
}
