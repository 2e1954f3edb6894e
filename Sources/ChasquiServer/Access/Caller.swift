/// Who sends a request, and what they may do.
struct Caller: Sendable, Equatable {
  /// The number of the key; nil for a caller without one.
  let keyID: Int64?
  /// The name of the key, or `anonymous`: the author of edits.
  let name: String
  let scopes: Set<AccessScope>
  let limits: CallerLimits
  /// Tells callers without a key apart; nil for those with one.
  var client: RateLimiter.Client?

  /// Tells whether the caller may do this.
  func has(_ scope: AccessScope) -> Bool { scopes.contains { $0 >= scope } }
}

/// How much a caller may ask for; nil for as much as they like.
struct CallerLimits: Sendable, Equatable {
  var requestsPerMinute: Int?
  /// Code points of source text in a calendar month of UTC.
  var charactersPerMonth: Int?
  /// The same in a day, of one address without a key.
  var charactersPerDay: Int?
}
