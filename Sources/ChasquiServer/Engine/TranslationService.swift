internal import Chasqui
internal import Documents
internal import Terminology
internal import Text

/// What all dialects call to translate: finds the models, divides the text, lets the pool translate it, and
/// puts it together.
final class TranslationService: Sendable {
  let registry: ModelRegistry
  let pool: WorkerPool
  let gate: AdmissionGate
  let limits: Limits
  let metrics: ServerMetrics

  struct Limits: Sendable {
    /// Unicode code points in a request.
    var characters = 100_000
    /// Texts in a request.
    var texts = 500
  }

  init(registry: ModelRegistry, pool: WorkerPool, gate: AdmissionGate, limits: Limits, metrics: ServerMetrics)
  {
    self.registry = registry
    self.pool = pool
    self.gate = gate
    self.limits = limits
    self.metrics = metrics
  }

  /// Translates the texts of `order`; the outcomes are in their order.
  ///
  /// - Throws: `ServiceError`.
  func translate(_ order: TranslationOrder, limits: WorkLimits) async throws -> [TextOutcome] {
    try check(order)
    return try await gate.admit { try await translateAdmitted(order, limits: limits) }
  }

  /// As `translate`, for a request that has been admitted and checked.
  ///
  /// - Parameter models: those that the request began with; nil for those that serve now.
  func translateAdmitted(
    _ order: TranslationOrder, models: ModelSet? = nil, limits: WorkLimits
  ) async throws -> [TextOutcome] {
    let models = models ?? registry.current
    let turn = Turn()
    let outcomes = try await inOrder(order.texts.count) { index in
      try await self.translate(order.texts[index], order, models, turn, limits)
    }
    if order.isStrict {
      let broken = outcomes.flatMap(\.brokenTerms)
      if !broken.isEmpty { throw ServiceError.termsNotKept(broken) }
    }
    return outcomes
  }

  /// The languages that `text` may be in, the likeliest first.
  func detect(_ text: String, limits: WorkLimits) async throws -> [LanguageGuess] {
    let detection = registry.detection ?? .withoutModels
    return try await pool.run(limits: limits) { detection.detect(text) }
  }

  /// - Throws: `ServiceError` if an order is larger than is allowed.
  func check(_ order: TranslationOrder) throws(ServiceError) { try check(order.texts) }

  /// - Throws: `ServiceError` if the texts are more, or longer together, than is allowed.
  func check(_ texts: [String]) throws(ServiceError) {
    guard texts.count <= limits.texts else {
      throw .tooManyTexts(count: texts.count, limit: limits.texts)
    }
    let characters = texts.reduce(0) { $0 + $1.unicodeScalars.count }
    guard characters <= limits.characters else {
      throw .textTooLong(characters: characters, limit: limits.characters)
    }
  }

  /// The models for a text, and what its source was taken for if it had to be.
  func route(for text: String, _ order: TranslationOrder, _ models: ModelSet, _ limits: WorkLimits)
    async throws -> (models: [LoadedModel], source: LanguageTag, detected: LanguageGuess?)
  {
    guard let source = order.source else {
      let sample = order.format == .text ? text : try await MarkupWork.sample(of: text, order, pool, limits)
      let guess = try await detect(sample, limits: limits).first
      return try Self.route(detected: guess, order.target, models)
    }
    if source.code == order.target.code { return ([], source, nil) }
    try Self.checkServed(source, field: "source", models)
    try Self.checkServed(order.target, field: "target", models)
    guard let route = models.route(from: source, to: order.target) else {
      throw ServiceError.unsupportedPair(source: source.bcp47, target: order.target.bcp47)
    }
    return (route, source, nil)
  }

  /// A detected language that no model translates into the target gives way to one that some model does; a
  /// text without letters stays as it is.
  private static func route(detected guess: LanguageGuess?, _ target: LanguageTag, _ models: ModelSet) throws
    -> (models: [LoadedModel], source: LanguageTag, detected: LanguageGuess?)
  {
    try checkServed(target, field: "target", models)
    guard let guess, let source = try? LanguageTag(guess.language) else {
      guard let model = models.ready.first(where: { $0.target == target.code }) else {
        throw ServiceError.unsupportedPair(source: "?", target: target.bcp47)
      }
      return ([], model.model.sourceLanguage, nil)
    }
    if source.code == target.code { return ([], source, guess) }
    guard let route = models.route(from: source, to: target) else {
      throw ServiceError.unsupportedPair(source: source.bcp47, target: target.bcp47)
    }
    return (route, source, guess)
  }

  static func checkServed(_ language: LanguageTag, field: String, _ models: ModelSet) throws(ServiceError) {
    guard models.languages.contains(where: { $0.code == language.code }) else {
      throw .unsupportedLanguage(field: field, language.bcp47)
    }
  }

  /// - Throws: `ServiceError.modelUnavailable` if a file of one of the models was cut short: what it has translated
  /// means nothing.
  static func checkWhole(_ models: [LoadedModel]) throws(ServiceError) {
    for model in models where model.model.isDamaged {
      throw .modelUnavailable(
        "The files of the model \(model.name) were damaged while it served. Its operator must install it again."
      )
    }
  }

  private func translate(
    _ text: String, _ order: TranslationOrder, _ models: ModelSet, _ turn: Turn, _ limits: WorkLimits
  ) async throws -> TextOutcome {
    let begun = ContinuousClock.now
    let route = try await route(for: text, order, models, limits)
    var outcome = TextOutcome(
      text: text, source: route.source, target: order.target, detected: route.detected,
      models: route.models, characters: text.unicodeScalars.count, sentences: [], alternatives: [])
    if order.format == .text {
      let work = TextWork(order: order, pool: pool, turn: turn, limits: limits)
      for (index, model) in route.models.enumerated() {
        let isLast = index == route.models.count - 1
        if index > 0 { outcome.via = outcome.text }
        let translated = try await work.translate(outcome.text, with: model, isLast: isLast)
        outcome.text = translated.text
        if isLast {
          outcome.sentences = translated.sentences
          outcome.alternatives = translated.alternatives(order.alternatives)
        }
      }
    } else if !route.models.isEmpty {
      let work = MarkupWork(order: order, models: route.models, pool: pool, turn: turn, limits: limits)
      let translated = try await work.translate(text)
      outcome.text = translated.text
      outcome.sentences = translated.sentences
      outcome.alternatives = translated.alternatives
    }
    try Self.checkWhole(route.models)
    guard let first = route.models.first, let last = route.models.last else { return outcome }
    metrics.translated(
      source: first.model.sourceLanguage.bcp47, target: last.model.targetLanguage.bcp47,
      characters: outcome.characters,
      sentences: outcome.sentences.count, nanoseconds: (ContinuousClock.now - begun).nanoseconds)
    return outcome
  }
}

/// Does `work` for each index at once, and gives the results in the order of the indices.
func inOrder<Value: Sendable>(_ count: Int, _ work: @escaping @Sendable (Int) async throws -> Value)
  async throws -> [Value]
{
  // Most requests have one text: a group would cost them more than it does.
  if count == 1 { return [try await work(0)] }
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for index in 0..<count { group.addTask { (index, try await work(index)) } }
    var results = [Value?](repeating: nil, count: count)
    for try await (index, value) in group { results[index] = value }
    return results.map { $0! }
  }
}
