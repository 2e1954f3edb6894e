import Compute
import Terminology
import Testing
import Text

/// Compares the index with matching by definition, and changed indexes with fresh ones, on random glossaries.
@Suite struct TermIndexPropertyTests {
  private let processor: TextProcessor
  private let source: LanguageTag
  private let target: LanguageTag
  private static let words = ["a", "b", "ñ", "A", "B", "Ñ", "c-a", "aA"]

  init() throws {
    source = try LanguageTag("es")
    target = try LanguageTag("en")
    processor = try TextProcessor(language: source)
  }

  private func text(_ random: inout RandomSource, _ length: UInt32) -> String {
    (0...random.next(below: length)).map { _ in
      Self.words[Int(random.next(below: UInt32(Self.words.count)))]
    }.joined(separator: " ")
  }

  private func entry(_ random: inout RandomSource) -> VersionedEntry {
    let terms = (0...random.next(below: 2)).map { _ in
      Term(
        language: source, text: text(&random, 4),
        status: TermStatus.allCases[Int(random.next(below: 4))],
        forms: (0..<random.next(below: 3)).map { _ in text(&random, 3) },
        isCaseSensitive: random.next(below: 4) == 0)
    }
    return VersionedEntry(
      glossary: ["g", "h", "i"][Int(random.next(below: 3))],
      entry: GlossaryEntry(
        identifier: "\(random.next(below: 12))", terms: terms + [Term(language: target, text: "x")]),
      version: Int(random.next(below: 100)))
  }

  private struct Found: Hashable {
    var tokens: Range<Int>
    var length: Int { tokens.count }
    var rank: Int
    var status: TermStatus
    var entry: VersionedEntry
    var text: String
  }

  private func written(_ text: String) -> [String] {
    let tokenized = processor.tokenize(text)
    return tokenized.tokens.map { String(decoding: tokenized.normalized[$0.range], as: UTF8.self) }
  }

  /// All matches of every span, the best first.
  private func naive(_ entries: [VersionedEntry], _ sentence: String, _ order: [String]) -> [[Found]] {
    let tokens = written(sentence)
    var all: [Found] = []
    for entry in entries {
      guard let rank = order.firstIndex(of: entry.glossary) else { continue }
      for term in entry.entry.terms where term.language == source {
        for text in [term.text] + term.forms {
          let pattern = written(text)
          guard pattern.count <= tokens.count else { continue }
          for start in 0...tokens.count - pattern.count {
            let range = start..<start + pattern.count
            let stretch = Array(tokens[range])
            if term.isCaseSensitive {
              let letters = pattern.joined().filter(\.isLetter)
              let others = (tokens[..<range.lowerBound] + tokens[range.upperBound...]).joined()
                .filter(\.isLetter)
              let isAmongCapitals = !others.isEmpty && others.allSatisfy(\.isUppercase)
              if stretch != pattern { continue }
              if letters.count > 1, letters.allSatisfy(\.isUppercase), isAmongCapitals { continue }
            } else if stretch.map({ $0.lowercased() }) != pattern.map({ $0.lowercased() }) {
              continue
            }
            all.append(Found(tokens: range, rank: rank, status: term.status, entry: entry, text: text))
          }
        }
      }
    }
    all.sort {
      (-$0.length, $0.tokens.lowerBound, $0.rank, $0.status, $0.entry.entry.identifier)
        < (-$1.length, $1.tokens.lowerBound, $1.rank, $1.status, $1.entry.entry.identifier)
    }
    var result: [[Found]] = []
    while let best = all.first {
      var group: [Found] = []
      for found in all where found.tokens == best.tokens && found.rank == best.rank {
        if !group.contains(where: { $0.entry == found.entry }) { group.append(found) }
      }
      result.append(group)
      all.removeAll { $0.tokens.overlaps(best.tokens) }
    }
    return result.sorted { $0[0].tokens.lowerBound < $1[0].tokens.lowerBound }
  }

  /// Entries with distinct keys; the last of several wins.
  private func distinct(_ entries: [VersionedEntry]) -> [VersionedEntry] {
    var result: [VersionedEntry] = []
    for entry in entries {
      result.removeAll { $0.glossary == entry.glossary && $0.entry.identifier == entry.entry.identifier }
      result.append(entry)
    }
    return result
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func findsWhatTheDefinitionSays(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<40 {
      let entries = (0..<random.next(below: 10)).map { _ in entry(&random) }
      let index = TermIndex(processor: processor, target: target, entries: entries, threads: 1)
      let order = random.next(below: 2) == 0 ? ["i", "g"] : ["g", "h", "i"]
      for _ in 0..<10 {
        let sentence = text(&random, 9)
        let spans = index.matches(in: processor.tokenize(sentence), glossaries: order)
        let expected = naive(distinct(entries), sentence, order)
        #expect(spans.map(\.tokens) == expected.map { $0[0].tokens }, "\(seed): \(sentence)")
        for (span, group) in zip(spans, expected) {
          #expect(span.matches.map(\.entry) == group.map(\.entry), "\(seed): \(sentence)")
          #expect(span.matches.map(\.term.status) == group.map(\.status))
        }
      }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func changedIndexesEqualFreshOnes(seed: UInt64) {
    var random = RandomSource(seed: seed, stream: 1)
    var entries = distinct((0..<random.next(below: 20)).map { _ in entry(&random) })
    var index = TermIndex(processor: processor, target: target, entries: entries)
    for step in 1...60 {
      let changes = (0...random.next(below: 3)).map { _ in
        let changed = entry(&random)
        return random.next(below: 3) == 0
          ? GlossaryChange(sequence: step, removed: changed.entry.identifier, from: changed.glossary)
          : GlossaryChange(sequence: step, entry: changed)
      }
      let before = index
      let text = processor.tokenize(text(&random, 20))
      let old = before.matches(in: text)
      index = index.updated(with: changes)
      if step % 20 == 0 { index = index.folded() }
      for change in changes {
        entries.removeAll { $0.glossary == change.glossary && $0.entry.identifier == change.identifier }
        if let entry = change.entry { entries.append(entry) }
      }
      let fresh = TermIndex(processor: processor, target: target, entries: entries)
      #expect(index.count == fresh.count)
      #expect(index.matches(in: text) == fresh.matches(in: text), "\(seed), step \(step)")
      #expect(before.matches(in: text) == old, "a reader's index changed")
    }
  }
}
