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

  /// The translation of one unit by the last model.
  struct Unit: Sendable {
    var marked: MarkedText
    var sentences: [SentenceOutcome]
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

  func translate(_ text: String) async throws -> (text: String, sentences: [SentenceOutcome]) {
    let document = try await pool.run(turn: turn, cost: TextWork.cost(text), limits: limits) {
      try order.format.open(text: text, options: order.markup)
    }
    let units = document.units
    let translated = try await inOrder(units.count) { try await translate(units[$0]) }
    let rendered = document.renderedText(with: translated.map(\.marked), target: order.target)
    return (rendered, translated.flatMap(\.sentences))
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
        let (translator, request) = TextWork.request(order, of: model, isLast: isLast)
        let translation = translator.translate(result.marked, request: request)
        result.marked = translation.marked
        guard isLast else { continue }
        result.sentences = translation.translation.sentences.map {
          SentenceOutcome(candidates: [$0], places: nil, request: request, translator: translator)
        }
      }
      return result
    }
  }
}
