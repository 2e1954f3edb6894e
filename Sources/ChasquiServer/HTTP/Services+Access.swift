internal import Hummingbird

extension Services {
  /// Who sends the request, if they may do this; counts the request.
  ///
  /// - Parameter key: a key that came in the body or the query, as some dialects send it; the one of the header
  ///   counts before it.
  /// - Throws: `ServiceError` if the key is not known, or the caller may not do this, or asks too often.
  func enter(_ context: ServerRequestContext, scope: AccessScope, key: String? = nil) async throws -> Caller {
    do {
      let caller = try access.caller(presenting: context.presentedKey ?? key, from: context.address)
      try access.admit(caller)
      try access.authorize(caller, for: scope)
      return caller
    } catch {
      throw ServiceError(error)
    }
  }

  /// Counts characters for the caller while `work` translates them; what it fails to translate is given back.
  ///
  /// - Parameter work: gets the charge, of which it may give back a part later.
  /// - Throws: `ServiceError.quotaExceeded`, and what `work` throws.
  func charging<Value>(
    _ characters: Int, to caller: Caller, _ work: (UsageMeter.Charge) async throws -> Value
  ) async throws -> Value {
    let charge: UsageMeter.Charge
    do {
      charge = try access.usage.charge(caller, characters: characters)
    } catch {
      throw ServiceError(error)
    }
    do {
      return try await work(charge)
    } catch {
      access.usage.refund(charge)
      throw error
    }
  }

  func charging<Value>(
    _ characters: Int, to caller: Caller, _ work: () async throws -> Value
  ) async throws -> Value {
    try await charging(characters, to: caller) { _ in try await work() }
  }
}
