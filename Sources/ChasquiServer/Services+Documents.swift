internal import Documents
internal import Text

extension Services {
  /// Takes a document for translation, after a look that what is wrong with it can be told at once; counts its
  /// characters.
  ///
  /// - Throws: `ServiceError`.
  func submit(_ request: JobRequest, by caller: Caller) async throws -> JobReceipt {
    let documents = DocumentTranslation(service: translation)
    var request = request
    let target = try TranslateRequest.language(request.target, field: "target")
    let source = try request.source.map { text throws(ServiceError) in
      try TranslateRequest.language(text, field: "source")
    }
    let content = try await documents.content(
      of: request.upload, name: request.name, format: request.options.format)
    try TranslationService.checkServed(target, field: "target", registry.current)
    if let missing = await missingGlossary(request.options.glossaries) {
      throw ServiceError.unknownGlossary("\(missing.prefix(100))")
    }
    if source != nil { _ = try await documents.route(for: content, source: source, target: target) }
    request.characters = content.characters
    do {
      let charge = try access.usage.charge(caller, characters: content.characters, documents: 1)
      do {
        return try await jobs.submit(request, by: caller)
      } catch {
        access.usage.refund(charge)
        throw error
      }
    } catch {
      throw ServiceError(error)
    }
  }

  /// The names may be those of the configuration, whose glossaries were there when the server began.
  private func missingGlossary(_ names: [String]) async -> String? {
    guard !names.isEmpty else { return nil }
    return try? await decoding.run { [registry] in registry.missingGlossary(among: names) }
  }

  /// The type of a job's result: that of the upload.
  func mediaType(of job: JobDescription) -> String {
    let format =
      job.options.format.flatMap(DocumentFormat.init)
      ?? (try? DocumentFormat.detect(name: job.name, content: [])) ?? .text
    // Its encoding is that of the upload, which the document itself tells.
    return format.mediaType
  }
}
