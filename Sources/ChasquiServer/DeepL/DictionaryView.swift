private import Foundation
private import Storage
internal import Terminology
internal import Text

/// A glossary read as dictionaries.
///
/// The entries of a glossary are concepts with terms in any number of languages; a dictionary of DeepL's API
/// leads from one language to one other. A concept stands in the dictionaries of all pairs of its languages. An
/// entry that came through DeepL's API stands in one only, which its identifier names.
struct DictionaryView {
  struct Dictionary {
    var pair: DictionaryPair
    var entries: [DictionaryEntries.Entry] = []
    /// The entries of the glossary that the sources stand in.
    var owners: [String: GlossaryEntry] = [:]
  }

  /// In the order in which they were begun.
  private(set) var dictionaries: [Dictionary] = []
  private var places: [DictionaryPair: Int] = [:]

  init(_ entries: [GlossaryEntry]) {
    for entry in entries {
      if let pair = entry.dictionary {
        add(entry, to: pair)
      } else {
        let languages = Self.languages(of: entry)
        for source in languages {
          for target in languages where target != source {
            add(entry, to: DictionaryPair(source: source, target: target))
          }
        }
      }
    }
  }

  subscript(pair: DictionaryPair) -> Dictionary? { places[pair].map { dictionaries[$0] } }

  private mutating func add(_ entry: GlossaryEntry, to pair: DictionaryPair) {
    guard let language = try? LanguageTag(pair.target),
      let target = entry.terms(in: language).first(where: { $0.status <= .admitted })
    else { return }
    for term in entry.terms where term.language.code == pair.source && term.status != .forbidden {
      let row = DictionaryEntries.Entry(
        source: DictionaryEntries.cell(term.text), target: DictionaryEntries.cell(target.text))
      guard !row.source.isEmpty, !row.target.isEmpty else { continue }
      let place = place(of: pair)
      // Of homonyms the first is shown: a dictionary has one target for each source.
      guard dictionaries[place].owners[row.source] == nil else { continue }
      dictionaries[place].owners[row.source] = entry
      dictionaries[place].entries.append(row)
    }
  }

  private mutating func place(of pair: DictionaryPair) -> Int {
    if let place = places[pair] { return place }
    places[pair] = dictionaries.count
    dictionaries.append(Dictionary(pair: pair))
    return dictionaries.count - 1
  }

  private static func languages(of entry: GlossaryEntry) -> [String] {
    var seen: Set<String> = []
    return entry.terms.map(\.language.code).filter { seen.insert($0).inserted }
  }

  // MARK: Entries of one dictionary

  /// The identifier of an entry for `source`.
  static func identifier(_ pair: DictionaryPair, source: String) -> String {
    "\(pair.source)-\(pair.target)-\(SHA256Digest(of: source.utf8).hexadecimal(first: 8))"
  }
}

extension DictionaryEntries.Entry {
  /// An entry of the glossary for this one of a dictionary.
  func glossaryEntry(_ pair: DictionaryPair, identifier: String) throws(ServiceError) -> GlossaryEntry {
    do {
      return GlossaryEntry(
        identifier: identifier,
        terms: [
          Term(language: try LanguageTag(pair.source), text: source),
          Term(language: try LanguageTag(pair.target), text: target),
        ])
    } catch {
      throw ServiceError(error)
    }
  }
}
