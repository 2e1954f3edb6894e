internal import Chasqui
internal import Documents
private import Foundation
internal import Text

/// The translation of an uploaded document: what jobs do.
struct DocumentTranslation: Sendable {
  let service: TranslationService

  /// Documents are in less of a hurry than people who wait.
  private static let weight = 0.25

  /// The option of a job that says that a document which is in the target language already is no success.
  static let sameLanguage = "sameLanguage"

  /// What is to be translated in an upload.
  struct Content: Sendable {
    var document: any TranslatableDocument
    var units: [MarkedText]
    /// Code points of its text.
    var characters: Int
  }

  /// Reads an upload.
  ///
  /// - Throws: `ServiceError` if it is of no known format, or breaks the rules of its format.
  func content(of bytes: [UInt8], name: String, format: String?) async throws -> Content {
    do {
      return try await service.pool.run {
        let format = try Self.format(named: format) ?? DocumentFormat.detect(name: name, content: bytes)
        let document = try format.open(bytes)
        let units = document.units
        return Content(
          document: document, units: units,
          characters: units.reduce(0) { $0 + $1.text.unicodeScalars.count })
      }
    } catch {
      throw ServiceError(error)
    }
  }

  /// The models for a document.
  ///
  /// - Throws: `ServiceError` if there is no way between the languages.
  func route(for content: Content, source: LanguageTag?, target: LanguageTag) async throws
    -> (models: [LoadedModel], source: LanguageTag, detected: LanguageGuess?)
  {
    let order = TranslationOrder(texts: [], source: source, target: target)
    let sample = MarkupWork.sample(of: content.units)
    return try await service.route(for: sample, order, service.registry.current, WorkLimits())
  }

  /// Does the job: as `JobTranslation` has it.
  func translate(
    _ job: JobDescription, _ upload: [UInt8], _ finished: [Int: String], _ progress: JobProgress
  ) async throws -> [UInt8] {
    do {
      return try await translated(job, upload, finished, progress)
    } catch let error as ServiceError where error != .cancelled {
      throw JobFailure(error.detail)
    }
  }

  private func translated(
    _ job: JobDescription, _ upload: [UInt8], _ finished: [Int: String], _ progress: JobProgress
  ) async throws -> [UInt8] {
    let content = try await content(of: upload, name: job.name, format: job.options.format)
    let units = content.units
    try await progress.begin(segments: units.count, characters: content.characters)
    let target = try TranslateRequest.language(job.target, field: "target")
    let source = try job.source.map { text throws(ServiceError) in
      try TranslateRequest.language(text, field: "source")
    }
    let route = try await route(for: content, source: source, target: target)
    guard !route.models.isEmpty else {
      // Numbers alone are of no language.
      let isKnown = source != nil || route.detected != nil
      guard !isKnown || job.options.others[Self.sameLanguage] == nil else {
        throw JobFailure("Source and target language are the same.")
      }
      return upload
    }
    var order = TranslationOrder(texts: [], source: route.source, target: target)
    order.glossaries = job.options.glossaries
    if let convention = job.options.convention { order.convention = OutputConvention(name: convention) }
    try await checkGlossaries(order.glossaries)
    let work = MarkupWork(
      order: order, models: route.models, pool: service.pool, turn: Turn(weight: Self.weight),
      limits: WorkLimits())
    let checksums = route.models.map(\.checksum)
    let translations = try await withThrowingTaskGroup(of: (Int, MarkedText).self) { group in
      var results = units
      var waiting: [Int] = []
      for index in units.indices {
        if let kept = finished[index].flatMap(FinishedUnit.init(stored:)), kept.models == checksums {
          results[index] = kept.translation
        } else {
          waiting.append(index)
        }
      }
      progress.discard(waiting)
      // No more at once than the pool can do, so that memory stays flat and a killed job loses little.
      var next = waiting.makeIterator()
      @Sendable func translate(_ index: Int) async throws -> (Int, MarkedText) {
        let unit = try await work.translate(units[index])
        try TranslationService.checkWhole(route.models)
        // Not at the end only: a long document that nobody will get is no work to go on with.
        try await checkGlossaries(job.options.glossaries)
        let finished = FinishedUnit(models: checksums, translation: unit.marked)
        try await progress.finish(segment: index, translation: finished.stored)
        return (index, unit.marked)
      }
      for _ in 0..<(2 * service.pool.threadCount) {
        if let index = next.next() { group.addTask { try await translate(index) } }
      }
      while let (index, text) = try await group.next() {
        results[index] = text
        if let index = next.next() { group.addTask { try await translate(index) } }
      }
      return results
    }
    return try await service.pool.run { content.document.rendered(with: translations, target: target) }
  }

  /// - Throws: `JobFailure` if a glossary is gone: without it the document would be another one.
  private func checkGlossaries(_ names: [String]) async throws {
    guard !names.isEmpty else { return }
    let missing = try await service.pool.run { [registry = service.registry] in
      registry.missingGlossary(among: names)
    }
    guard let missing else { return }
    throw JobFailure(
      "The glossary \(missing) was removed before the document was translated. Send it again, without that glossary."
    )
  }

  private static func format(named name: String?) throws(ServiceError) -> DocumentFormat? {
    guard let name else { return nil }
    guard let format = DocumentFormat(rawValue: name) else {
      throw .invalid(
        field: "format",
        "This must be one of \(DocumentFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return format
  }
}

/// A unit of a document as it is kept until the whole document is done.
struct FinishedUnit: Codable {
  /// The checksums of the models that it went through: a document is not to be the work of different ones.
  var models: [String]
  var translation: MarkedText

  var stored: String {
    (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

extension FinishedUnit {
  init?(stored: String) {
    guard let unit = try? JSONDecoder().decode(FinishedUnit.self, from: Data(stored.utf8)) else { return nil }
    self = unit
  }
}
