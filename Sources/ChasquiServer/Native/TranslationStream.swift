internal import Chasqui
private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A long text, translated sentence by sentence and sent as server-sent events (WHATWG HTML, 9.2): the first
/// sentence is there while the others are still translated.
struct TranslationStream: Sendable {
  private struct Piece: Sendable {
    var text: String
    var isTranslated: Bool
  }

  private struct Sentence: Encodable {
    var index: Int
    var text: String
    var source: String
    var confidence: Double
  }

  private struct Done: Encodable {
    var characters: Int
    var models: [TranslationReply.Model]
    var detected: TranslationReply.Detected?
  }

  private struct Problem: Encodable {
    var type: String
    var status: Int
    var detail: String
    var requestId: String
  }

  private let order: TranslationOrder
  /// Those that served when it began: a text is not to be the work of different ones.
  private let models: ModelSet
  private let service: TranslationService
  private let limits: WorkLimits
  private let pieces: [Piece]
  private let done: Done
  private let admission: Admission

  /// Finds the way, divides the text and takes a place among the requests that are in, so that what is wrong is told
  /// as an HTTP status.
  init(_ order: TranslationOrder, text: String, _ service: TranslationService, limits: WorkLimits)
    async throws
  {
    try service.check(order)
    admission = try service.gate.enter()
    models = service.registry.current
    let route = try await service.route(for: text, order, models, limits)
    var order = order
    order.source = route.source
    self.order = order
    self.service = service
    self.limits = limits
    let work = TextWork(order: order, pool: service.pool, turn: Turn(), limits: limits)
    if let model = route.models.first {
      pieces = try await service.pool.run(limits: limits) { Self.pieces(of: text, work, model) }
    } else {
      pieces = [Piece(text: text, isTranslated: false)]
    }
    done = Done(
      characters: text.unicodeScalars.count,
      models: route.models.map { TranslationReply.Model(name: $0.name, checksum: $0.checksum) },
      detected: route.detected.map(TranslationReply.Detected.init))
  }

  private static func pieces(of text: String, _ work: TextWork, _ model: LoadedModel) -> [Piece] {
    TextWork.lines(of: text, work.order.division).flatMap { line in
      var pieces = work.start(line: line.text, with: model, isLast: true).plan.pieces.map {
        Piece(text: $0, isTranslated: $0.contains { !$0.isWhitespace })
      }
      if !line.end.isEmpty { pieces.append(Piece(text: line.end, isTranslated: false)) }
      return pieces
    }
  }

  /// - Parameter charge: is told what was sent, and gives the rest back.
  func response(requestID: String, charge: StreamCharge) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
        .init("X-Accel-Buffering")!: "no",
      ],
      body: ResponseBody { writer in
        do {
          try await send(to: &writer, charge)
          charge.settle()
        } catch {
          charge.settle()
          let error = ServiceError(error)
          try await writer.write(
            Self.event(
              "problem",
              Problem(
                type: "urn:chasqui:problem:\(error.name)", status: error.status, detail: error.detail,
                requestId: requestID)))
        }
        try await writer.finish(nil)
      })
  }

  /// Sends each sentence as soon as it and those before it are there; so many are worked on at once as there
  /// are threads.
  private func send(to writer: inout any ResponseBodyWriter, _ charge: StreamCharge) async throws {
    var sent = 0
    while sent < pieces.count {
      try await admission.enter(before: limits.deadline ?? .now + .seconds(30))
      let block = pieces[sent..<min(sent + service.pool.threadCount, pieces.count)]
      let outcomes = try await inOrder(block.count) { offset in
        try await translate(block[block.startIndex + offset])
      }
      // Whoever reads slowly keeps nobody out.
      admission.leave()
      for (piece, outcome) in zip(block, outcomes) {
        try await writer.write(
          Self.event(
            "sentence",
            Sentence(
              index: sent, text: outcome?.text ?? piece.text, source: piece.text,
              confidence: (outcome?.confidence ?? 1).rounded(places: 4))))
        sent += 1
        charge.note(sent: piece.text.unicodeScalars.count)
      }
    }
    try await writer.write(Self.event("done", done))
  }

  private func translate(_ piece: Piece) async throws -> TextOutcome? {
    guard piece.isTranslated else { return nil }
    var order = order
    order.texts = [piece.text]
    order.division = .none
    return try await service.translateAdmitted(order, models: models, limits: limits)[0]
  }

  private static func event(_ name: String, _ value: some Encodable) throws -> ByteBuffer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return ByteBuffer(
      string: "event: \(name)\ndata: \(String(decoding: try encoder.encode(value), as: UTF8.self))\n\n")
  }
}
