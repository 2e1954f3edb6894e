internal import Compute
private import Foundation
internal import LanguageModeling
internal import PhraseModeling
internal import Tokens

/// The translation options of one sentence under given weights: scored, sorted by span, cut to the best,
/// with the cost that each stretch of the source will have at least.
struct ScoredOptions: ~Copyable {
  /// What the search needs of an option; parallel to `order`.
  struct Entry: BitwiseCopyable {
    /// The weighted sum of all that does not depend on the context.
    var fixed: Float
    /// `fixed` and the language model's score of the tokens without context.
    var estimate: Float
    /// Index into the sentence's `TranslationOptions.options`.
    var option: Int32
    var start: UInt16
    var end: UInt16
    var targetOffset: UInt32
    var targetLength: UInt16
    /// Weighted orientation scores to the phrase before, and to the one after.
    var before: (Float, Float, Float)
    var after: (Float, Float, Float)
    /// Equal for options whose `after` is equal.
    var afterKey: UInt32
  }

  private(set) var entries = FlatArray<Entry>(capacity: 1024)
  /// For each start × `maximumLength` + length − 1: where its entries begin; one more at the end.
  private var spanStarts = FlatArray<Int32>(capacity: 256)
  private var futures = FlatArray<Float>(capacity: 1024)
  /// The class of each token in the arena of the options; empty without classes.
  private(set) var classes = FlatArray<TokenID>(capacity: 1024)
  private(set) var length = 0
  private(set) var maximumLength = 1

  /// The entries of the span `start..<end`, best first.
  @inline(__always)
  func range(start: Int, end: Int) -> Range<Int> {
    let span = start &* maximumLength &+ (end &- start &- 1)
    return Int(spanStarts[span])..<Int(spanStarts[span &+ 1])
  }

  /// The score that the best translations of `start..<end` reach without context.
  @inline(__always)
  func future(_ start: Int, _ end: Int) -> Float { futures[start &* (length &+ 1) &+ end] }

  /// Fills the table for a sentence of `length` tokens.
  mutating func prepare(
    _ options: TranslationOptions, length: Int, weights: FeatureWeights, limit: Int,
    languageModel: LanguageModel, classModel: ClassLanguageModel?, banned: BannedPhrases
  ) {
    classes.removeAll()
    if let classModel { for token in options.tokens { classes.append(classModel.classes[token]) } }
    self.length = length
    maximumLength = 1
    for option in options.options { maximumLength = max(maximumLength, Int(option.end - option.start)) }
    var scored: [Entry] = []
    scored.reserveCapacity(options.options.count)
    let w = weights
    let scale = w[.languageModel] * logarithmOfTen
    let classScale = w[.classLanguageModel] * logarithmOfTen
    for (index, option) in options.options.enumerated() {
      let fixed = ScoredOptions.fixedScore(option, weights: w)
      var estimate = fixed
      if w[.languageModel] != 0 || w[.unknownToLanguageModel] != 0 {
        var state = languageModel.emptyState
        var next = languageModel.emptyState
        let offset = Int(option.targetOffset)
        for place in offset..<(offset + Int(option.targetLength)) {
          estimate += scale * languageModel.score(state, options.tokens[place], next: &next)
          if !languageModel.knows(options.tokens[place]) { estimate += w[.unknownToLanguageModel] }
          state = next
        }
      }
      if banned.isActive {
        var state: UInt16 = 0
        for token in options.target(of: option) where banned.advance(&state, by: token) > 0 {
          estimate -= BannedPhrases.penalty
        }
      }
      if let classModel, classScale != 0 {
        var state = classModel.model.emptyState
        var next = state
        let offset = Int(option.targetOffset)
        for place in offset..<(offset + Int(option.targetLength)) {
          estimate += classScale * classModel.model.score(state, classes[place], next: &next)
          state = next
        }
      }
      let after = (
        w[.afterMonotone] * option.after.monotone, w[.afterSwap] * option.after.swap,
        w[.afterDiscontinuous] * option.after.discontinuous
      )
      scored.append(
        Entry(
          fixed: fixed, estimate: estimate, option: Int32(index), start: option.start, end: option.end,
          targetOffset: option.targetOffset, targetLength: option.targetLength,
          before: (
            w[.beforeMonotone] * option.before.monotone, w[.beforeSwap] * option.before.swap,
            w[.beforeDiscontinuous] * option.before.discontinuous
          ),
          after: after,
          afterKey: after.0.bitPattern &* 31 &+ after.1.bitPattern &* 17 &+ after.2.bitPattern))
    }
    let stride = maximumLength
    func span(_ entry: Entry) -> Int { Int(entry.start) * stride + Int(entry.end - entry.start) - 1 }
    scored.sort {
      let (a, b) = (span($0), span($1))
      if a != b { return a < b }
      return $0.estimate != $1.estimate ? $0.estimate > $1.estimate : $0.option < $1.option
    }
    entries.removeAll()
    spanStarts.removeAll()
    var next = 0
    for current in 0..<(length * stride) {
      spanStarts.append(Int32(entries.count))
      var kept = 0
      while next < scored.count, span(scored[next]) == current {
        if kept < limit || options.options[Int(scored[next].option)].kind != .phrase {
          entries.append(scored[next])
          kept += 1
        }
        next += 1
      }
    }
    spanStarts.append(Int32(entries.count))
    computeFutures()
  }

  private mutating func computeFutures() {
    let size = length + 1
    futures.fill(-.infinity, count: size * size)
    for start in 0...length { futures[start * size + start] = 0 }
    for width in 1...max(1, length) where width <= length {
      for start in 0...(length - width) {
        let end = start + width
        var best: Float = -.infinity
        if width <= maximumLength {
          let range = range(start: start, end: end)
          if !range.isEmpty { best = entries[range.lowerBound].estimate }
        }
        for middle in (start + 1)..<max(start + 1, end) {
          best = max(best, futures[start * size + middle] + futures[middle * size + end])
        }
        futures[start * size + end] = best
      }
    }
  }

  /// The weighted sum of the features that belong to an option alone.
  static func fixedScore(_ option: TranslationOption, weights: FeatureWeights) -> Float {
    var sum: Float = 0
    forEachFixedFeature(of: option) { sum += weights[$0] * $1 }
    return sum
  }

  /// Calls `body` with each feature that belongs to an option alone, and its value.
  @inline(__always)
  static func forEachFixedFeature(of option: TranslationOption, _ body: (Feature, Float) -> Void) {
    body(.tokenCount, Float(option.targetLength))
    body(.characterCount, Float(option.characters))
    body(.untranslated, Float(option.untranslatedWords))
    switch option.kind {
    case .copy:
      body(.copied, 1)
    case .copyName:
      body(.copiedName, 1)
    case .omission:
      body(.omitted, 1)
      body(.omission, option.forward)
    case .required:
      body(.required, option.forward)
      body(.phraseCount, 1)
    case .phrase, .backoff, .memory:
      body(.phraseForward, option.forward)
      body(.phraseBackward, option.backward)
      body(.lexicalForward, option.lexicalForward)
      body(.lexicalBackward, option.lexicalBackward)
      body(.phraseCount, 1)
      body(.rarity, option.rarity)
      if option.kind == .backoff {
        body(.backedOff, 1)
        body(.dissimilarity, option.dissimilarity)
      }
      if option.kind == .memory {
        body(.memory, option.memory)
        // The language model cannot know words that came later; the memory vouches for them.
        body(.unknownToLanguageModel, -Float(option.newTokens))
      }
    }
  }
}

/// Language models speak in log10, features in natural logarithms.
let logarithmOfTen: Float = 2.302_585_1
