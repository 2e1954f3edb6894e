internal import Chasqui
internal import Text

/// The translation of one text by one model, sentence by sentence on the pool.
struct TextWork: Sendable {
  let order: TranslationOrder
  let pool: WorkerPool
  let turn: Turn
  let limits: WorkLimits

  /// A text whose sentences have been translated.
  struct Translated: Sendable {
    var text = ""
    var sentences: [SentenceOutcome] = []

    /// Other texts, at most `count`: the k-th has the k-th best translation of each sentence that has one.
    func alternatives(_ count: Int) -> [String] {
      guard count > 0 else { return [] }
      var seen: Set<String> = [text]
      var result: [String] = []
      let deepest = sentences.map(\.candidates.count).max() ?? 0
      for rank in 1..<max(2, deepest) where result.count < count {
        var alternative = Array(text.utf8)
        for sentence in sentences.reversed() where sentence.candidates.indices.contains(rank) {
          guard let place = sentence.places?.target else { continue }
          alternative.replaceSubrange(place, with: sentence.candidates[rank].text.utf8)
        }
        let string = String(decoding: alternative, as: UTF8.self)
        if seen.insert(string).inserted { result.append(string) }
      }
      return result
    }
  }

  /// Phrases that have other renderings are looked for among so many translations.
  private static let candidates = 24

  func translate(_ text: String, with model: LoadedModel, isLast: Bool) async throws -> Translated {
    let lines = Self.lines(of: text, order.division)
    let parts = try await inOrder(lines.count) { index in
      try await translate(line: lines[index].text, with: model, isLast: isLast)
    }
    var result = Translated()
    var start = 0
    for (line, part) in zip(lines, parts) {
      let offset = result.text.utf8.count
      result.text += part.text + line.end
      result.sentences += part.sentences.map { sentence in
        var sentence = sentence
        sentence.places = sentence.places.map {
          ($0.source.shifted(by: start), $0.target.shifted(by: offset))
        }
        return sentence
      }
      start += line.text.utf8.count + line.end.utf8.count
    }
    return result
  }

  static func lines(of text: String, _ division: TranslationOrder.Division) -> [TextLines.Line] {
    switch division {
    case .sentences, .newlines: TextLines(text).lines
    case .punctuation, .none: TextLines(undivided: text).lines
    }
  }

  /// The first part of the work on a line: what to translate, and with what.
  struct Start: Sendable {
    var plan: TranslationPlan
    var translator: Translator
    var request: TranslationRequest
  }

  /// What a model is to do for the order, and who does it. It looks at the database: for the pool.
  static func request(_ order: TranslationOrder, of model: LoadedModel, isLast: Bool) -> (
    translator: Translator, request: TranslationRequest
  ) {
    var request = TranslationRequest()
    if isLast {
      request.alternatives = 1 + order.alternatives
      if order.wantsPhraseAlternatives { request.alternatives = max(request.alternatives, candidates) }
      request.convention = order.convention
    }
    request.terms = model.rules(order.glossaries)
    return (order.usesMemory ? model.currentTranslator() : model.plainTranslator, request)
  }

  func start(line: String, with model: LoadedModel, isLast: Bool) -> Start {
    let (translator, request) = Self.request(order, of: model, isLast: isLast)
    let isCut = order.division == .sentences || order.division == .punctuation
    let plan = translator.plan(line, request: request, cutting: isCut ? .sentences : .none)
    return Start(plan: plan, translator: translator, request: request)
  }

  private func translate(line: String, with model: LoadedModel, isLast: Bool) async throws -> Translated {
    guard line.contains(where: { !$0.isWhitespace }) else { return Translated(text: line) }
    // A line of one sentence, as most are, is done in one go.
    let (start, first) = try await pool.run(turn: turn, cost: Self.cost(line), limits: limits) {
      let start = self.start(line: line, with: model, isLast: isLast)
      return (start, start.translator.translate(0, of: start.plan))
    }
    let pieces = start.plan.pieces
    let others = try await inOrder(pieces.count - 1) { index in
      try await pool.run(turn: turn, cost: Self.cost(pieces[index + 1]), limits: limits) {
        start.translator.translate(index + 1, of: start.plan)
      }
    }
    return assemble([first] + others, start)
  }

  private func assemble(_ candidates: [[TranslatedSentence]], _ start: Start) -> Translated {
    var result = Translated()
    var place = 0
    for (index, piece) in start.plan.pieces.enumerated() {
      let text = start.plan.text(of: candidates[index].first, at: index)
      if !candidates[index].isEmpty {
        result.sentences.append(
          SentenceOutcome(
            candidates: candidates[index],
            places: (piece.core.shifted(by: place), text.core.shifted(by: result.text.utf8.count)),
            request: start.request, translator: start.translator))
      }
      result.text += text
      place += piece.utf8.count
    }
    return result
  }

  /// What a text costs the pool: about one for a short sentence.
  static func cost(_ text: String) -> Double { 0.2 + Double(text.utf8.count) / 100 }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    (lowerBound + distance)..<(upperBound + distance)
  }
}

extension String {
  /// Where the text stands between the spaces around it: UTF-8 bytes.
  fileprivate var core: Range<Int> {
    let leading = prefix { $0.isWhitespace }.utf8.count
    guard leading < utf8.count else { return leading..<leading }
    let trailing = reversed().prefix { $0.isWhitespace }.reduce(0) { $0 + $1.utf8.count }
    return leading..<(utf8.count - trailing)
  }
}
