public import Compute
private import Foundation
internal import PhraseModeling
internal import Text
internal import Tokens

/// Pairs of the translation memory, aligned with the help of a model and indexed: what a linguist saved takes
/// part in the next request, without training.
///
/// A value: changes make another overlay, and a request that began with one ends with it. The same pairs
/// added in the same order give the same translations, in one call or in many.
public struct TranslationOverlay: Sendable {
  let model: TranslationModel
  private(set) var phrases: PhraseOverlay
  /// The pairs, oldest first; each has the same index in `phrases`.
  public private(set) var pairs: [OverlayPair] = []
  private(set) var sourceWords: OverlayWords
  private(set) var targetWords: OverlayWords
  /// For each pair, what its source is compared by.
  private var keys: [String] = []
  /// The index of each pair by its id, and of the newest one by its key.
  private var indicesByID: [String: Int] = [:]
  private var indicesByKey: [String: Int] = [:]

  /// Pairs with more tokens on a side are found as a whole only.
  static let maximumTokens = SentenceInputBuilder.maximumTokens

  /// An overlay without pairs.
  public init(model: TranslationModel) {
    self.model = model
    phrases = PhraseOverlay(targetVocabularySize: model.targetVocabulary.count)
    sourceWords = OverlayWords(model.sourceVocabulary)
    targetWords = OverlayWords(model.targetVocabulary)
  }

  public var count: Int { pairs.count }
  public var isEmpty: Bool { pairs.isEmpty }

  /// The overlay with `newPairs` behind the others. A pair replaces an earlier one with the same id; pairs
  /// with a side without words are left out.
  ///
  /// Only the new pairs are aligned. The result does not depend on the number of threads.
  public func adding(_ newPairs: [OverlayPair], threads: Int = Parallel.coreCount) -> TranslationOverlay {
    var latest: [String: Int] = [:]
    for (index, pair) in newPairs.enumerated() { latest[pair.id] = index }
    let distinct = newPairs.enumerated().filter { latest[$1.id] == $0 }.map(\.element)
    var result = removing(Set(distinct.map(\.id)))
    let chunks = Parallel.chunks(distinct.count, size: 64)
    let model = model
    let prepared = Parallel.map(chunks.count, threads: threads) { chunk in
      chunks[chunk].map { PreparedPair(distinct[$0], model) }
    }.flatMap { $0 }.filter { !$0.source.isEmpty && !$0.target.isEmpty }
    guard !prepared.isEmpty else { return result }
    result.append(prepared, threads: threads)
    return result
  }

  /// The overlay without the pairs that have one of `ids`; others that it does not know are no matter.
  public func removing(_ ids: Set<String>) -> TranslationOverlay {
    guard ids.contains(where: { indicesByID[$0] != nil }) else { return self }
    let isKept = pairs.map { !ids.contains($0.id) }
    var result = self
    result.phrases.filter(isKept)
    result.pairs = zip(pairs, isKept).filter(\.1).map(\.0)
    result.keys = zip(keys, isKept).filter(\.1).map(\.0)
    result.indicesByID.removeAll(keepingCapacity: true)
    result.indicesByKey.removeAll(keepingCapacity: true)
    result.index(from: 0)
    return result
  }

  /// The index of the newest pair whose source is `text`, but for what normalization makes equal.
  func index(of text: TokenizedText) -> Int? {
    isEmpty ? nil : indicesByKey[Self.key(of: text)]
  }

  private mutating func append(_ prepared: [PreparedPair], threads: Int) {
    let first = pairs.count
    var numbered: [(source: [TokenID], target: [TokenID])] = []
    for pair in prepared {
      pairs.append(pair.pair)
      keys.append(pair.key)
      let isTooLong = max(pair.source.count, pair.target.count) > Self.maximumTokens
      numbered.append(
        isTooLong
          ? ([], [])
          : (pair.source.map { sourceWords.insert($0) }, pair.target.map { targetWords.insert($0) }))
    }
    index(from: first)
    // An aligner looks up each word once, so its portion is large; what it finds does not depend on that.
    let chunks = Parallel.chunks(numbered.count, size: max(64, numbered.count / (2 * threads) + 1))
    let (words, model, sentences) = ((source: sourceWords, target: targetWords), model, numbered)
    let aligned = Parallel.map(chunks.count, threads: threads) { chunk -> [PhraseOverlay.Pair] in
      let aligner = PairAligner(model: model, sourceWords: words.source, targetWords: words.target)
      return chunks[chunk].map { aligner.align(sentences[$0].source, sentences[$0].target) }
    }
    phrases.append(aligned.flatMap { $0 })
  }

  private mutating func index(from first: Int) {
    for index in first..<pairs.count {
      indicesByID[pairs[index].id] = index
      indicesByKey[keys[index]] = index
    }
  }

  /// The tokens of a text with their own casing.
  fileprivate static func key(of text: TokenizedText) -> String {
    text.tokens.indices.map { text.surface($0) }.joined(separator: " ")
  }
}

/// A pair as the model sees it.
private struct PreparedPair: Sendable {
  var pair: OverlayPair
  var key: String
  var source: [String]
  var target: [String]

  init(_ pair: OverlayPair, _ model: TranslationModel) {
    self.pair = pair
    self.pair.source = pair.source.trimmingCharacters(in: .whitespacesAndNewlines)
    self.pair.target = pair.target.trimmingCharacters(in: .whitespacesAndNewlines)
    let prepared = model.sourceText.prepare(self.pair.source)
    key = TranslationOverlay.key(of: prepared.text)
    source = prepared.tokens
    target = model.targetText.prepare(self.pair.target).tokens
  }
}
