private import Foundation
public import PhraseModeling
public import Tokens

/// A stretch of the source that must be translated in one of the given ways: a term of a glossary, a number,
/// a placeholder.
public struct RequiredPhrase: Sendable, Equatable {
  /// One of the ways.
  public struct Target: Sendable, Equatable {
    public var tokens: [TokenID]
    /// What is taken off the natural logarithm of its probability, for what is allowed but not preferred.
    public var penalty: Float

    public init(_ tokens: [TokenID], penalty: Float = 0) {
      self.tokens = tokens
      self.penalty = penalty
    }
  }

  /// The source tokens, at most `maximumLength`.
  public var source: Range<Int>
  /// Not empty; none of them is empty.
  public var targets: [Target]

  /// The longest stretch that the search can cover in one step.
  public static let maximumLength = 60

  public init(source: Range<Int>, targets: [Target]) {
    precondition((1...Self.maximumLength).contains(source.count), "a required phrase covers 1 to 60 tokens")
    precondition(
      !targets.isEmpty && targets.allSatisfy { !$0.tokens.isEmpty }, "a required phrase has targets")
    self.source = source
    self.targets = targets
  }
}

extension TranslationOptions {
  /// Leaves only such options as keep to `phrases`, and adds each of their targets as an option.
  ///
  /// An option that overlaps a required phrase stays where it covers the phrase wholly, with at least one
  /// token beside it, and its target holds one of the phrase's targets: so the words around a term can still
  /// be translated together with it. Which of several targets fits is left to the search; where the bitext
  /// knows some of them for the phrase, it says how likely they are (with 0.1 added to each).
  ///
  /// No two phrases may overlap.
  public mutating func require(_ phrases: [RequiredPhrase]) {
    guard !phrases.isEmpty else { return }
    let sorted = phrases.sorted { $0.source.lowerBound < $1.source.lowerBound }
    for (phrase, next) in zip(sorted, sorted.dropFirst()) {
      precondition(phrase.source.upperBound <= next.source.lowerBound, "required phrases do not overlap")
    }
    let shares = sorted.map { self.shares(of: $0) }
    options = options.filter { keeps($0, to: sorted) }
    for (phrase, shares) in zip(sorted, shares) {
      for (target, share) in zip(phrase.targets, shares) {
        append(
          start: phrase.source.lowerBound, end: phrase.source.upperBound, target: target.tokens,
          kind: .required
        ) { $0.forward = share - target.penalty }
      }
    }
  }

  /// For each target of `phrase`, the natural logarithm of its share among them in the bitext.
  private func shares(of phrase: RequiredPhrase) -> [Float] {
    var weights = [Float](repeating: 0.1, count: phrase.targets.count)
    for option in options
    where option.source == phrase.source && (option.kind == .phrase || option.kind == .memory) {
      let tokens = target(of: option)
      for (index, target) in phrase.targets.enumerated() where tokens.elementsEqual(target.tokens) {
        weights[index] += exp(option.forward)
      }
    }
    let total = weights.reduce(0, +)
    return weights.map { log($0 / total) }
  }

  private func keeps(_ option: TranslationOption, to phrases: [RequiredPhrase]) -> Bool {
    let source = option.source
    var used: [Range<Int>] = []
    for phrase in phrases where phrase.source.overlaps(source) {
      guard source != phrase.source, phrase.source.clamped(to: source) == phrase.source else { return false }
      let tokens = Array(target(of: option))
      guard let place = tokens.firstPlace(of: phrase.targets.map(\.tokens), outside: used) else {
        return false
      }
      used.append(place)
    }
    return true
  }
}

extension TranslationOption {
  var source: Range<Int> { Int(start)..<Int(end) }
}

extension Array where Element == TokenID {
  /// Where the first of `phrases` that stands in the array begins and ends, without touching `used`.
  package func firstPlace(of phrases: [[TokenID]], outside used: [Range<Int>] = []) -> Range<Int>? {
    for phrase in phrases where !phrase.isEmpty && phrase.count <= count {
      for start in 0...(count - phrase.count) {
        let place = start..<(start + phrase.count)
        if self[place].elementsEqual(phrase), !used.contains(where: { $0.overlaps(place) }) { return place }
      }
    }
    return nil
  }
}
