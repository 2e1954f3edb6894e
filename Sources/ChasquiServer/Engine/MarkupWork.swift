internal import Chasqui
internal import Documents
internal import Text

/// The translation of one text with markup by the models of a route, unit by unit on the pool.
struct MarkupWork: Sendable {
  let order: TranslationOrder
  let models: [LoadedModel]
  let pool: WorkerPool
  let turn: Turn
  let limits: WorkLimits

  /// The translations of one unit by the last model.
  struct Unit: Sendable {
    var marked: MarkedText
    var sentences: [SentenceOutcome]
    /// Other translations, best first.
    var others: [MarkedText] = []
  }

  struct Translated: Sendable {
    var text: String
    var sentences: [SentenceOutcome]
    /// Other texts: the k-th has the k-th best translation of each unit that has one.
    var alternatives: [String]
  }

  /// Characters of a text that show its language.
  private static let sample = 4_000

  /// Text of a document without its markup, enough to know its language by.
  static func sample(
    of text: String, _ order: TranslationOrder, _ pool: WorkerPool, _ limits: WorkLimits
  ) async throws -> String {
    try await pool.run(limits: limits) {
      sample(of: try order.format.open(text: text, options: order.markup).units)
    }
  }

  static func sample(of units: [MarkedText]) -> String {
    var result = ""
    for unit in units where result.utf8.count < sample { result += unit.text + "\n" }
    return result
  }

  func translate(_ text: String) async throws -> Translated {
    let document = try await pool.run(turn: turn, cost: TextWork.cost(text), limits: limits) {
      try order.format.open(text: text, options: order.markup)
    }
    let units = document.units
    let translated = try await inOrder(units.count) { try await translate(units[$0]) }
    func rendered(_ choice: (Unit) -> MarkedText?) -> String {
      document.renderedText(with: translated.map { choice($0) ?? $0.marked }, target: order.target)
    }
    let deepest = translated.map(\.others.count).max() ?? 0
    return Translated(
      text: rendered(\.marked), sentences: translated.flatMap(\.sentences),
      alternatives: (0..<min(deepest, order.alternatives)).map { rank in
        rendered { $0.others.dropFirst(rank).first }
      })
  }

  /// One unit through all models.
  func translate(_ unit: MarkedText) async throws -> Unit {
    guard unit.text.contains(where: { !$0.isWhitespace }) else { return Unit(marked: unit, sentences: []) }
    return try await pool.run(
      turn: turn, cost: TextWork.cost(unit.text) * Double(models.count), limits: limits
    ) {
      var result = Unit(marked: unit, sentences: [])
      for (index, model) in models.enumerated() {
        let isLast = index == models.count - 1
        let (translator, wanted) = TextWork.request(order, of: model, isLast: isLast)
        var request = wanted
        // A unit may be a whole document on one line.
        request.isUnwanted = { [limits] in limits.isOver }
        let translations = translator.alternatives(result.marked, request: request)
        try limits.check()
        result.marked = translations[0].marked
        guard isLast else { continue }
        result.others = translations.dropFirst().map(\.marked)
        result.sentences = translations[0].translation.sentences.indices.map { index in
          SentenceOutcome(
            candidates: Self.candidates(of: index, in: translations), places: nil, request: request,
            translator: translator)
        }
      }
      return result
    }
  }

  /// The different translations of a sentence, best first.
  private static func candidates(of sentence: Int, in translations: [MarkedTranslation])
    -> [TranslatedSentence]
  {
    var seen: Set<String> = []
    return translations.compactMap { translation in
      let sentences = translation.translation.sentences
      // One that was remembered as a whole has fewer.
      guard sentences.count == translations[0].translation.sentences.count else { return nil }
      return seen.insert(sentences[sentence].text).inserted ? sentences[sentence] : nil
    }
  }
}
