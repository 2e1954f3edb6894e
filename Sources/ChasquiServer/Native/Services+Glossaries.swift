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

  /// As `glossaries`, for work that edits them: the next request knows what it did.
  func editGlossaries<Value: Sendable>(
    _ context: ServerRequestContext, _ work: @escaping @Sendable (GlossaryStore) throws -> Value
  ) async throws -> Value {
    try await glossaries(context) { [registry] store in
      // Also where only a part of it could be done.
      defer { registry.noteEdit() }
      return try work(store)
    }
  }

  /// As `editGlossaries`, with the translation memory.
  func editMemory<Value: Sendable>(
    _ context: ServerRequestContext, _ work: @escaping @Sendable (TranslationMemory) throws -> Value
  ) async throws -> Value {
    try await memory(context) { [registry] memory in
      defer { registry.noteEdit() }
      return try work(memory)
    }
  }

  /// As `glossaries`, with the translation memory.
  func memory<Value: Sendable>(
    _ context: ServerRequestContext, _ work: @escaping @Sendable (TranslationMemory) throws -> Value
  ) async throws -> Value {
    guard let memory else { throw Self.closed }
    return try await storage.run(limits: limits(context)) { try work(memory) }
  }

  /// - Throws: `ServiceError.unknownGlossary` with the first name of which there is none.
  func checkGlossaries(_ names: [String], _ context: ServerRequestContext) async throws {
    guard !names.isEmpty else { return }
    guard let store = glossaries else { throw Self.closed }
    guard names.count <= Self.mostGlossaries else {
      throw ServiceError.invalid(
        field: "glossaries", "At most \(Self.mostGlossaries) glossaries can be kept to at once.")
    }
    // On the threads that translate: translations are not to wait behind the import of a large file.
    try await decoding.run(limits: limits(context)) {
      for name in names {
        do {
          guard !name.contains("\0") else { throw ServiceError.unknownGlossary("\(name.prefix(100))") }
          // The cheapest of questions about a glossary.
          _ = try store.entries(of: name, limit: 1)
        } catch let error as TerminologyError where error.reason == .missing {
          throw ServiceError.unknownGlossary("\(name.prefix(100))")
        }
      }
    }
  }

  private static let mostGlossaries = 50
  private static let closed = ServiceError.storageUnavailable("The database cannot be used now.")
}
