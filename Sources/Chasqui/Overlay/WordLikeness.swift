internal import PhraseModeling
internal import Tokens

/// How probably a word translates another, for a source and a target word of an overlay: by their links in the
/// bitext, those of words like them, and their spelling.
final class WordLikeness {
  private let lexicon: BitextLexicon
  private let similarWords: SimilarWords
  private let sourceWords: OverlayWords
  private let targetWords: OverlayWords
  private var entries: [TokenID: Entry] = [:]
  private var stems: [TokenID: Stem] = [:]

  init(model: TranslationModel, sourceWords: OverlayWords, targetWords: OverlayWords) {
    lexicon = BitextLexicon(table: model.phraseTable)
    similarWords = model.similarWords
    self.sourceWords = sourceWords
    self.targetWords = targetWords
  }

  /// What the bitext knows of a source word, or of words like it.
  private struct Entry {
    var occurrences: Int
    /// 1 for a word that no pair of the bitext has, 0 for one in every tenth.
    var rarity: Float
    var links: [TokenID: (forward: Float, backward: Float)] = [:]
    /// The same for all target words with a stem.
    var stems: [String: (forward: Float, backward: Float)] = [:]
  }

  /// A word without its joiner marks, and its first characters.
  private struct Stem {
    var word: [Character]
    var start: String
    var digits: String
  }

  /// The strength of the links of `source` and `target` in the bitext, and how often `source` stands there.
  func links(_ source: TokenID, _ target: TokenID) -> (forward: Float, backward: Float, occurrences: Int) {
    let entry = entry(source)
    let link = entry.occurrences > 0 ? entry.links[target] : nil
    return (link?.forward ?? 0, link?.backward ?? 0, entry.occurrences)
  }

  /// Lexical probabilities of `target` given `source` and the other way round; never 0.
  func likeness(_ source: TokenID, _ target: TokenID) -> (forward: Float, backward: Float) {
    let entry = entry(source)
    let isTargetNew = Int(target) >= targetWords.vocabulary.count
    // What is rare and was never linked is left over when the other words have found each other: then it is
    // better linked than not, for a correction often brings a word in a new sense.
    var both: Float = 0.0001 + entry.rarity * (isTargetNew ? 0.02 : 0.004)
    both += spellingLikeness(
      stem(source, sourceWords, isSource: true), stem(target, targetWords, isSource: false))
    let link = entry.links[target] ?? (0, 0)
    let stem = entry.stems[self.stem(target, targetWords, isSource: false).start] ?? (0, 0)
    return (
      both + 0.8 * link.forward + 0.2 * stem.forward, both + 0.8 * link.backward + 0.2 * stem.backward
    )
  }

  private func entry(_ source: TokenID) -> Entry {
    if let entry = entries[source] { return entry }
    var (links, occurrences) = lexicon.links(of: source)
    let share = Float(occurrences) / Float(max(1, lexicon.pairCount))
    var entry = Entry(occurrences: occurrences, rarity: max(0, 1 - 10 * share))
    if occurrences == 0 {
      let matches = similarWords.matches(for: sourceWords.spelling(of: source), limit: 4)
      for match in matches {
        let weight = (1 - match.dissimilarity) / Float(matches.count)
        for link in lexicon.links(of: match.token).links {
          var link = link
          link.forward *= weight
          link.backward *= weight
          links.append(link)
        }
      }
    }
    for link in links {
      let sum = entry.links[link.target] ?? (0, 0)
      entry.links[link.target] = (sum.forward + link.forward, max(sum.backward, link.backward))
      let start = stem(link.target, targetWords, isSource: false).start
      let stemSum = entry.stems[start] ?? (0, 0)
      entry.stems[start] = (stemSum.forward + link.forward, max(stemSum.backward, link.backward))
    }
    entries[source] = entry
    return entry
  }

  /// The two sides share a cache: the lowest bit of a key tells them apart.
  private func stem(_ token: TokenID, _ words: OverlayWords, isSource: Bool) -> Stem {
    let key = token << 1 | (isSource ? 1 : 0)
    if let stem = stems[key] { return stem }
    let word = words.spelling(of: token).lowercased().filter { $0 != "\u{FFED}" }
    let stem = Stem(
      word: Array(word), start: String(word.prefix(5)), digits: word.filter(\.isNumber))
    stems[key] = stem
    return stem
  }

  /// Equal words are names or loans, numbers are equal if their digits are, and loans often differ at the end.
  private func spellingLikeness(_ source: Stem, _ target: Stem) -> Float {
    if source.word == target.word { return 0.5 }
    if !source.digits.isEmpty || !target.digits.isEmpty { return source.digits == target.digits ? 0.5 : 0 }
    let longest = max(source.word.count, target.word.count)
    guard longest >= 4 else { return 0 }
    let shared = zip(source.word, target.word).prefix { $0 == $1 }.count
    return Float(shared) >= 0.6 * Float(longest) ? 0.2 : 0
  }
}
