public import Foundation

/// What is known of a key; the secret itself is not.
public struct APIKey: Sendable, Equatable, Codable {
  /// From 1; a number is never given again.
  public let number: Int64
  /// Who uses it. No two keys in use have the same.
  public let name: String
  /// The characters of the secret after `chq_` that may be shown, to tell keys apart.
  public let prefix: String
  public let scopes: Set<AccessScope>
  /// nil for as many as there come.
  public let requestsPerMinute: Int?
  /// Code points of source text in a calendar month of UTC; nil for as many as there come.
  public let charactersPerMonth: Int?
  public let created: Date
  public let expires: Date?
  public let lastUsed: Date?
  public let revoked: Date?

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number, forKey: .number)
    try container.encode(name, forKey: .name)
    try container.encode(prefix, forKey: .prefix)
    // In the same order each time.
    try container.encode(scopes.sorted(), forKey: .scopes)
    try container.encodeIfPresent(requestsPerMinute, forKey: .requestsPerMinute)
    try container.encodeIfPresent(charactersPerMonth, forKey: .charactersPerMonth)
    try container.encode(created, forKey: .created)
    try container.encodeIfPresent(expires, forKey: .expires)
    try container.encodeIfPresent(lastUsed, forKey: .lastUsed)
    try container.encodeIfPresent(revoked, forKey: .revoked)
  }
}

/// What a new key shall be.
public struct KeyRequest: Sendable, Equatable {
  public var name: String
  public var scopes: Set<AccessScope>
  public var requestsPerMinute: Int?
  public var charactersPerMonth: Int?
  public var expires: Date?

  public init(
    name: String, scopes: Set<AccessScope> = [.translate], requestsPerMinute: Int? = nil,
    charactersPerMonth: Int? = nil, expires: Date? = nil
  ) {
    self.name = name
    self.scopes = scopes
    self.requestsPerMinute = requestsPerMinute
    self.charactersPerMonth = charactersPerMonth
    self.expires = expires
  }
}

/// A key that was just made, with its secret, which is nowhere else.
public struct NewKey: Sendable {
  public let key: APIKey
  public let secret: String
}
