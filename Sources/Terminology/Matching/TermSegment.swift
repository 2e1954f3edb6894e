/// Entries and an automaton over their terms, in flat arrays. Entries can be added and marked as removed;
/// `TermIndex` never does either to a segment that readers have, but to a copy.
struct TermSegment: Sendable {
  /// A text that matches, at the end of its way through the trie.
  struct Pattern: Sendable {
    var entry: UInt32
    /// The place of the term in the entry.
    var term: UInt32
    /// 0 for the term's text, otherwise the number of its form, from 1.
    var form: UInt32
    /// Where the written tokens of a case-sensitive pattern start in `writtenTokens`.
    var written: UInt32
    /// The number, from 1, of the next pattern at the same state; 0 for none.
    var next: UInt32
    var status: UInt8
    var traits: PatternTraits
  }

  var spellings = SpellingPool()
  var trie = TokenTrie()
  /// For each state the number, from 1, of the first pattern that ends there; 0 for none.
  var firstPatterns: [UInt32] = [0]
  var patterns: [Pattern] = []
  /// The numbers of the written tokens of case-sensitive patterns.
  var writtenTokens: [UInt32] = []

  var entries: [VersionedEntry] = []
  /// Entries that forbid terms of the target language in every sentence.
  var unconditional: [UInt32] = []
  var skipped: [(entry: UInt32, term: SkippedTerm)] = []
  /// Glossaries and identifiers of entries, and where each of the entries stands.
  var keys = SpellingPool()
  var places: [UInt32] = []
  /// One bit an entry; empty while nothing is removed.
  private(set) var removed: [UInt64] = []
  private(set) var removedCount = 0

  var liveCount: Int { entries.count - removedCount }

  func isLive(_ entry: Int) -> Bool {
    removed.isEmpty || entry >> 6 >= removed.count || removed[entry >> 6] & 1 << UInt64(entry & 63) == 0
  }

  /// Marks the entry as removed, if it is here.
  mutating func remove(_ key: EntryKey) {
    guard let number = key.withBytes({ keys.number(of: $0, hash: SpellingPool.hash($0)) }) else { return }
    let entry = Int(places[Int(number)])
    guard isLive(entry) else { return }
    let wordCount = (entries.count + 63) / 64
    if removed.count < wordCount {
      removed += [UInt64](repeating: 0, count: wordCount - removed.count)
    }
    removed[entry >> 6] |= 1 << UInt64(entry & 63)
    removedCount += 1
  }

  /// Calls `body` with the patterns that end at `state`.
  func forEachPattern(at state: UInt32, _ body: (Int) -> Void) {
    var number = firstPatterns[Int(state)]
    while number != 0 {
      let pattern = Int(number) - 1
      body(pattern)
      number = patterns[pattern].next
    }
  }
}

/// What an entry is known by in all glossaries together.
struct EntryKey: Hashable {
  var glossary: String
  var identifier: String

  /// Calls `body` with the bytes of the key. Names of glossaries have no NUL.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var bytes = Array(glossary.utf8)
    bytes.append(0)
    bytes.append(contentsOf: identifier.utf8)
    return bytes.withUnsafeBytes(body)
  }
}

extension VersionedEntry {
  var key: EntryKey { EntryKey(glossary: glossary, identifier: entry.identifier) }
}
