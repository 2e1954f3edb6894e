internal import Foundation

/// What a caller has asked for.
struct UsageCounts: Sendable, Equatable {
  /// Code points of source text.
  var characters = 0
  var requests = 0
  /// Documents that were given to translate.
  var documents = 0

  static func + (left: UsageCounts, right: UsageCounts) -> UsageCounts {
    UsageCounts(
      characters: left.characters + right.characters, requests: left.requests + right.requests,
      documents: left.documents + right.documents)
  }
}

/// A calendar month of UTC.
struct UsageMonth: Sendable, Hashable {
  /// As ISO 8601 writes it: `2026-11`.
  let text: String

  init(text: String) {
    self.text = text
  }

  init(of date: Date) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month], from: date)
    let month = parts.month ?? 1
    text = "\(parts.year ?? 1970)-\(month < 10 ? "0" : "")\(month)"
  }
}

/// The answer to a caller who asks what they have used.
struct UsageReport: Sendable, Equatable, Encodable {
  /// The name of the key; nil for all callers without one together.
  let key: String?
  /// The month: `2026-11`.
  let period: String
  let characters: Int
  /// nil where there is none.
  let characterLimit: Int?
  let requests: Int
  let documents: Int

  private enum CodingKeys: CodingKey {
    case key, period, characters, characterLimit, requests, documents
  }

  /// That there is no key or limit is said by `null`.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(period, forKey: .period)
    try container.encode(characters, forKey: .characters)
    try container.encode(characterLimit, forKey: .characterLimit)
    try container.encode(requests, forKey: .requests)
    try container.encode(documents, forKey: .documents)
  }
}
