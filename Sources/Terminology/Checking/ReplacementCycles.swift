internal import Text

/// Looks for discouraged terms whose replacement is, somewhere else, itself to be replaced, and so on back to
/// the first: whoever follows the glossary never arrives.
struct ReplacementCycles {
  let glossary: String
  let entries: [CheckedEntry]
  let view: LanguageTag

  /// The most circles that are told: mending some of them mends others.
  private static let maximumFindings = 100

  /// From a discouraged term to a preferred one of the same entry.
  private struct Replacement {
    var target: Int
    var entry: Int
  }

  /// Terms by number, as they are first seen.
  private struct Graph {
    var numbers: [String: Int] = [:]
    var texts: [String] = []
    var replacements: [[Replacement]] = []

    mutating func number(of key: String, _ text: String) -> Int {
      if let number = numbers[key] { return number }
      numbers[key] = texts.count
      texts.append(text)
      replacements.append([])
      return texts.count - 1
    }
  }

  func findings() -> [GlossaryFinding] {
    let graph = graph()
    var findings: [GlossaryFinding] = []
    // 0 for a term not yet seen, 1 for one on the way, 2 for one that is done.
    var states = [UInt8](repeating: 0, count: graph.texts.count)
    for start in graph.texts.indices where states[start] == 0 && findings.count < Self.maximumFindings {
      // The way from `start`: terms, the replacement by which each was reached, and the next one to try. Not
      // recursive, since a glossary may hold a chain as long as it likes.
      var way = [(term: start, entry: -1, next: 0)]
      states[start] = 1
      while let last = way.last {
        let replacements = graph.replacements[last.term]
        guard last.next < replacements.count else {
          states[last.term] = 2
          way.removeLast()
          continue
        }
        way[way.count - 1].next += 1
        let replacement = replacements[last.next]
        if states[replacement.target] == 0 {
          states[replacement.target] = 1
          way.append((replacement.target, replacement.entry, 0))
        } else if states[replacement.target] == 1, findings.count < Self.maximumFindings {
          let first = way.firstIndex { $0.term == replacement.target }!
          let involved = way[(first + 1)...].map(\.entry) + [replacement.entry]
          findings.append(
            finding(way[first...].map { graph.texts[$0.term] }, entries: involved))
        }
      }
    }
    return findings
  }

  private func graph() -> Graph {
    var graph = Graph()
    for (index, entry) in entries.enumerated() {
      let terms = entry.terms(in: view)
      // There should be one preferred term; of more the first is as good as any.
      guard let (replacement, target) = terms.first(where: { $0.term.status == .preferred }) else { continue }
      for (term, key) in terms where term.status > .admitted && key != target {
        let source = graph.number(of: key, term.text)
        let number = graph.number(of: target, replacement.text)
        graph.replacements[source].append(Replacement(target: number, entry: index))
      }
    }
    return graph
  }

  private func finding(_ texts: [String], entries involved: [Int]) -> GlossaryFinding {
    let shown = texts.prefix(8).map { EntryChecks.quoted($0) } + (texts.count > 8 ? ["…"] : [])
    return GlossaryFinding(
      .error, .replacementCycle, glossary: glossary,
      entries: Set(involved).sorted().map { entries[$0].place }, language: view,
      "Each of these terms is to be replaced by the next: "
        + (shown + [EntryChecks.quoted(texts[0])]).joined(separator: " → ") + ".",
      advice: "Decide which of them is preferred, in all of the entries.")
  }
}
