/// Words that a language writes as one where they meet, in a translation whose phrases brought them together.
///
/// Only what is always so is here: Spanish `de el` and `a el`. Portuguese and French have pairs that meet
/// without joining (`de o governo cair`, `de le faire`).
struct Contractions: Sendable {
  private let joined: [String: [String: String]]

  init(language: LanguageTag) {
    joined =
      language.code == "spa"
      ? ["de": ["el": "del"], "De": ["el": "Del"], "a": ["el": "al"], "A": ["el": "Al"]] : [:]
  }

  /// `tokens`, which may have joiner marks at their ends, with the pairs joined.
  func apply(_ tokens: [String]) -> [String] { applyWithPlaces(tokens).tokens }

  /// As `apply`, with the index that each of `tokens` has in the result.
  func applyWithPlaces(_ tokens: [String]) -> (tokens: [String], places: [Int]) {
    guard !joined.isEmpty else { return (tokens, Array(tokens.indices)) }
    var result: [String] = []
    result.reserveCapacity(tokens.count)
    let places = tokens.map { token -> Int in
      if let last = result.last, let contraction = joined[last]?[token] {
        result[result.count - 1] = contraction
      } else {
        result.append(token)
      }
      return result.count - 1
    }
    return (result, places)
  }
}
