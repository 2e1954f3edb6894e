/// What a caller may do. Whoever may do more may do the lesser things too.
public enum AccessScope: String, Sendable, Codable, CaseIterable, Comparable {
  /// Translate, and read the glossaries.
  case translate
  /// Change glossaries and the translation memory.
  case edit
  /// Load models anew, and see the jobs of everybody.
  case admin

  private var rank: Int {
    switch self {
    case .translate: 0
    case .edit: 1
    case .admin: 2
    }
  }

  public static func < (left: AccessScope, right: AccessScope) -> Bool { left.rank < right.rank }
}

/// What callers without a key may do.
public enum AnonymousAccess: String, Sendable, Codable, CaseIterable {
  case off
  case translate
  case edit

  var scopes: Set<AccessScope> {
    switch self {
    case .off: []
    case .translate: [.translate]
    case .edit: [.edit]
    }
  }
}
