internal import Terminology

extension Services {
  /// Does `work` with the glossaries on a thread that may wait for the disk.
  ///
  /// - Throws: `ServiceError` if there are none or the request is too late, or what `work` throws.
  func glossaries<Value: Sendable>(
    _ context: ServerRequestContext, _ work: @escaping @Sendable (GlossaryStore) throws -> Value
  ) async throws -> Value {
    guard let glossaries else { throw Self.closed }
    return try await storage.run(limits: limits(context)) { try work(glossaries) }
  }

  /// As `glossaries`, with the translation memory.
  func memory<Value: Sendable>(
    _ context: ServerRequestContext, _ work: @escaping @Sendable (TranslationMemory) throws -> Value
  ) async throws -> Value {
    guard let memory else { throw Self.closed }
    return try await storage.run(limits: limits(context)) { try work(memory) }
  }

  private static let closed = ServiceError.storageUnavailable("The database cannot be used now.")
}
