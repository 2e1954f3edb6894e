/// Why a request is refused before it is looked at.
///
/// What it says goes to the caller: nothing in it tells how near a wrong key came to a right one.
enum AccessError: Error, Equatable, CustomStringConvertible {
  case missingKey
  case unknownKey
  case revokedKey
  case expiredKey
  case lacksScope(AccessScope)
  /// `retryAfter`: whole seconds until a request will be admitted, at least 1.
  case rateLimited(retryAfter: Int)
  /// `limit`: characters a month.
  case quotaExceeded(limit: Int)
  /// `limit`: characters a day; `retryAfter`: seconds until so many will be left, nil for a text that is longer.
  case dailyQuotaExceeded(limit: Int, retryAfter: Int?)

  var description: String {
    switch self {
    case .missingKey:
      "This server wants a key. Send it as `Authorization: Bearer KEY`; whoever runs the server gives it out."
    case .unknownKey: "This key is not known here. Check that it was copied whole."
    case .revokedKey: "This key was revoked. Ask whoever runs the server for another one."
    case .expiredKey: "This key has expired. Ask whoever runs the server for another one."
    case .lacksScope(let scope):
      "This needs the scope \(scope.rawValue), which the caller does not have. Ask whoever runs the server for it."
    case .rateLimited(let retryAfter):
      "There were too many requests in the last minute. Try again in \(retryAfter) s."
    case .quotaExceeded(let limit):
      "The \(limit) characters of this month are used up, or too few are left for this text. "
        + "Counting starts again on the first of the month (UTC)."
    case .dailyQuotaExceeded(let limit, nil):
      "Without a key, \(limit) characters a day may be translated, and this text has more. Divide it, or ask whoever "
        + "runs the server for a key."
    case .dailyQuotaExceeded(let limit, let retryAfter?):
      "Too few of the \(limit) characters are left that your address may translate in a day without a key. They come "
        + "back evenly; there will be enough for this text in \((retryAfter + 59) / 60) min."
    }
  }
}
