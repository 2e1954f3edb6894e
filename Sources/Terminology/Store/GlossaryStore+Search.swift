private import Foundation
internal import GRDB
public import Text

/// Where to search, and how much to give.
public struct SearchOptions: Sendable, Hashable {
  /// The names of glossaries; empty for all.
  public var glossaries: [String] = []
  /// Only what is in one of these languages, whatever its region; empty for all, and for what is in none,
  /// such as notes.
  public var languages: [LanguageTag] = []
  public var limit = 50

  public init() {}
}

/// An entry that was found.
public struct SearchHit: Sendable, Hashable, Codable {
  public var glossary: String
  public var stored: StoredEntry
}

extension GlossaryStore {
  /// The entries in which every word of `query` begins a word of one language's terms, forms, definitions and
  /// notes; best first: those of which the query is a term, then by how much of their text the words are,
  /// terms counting ten times. Case, accents, glottal stops and spelling variants do not count. Where there
  /// are none, the entries that have the words inside longer ones.
  public func search(_ query: String, options: SearchOptions = SearchOptions()) throws(TerminologyError)
    -> [SearchHit]
  {
    try database.read { journal in
      try EntrySearch(query, options, journal: journal).hits()
    }
  }
}

private struct EntrySearch {
  private let journal: Journal
  private let limit: Int
  /// The query as the terms of each language are written, without repetitions.
  private let spellings: [String]
  private let tags: [String]
  /// Conditions on the glossary and, with its arguments, on the language.
  private let glossaryFilter: String
  private let languageFilter: String
  private let languageArguments: StatementArguments
  /// More words than these say nothing more.
  private static let mostWords = 32
  private static let shortestPart = 3

  init(_ query: String, _ options: SearchOptions, journal: Journal) throws {
    self.journal = journal
    limit = max(1, min(options.limit, 10_000))
    let codes = Set(options.languages.map(\.code))
    let known = try journal.languages().filter {
      codes.isEmpty || codes.contains(String($0.prefix { $0 != "-" }))
    }
    tags = known
    let languages: [LanguageTag?] = try known.map { try LanguageTag($0) } + (codes.isEmpty ? [nil] : [])
    let query = String(query.prefix(1000))
    var spellings: [String] = []
    for language in languages {
      let spelling = journal.folding.fold(query, language)
      if !spellings.contains(spelling) { spellings.append(spelling) }
    }
    self.spellings = spellings
    let numbers = try options.glossaries.map { try journal.glossary($0).number }
    glossaryFilter =
      numbers.isEmpty
      ? "" : " AND item.parent IN (\(numbers.map(String.init).joined(separator: ", ")))"
    languageFilter =
      codes.isEmpty
      ? "" : " AND search.language IN (\(codes.map { _ in "?" }.joined(separator: ", ")))"
    languageArguments = StatementArguments(codes.sorted())
  }

  func hits() throws -> [SearchHit] {
    var numbers: [Int64] = []
    var seen: Set<Int64> = []
    func take(_ found: [Int64]) {
      for number in found where numbers.count < limit && seen.insert(number).inserted {
        numbers.append(number)
      }
    }
    let words = spellings.map(Self.words)
    guard words.contains(where: { !$0.isEmpty }) else { return [] }
    take(try exact())
    take(try matches(words.map { Self.conjunction($0.map { "\"\($0)\" *" }) }))
    if numbers.isEmpty { take(try matches(try words.map { try conjunctionOfParts($0) })) }
    return try numbers.map { number in
      guard let item = try journal.item(number), let parent = try item.parent.flatMap(journal.item) else {
        throw TerminologyError.damaged(journal.path, "The search index names an entry that is not there.")
      }
      return SearchHit(glossary: parent.key, stored: try journal.stored(item))
    }
  }

  /// The entries of which the query is a term or form.
  private func exact() throws -> [Int64] {
    var found: [Int64] = []
    for tag in tags {
      for spelling in spellings {
        found += try Int64.fetchAll(
          journal.database,
          sql: """
            SELECT term.entry FROM term CROSS JOIN item ON item.number = term.entry
            WHERE term.language = ? AND term.key = ?\(glossaryFilter) ORDER BY term.isForm, term.entry LIMIT ?
            """, arguments: [tag, spelling, limit])
      }
    }
    return found
  }

  private func matches(_ expressions: [String]) throws -> [Int64] {
    let expressions = expressions.filter { !$0.isEmpty }
    guard !expressions.isEmpty else { return [] }
    var arguments: StatementArguments = [expressions.joined(separator: " OR ")]
    arguments += languageArguments
    // An entry may be found in each of its languages.
    return try Int64.fetchAll(
      journal.database,
      sql: """
        SELECT item.number FROM search CROSS JOIN item ON item.number = search.rowid / 256
        WHERE search MATCH ?\(glossaryFilter)\(languageFilter)
        ORDER BY bm25(search, 10, 1), search.rowid LIMIT ?
        """, arguments: arguments + [limit * 4])
  }

  /// An expression for what has each word as a part of one of its own.
  private func conjunctionOfParts(_ words: [String]) throws -> String {
    var alternatives: [String] = []
    for word in words {
      let part = word.folding(options: .diacriticInsensitive, locale: nil)
      guard part.count >= Self.shortestPart else { return "" }
      let longer = try String.fetchAll(
        journal.database,
        sql: "SELECT term FROM searchWord WHERE instr(term, ?) > 1 ORDER BY length(term) LIMIT 50",
        arguments: [part])
      alternatives.append(
        "(" + (["\"\(word)\" *"] + longer.map { "\"\($0)\"" }).joined(separator: " OR ") + ")")
    }
    return Self.conjunction(alternatives)
  }

  private static func conjunction(_ parts: [String]) -> String {
    parts.isEmpty ? "" : "(" + parts.joined(separator: " AND ") + ")"
  }

  /// Words that have a letter or digit, without what the index's language means by quotation marks.
  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0 == "\"" || $0 == "\0" }.lazy
      .filter { $0.contains { $0.isLetter || $0.isNumber } }.prefix(mostWords).map(String.init)
  }
}
