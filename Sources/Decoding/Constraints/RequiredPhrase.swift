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
  /// - Parameters:
  ///   - phrases: no two of them overlap.
  ///   - reserved: options whose target holds one of these tokens go, unless the token stands in the target of a
  ///     required phrase there, or the option comes from the translation memory. So that no token is left without
  ///     an option, numbers may stay.
  public mutating func require(_ phrases: [RequiredPhrase], reserved: ReservedTokens = .none) {
    let sorted = phrases.sorted { $0.source.lowerBound < $1.source.lowerBound }
    for (phrase, next) in zip(sorted, sorted.dropFirst()) {
      precondition(phrase.source.upperBound <= next.source.lowerBound, "required phrases do not overlap")
    }
    let shares = sorted.map { self.shares(of: $0) }
    let known = options
    options = known.filter { keeps($0, to: sorted, reserved) }
    restoreNumbers(among: known, sorted, reserved)
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

  private func keeps(
    _ option: TranslationOption, to phrases: [RequiredPhrase], _ reserved: ReservedTokens
  ) -> Bool {
    guard let used = places(of: phrases, in: option) else { return false }
    return option.kind == .memory
      || target(of: option).enumerated().allSatisfy { place, token in
        reserved.kind(of: token) == nil || used.contains { $0.contains(place) }
      }
  }

  /// Where the targets of those of `phrases` that `option` overlaps stand in its target; nil if it does not keep to
  /// one of them.
  private func places(of phrases: [RequiredPhrase], in option: TranslationOption) -> [Range<Int>]? {
    let source = option.source
    var used: [Range<Int>] = []
    for phrase in phrases where phrase.source.overlaps(source) {
      guard source != phrase.source, phrase.source.clamped(to: source) == phrase.source else { return nil }
      let tokens = Array(target(of: option))
      guard let place = tokens.firstPlace(of: phrase.targets.map(\.tokens), outside: used) else { return nil }
      used.append(place)
    }
    return used
  }

  /// Puts the options of single tokens back that were taken away for a number, where a token has no other.
  private mutating func restoreNumbers(
    among known: [TranslationOption], _ phrases: [RequiredPhrase], _ reserved: ReservedTokens
  ) {
    guard options.count < known.count else { return }
    let covered = Set(options.filter { $0.source.count == 1 }.map(\.start))
    let restored = known.filter { option in
      option.source.count == 1 && !covered.contains(option.start)
        && !phrases.contains { $0.source.overlaps(option.source) }
        && !target(of: option).contains { reserved.kind(of: $0) == .verbatim }
    }
    options += restored
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
