private import Foundation
internal import Hummingbird
internal import Text

/// The query of a request, decoded: each field may come several times.
struct QueryFields: Sendable {
  private var values: [String: [String]] = [:]

  /// - Throws: `ServiceError.invalid` where a field is not UTF-8 in percent encoding, or holds a zero.
  init(_ request: Request) throws(ServiceError) {
    for pair in (request.uri.query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "")
      else {
        throw .invalid(field: Self.decoded(parts[0]), "The query is not UTF-8 in percent encoding.")
      }
      values[name, default: []].append(value)
    }
  }

  /// What the field says; the last one counts if it comes several times, none if it is empty.
  func text(_ name: String) -> String? { values[name]?.last.flatMap { $0.isEmpty ? nil : $0 } }

  /// What a field says that may come several times, or once with commas.
  ///
  /// - Throws: `ServiceError.invalid` if it says more than `most` things.
  func list(_ name: String, most: Int = 5) throws(ServiceError) -> [String] {
    let items = (values[name] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
    guard items.count <= most, values[name]?.count ?? 0 <= most else {
      throw .invalid(field: name, "At most \(most) can be named at once.")
    }
    return items
  }

  /// - Throws: `ServiceError.invalid` if it is no whole number, or none of `range`.
  func number(_ name: String, in range: ClosedRange<Int64>) throws(ServiceError) -> Int64? {
    guard let text = values[name]?.last else { return nil }
    guard let number = Int64(text), range.contains(number) else {
      throw .invalid(
        field: name, "This must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// How many items a page may have.
  func limit(most: Int = 1_000, usual: Int = 100) throws(ServiceError) -> Int {
    Int(try number("limit", in: 1...Int64(most)) ?? Int64(usual))
  }

  /// - Throws: `ServiceError.invalid` if it is neither `true` nor `false`.
  func flag(_ name: String) throws(ServiceError) -> Bool {
    switch values[name]?.last {
    case nil, "false": return false
    case "true": return true
    default: throw .invalid(field: name, "This must be true or false.")
    }
  }

  /// - Throws: `ServiceError.invalid`.
  func language(_ name: String) throws(ServiceError) -> LanguageTag? {
    guard let text = values[name]?.last else { return nil }
    return try LanguageField.language(text, field: name)
  }

  /// - Throws: `ServiceError.invalid` with the choices that there are.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Choice.Type)
    throws(ServiceError) -> Choice?
  {
    guard let text = values[name]?.last else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalid(field: name, "This must be one of \(known).")
    }
    return choice
  }

  private static func decoded(_ text: Substring) -> String? {
    guard let decoded = text.replacing("+", with: " ").removingPercentEncoding, !decoded.contains("\0")
    else { return nil }
    return decoded
  }
}

extension ServerRequestContext {
  /// A name in the path, decoded.
  ///
  /// - Throws: `ServiceError.notFound` where it cannot be a name: a database would take what stands before a
  ///   zero for the whole.
  func name(_ parameter: String) throws(ServiceError) -> String {
    guard let text = parameters.get(parameter)?.removingPercentEncoding, !text.isEmpty, !text.contains("\0")
    else { throw .notFound("The address holds no usable \(parameter).") }
    return text
  }

  /// A number in the path.
  ///
  /// - Throws: `ServiceError.notFound` where it is none.
  func number(_ parameter: String) throws(ServiceError) -> Int64 {
    guard let text = parameters.get(parameter), let number = Int64(text), number > 0 else {
      throw .notFound("The \(parameter) in the address is no number from 1.")
    }
    return number
  }
}
