private import Foundation
internal import Hummingbird

/// `/v1/usage`: what the caller has used this month.
struct UsageRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/usage") { _, context in
      let caller = try await services.enter(context, scope: .translate)
      return Response.json(Usage(caller, try await figures(of: caller), period: Self.period()))
    }
  }

  private struct Figures {
    /// Unicode code points that were translated.
    var characters = 0
    var requests = 0
    var documents = 0
  }

  private struct Usage: Encodable {
    var key: String?
    var period: String
    var characters: Int
    var characterLimit: Int?
    var requests: Int
    var documents: Int

    init(_ caller: Caller, _ figures: Figures, period: String) {
      key = caller.keyID == nil ? nil : caller.name
      self.period = period
      characters = figures.characters
      characterLimit = caller.limits.charactersPerMonth
      requests = figures.requests
      documents = figures.documents
    }

    /// Without a key or a limit the fields are null, not missing.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(key, forKey: .key)
      try container.encode(period, forKey: .period)
      try container.encode(characters, forKey: .characters)
      try container.encode(characterLimit, forKey: .characterLimit)
      try container.encode(requests, forKey: .requests)
      try container.encode(documents, forKey: .documents)
    }

    private enum CodingKeys: CodingKey {
      case key, period, characters, characterLimit, requests, documents
    }
  }

  /// The one place where the figures of the meter come in.
  private func figures(of caller: Caller) async throws -> Figures { Figures() }

  /// The month of UTC in which `date` is: `2026-11`.
  private static func period(_ date: Date = Date()) -> String {
    String(date.formatted(.iso8601.year().month()).prefix(7))
  }
}
