internal import Hummingbird

extension Services {
  /// Who sends the request, if they may do this; counts the request.
  ///
  /// - Parameter key: a key that came in the body or the query, as some dialects send it; the one of the header
  ///   counts before it.
  /// - Throws: `ServiceError` if the key is not known, or the caller may not do this, or asks too often.
  func enter(_ context: ServerRequestContext, scope: AccessScope, key: String? = nil) async throws -> Caller {
    do {
      let caller = try access.caller(presenting: context.presentedKey ?? key)
      try access.admit(caller, from: context.address)
      try access.authorize(caller, for: scope)
      return caller
    } catch {
      throw ServiceError(error)
    }
  }

  /// Counts characters for the caller, before they are translated; gives what `refund` takes back.
  ///
  /// - Throws: `ServiceError.quotaExceeded`.
  @discardableResult func charge(_ characters: Int, to caller: Caller) async throws -> UsageMeter.Charge {
    do {
      return try access.usage.charge(caller, characters: characters)
    } catch {
      throw ServiceError(error)
    }
  }
}
