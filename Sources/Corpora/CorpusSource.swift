private import Foundation

/// Where a corpus is read from: `PATH`, `NAME=PATH`, `PATH@WEIGHT` or `NAME=PATH@WEIGHT`.
public struct CorpusSource: Sendable, Equatable {
  public var name: String
  public var path: String
  public var weight: Double

  /// - Throws: `CorpusError` if the weight is not a positive number.
  public init(_ text: String) throws(CorpusError) {
    var rest = Substring(text)
    weight = 1
    if let at = rest.lastIndex(of: "@"), at > rest.startIndex,
      !rest[at...].contains("/"), rest[rest.index(after: at)...].first?.isNumber == true
    {
      guard let value = Double(rest[rest.index(after: at)...]), value > 0, value.isFinite else {
        throw CorpusError(text, "The weight behind @ must be a positive number.")
      }
      weight = value
      rest = rest[..<at]
    }
    var given: String?
    if let equals = rest.firstIndex(of: "="), equals > rest.startIndex, !rest[..<equals].contains("/") {
      given = String(rest[..<equals])
      rest = rest[rest.index(after: equals)...]
    }
    path = String(rest)
    name = given ?? (path as NSString).lastPathComponent
  }
}
