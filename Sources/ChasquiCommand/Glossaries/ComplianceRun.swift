internal import Compute
private import Foundation
internal import Terminology

/// Goes through a text and its translation, and prints where a glossary is not kept.
struct ComplianceRun {
  let compliance: TermCompliance
  let isJSON: Bool
  let threads: Int

  /// What came of a whole text.
  struct Summary: Encodable {
    var lines = 0
    /// Lines with at least one term.
    var linesWithTerms = 0
    var brokenLines = 0
    var terms = 0
    var kept = 0
    var forbidden = 0
    /// The share of terms that were kept, in percent; nil if there are none.
    var adherence: Double?

    mutating func add(_ result: PairCompliance) {
      lines += 1
      linesWithTerms += result.terms.isEmpty ? 0 : 1
      brokenLines += result.isBroken ? 1 : 0
      terms += result.terms.count
      kept += result.keptCount
      forbidden += result.forbidden.count
      adherence = terms > 0 ? 100 * Double(kept) / Double(terms) : nil
    }

    var text: String {
      let share = adherence.map { Self.percent($0) } ?? "no terms"
      return "term adherence: \(share) (\(kept) of \(terms) terms, in \(linesWithTerms) of \(lines) lines); "
        + "forbidden terms: \(forbidden); broken lines: \(brokenLines)\n"
    }

    /// One decimal, rounded down: what is not whole never looks so.
    private static func percent(_ share: Double) -> String {
      String(format: "%.1f %%", (share * 10).rounded(.down) / 10)
    }
  }

  private struct Line: Encodable {
    var line: Int
    var terms: [TermUse]
    var forbidden: [ForbiddenUse]
  }

  private struct End: Encodable {
    var summary: Summary
  }

  /// Compares the files line by line; false if the glossary is broken somewhere.
  ///
  /// - Throws: `CommandFailure` if a file cannot be read, or has more lines than the other.
  func run(source: String, target: String) throws -> Bool {
    var (sources, targets) = (try LineReader(source), try LineReader(target))
    var summary = Summary()
    while true {
      let block = try sources.next(4096)
      let translations = try targets.next(4096)
      guard block.count == translations.count else { throw try differentLengths(&sources, &targets) }
      guard !block.isEmpty else { break }
      let chunks = Parallel.chunks(block.count, size: 64)
      let results = Parallel.map(chunks.count, threads: threads) { chunk in
        chunks[chunk].map { compliance.check(source: block[$0], target: translations[$0]) }
      }.flatMap { $0 }
      var text = ""
      for result in results {
        summary.add(result)
        if result.isBroken { text += try lines(of: result, line: summary.lines, target) }
      }
      Console.output(text)
    }
    Console.output(isJSON ? try JSONOutput.line(End(summary: summary)) : summary.text)
    return summary.brokenLines == 0
  }

  /// What is broken in a line of the translation.
  private func lines(of result: PairCompliance, line: Int, _ path: String) throws -> String {
    let missing = result.terms.filter { $0.found == nil }
    if isJSON { return try JSONOutput.line(Line(line: line, terms: missing, forbidden: result.forbidden)) }
    var text = ""
    for use in missing {
      let entries = use.entries.map { Self.reference($0) }.joined(separator: ", ")
      let found = use.instead.map { "found «\($0.text)»" } ?? "found none"
      text +=
        "\(path):\(line):\t\(entries)\t«\(use.source.text)»: expected \(Self.choice(use.expected)), \(found)\n"
    }
    for use in result.forbidden {
      let expected = use.expected.isEmpty ? "" : ": expected \(Self.choice(use.expected))"
      text += "\(path):\(line):\t\(Self.reference(use.entry))\t«\(use.target.text)» is forbidden\(expected)\n"
    }
    return text
  }

  private static func reference(_ entry: EntryReference) -> String {
    "\(entry.glossary)/\(entry.identifier) v\(entry.version)"
  }

  private static func choice(_ terms: [String]) -> String {
    terms.map { "«\($0)»" }.joined(separator: " or ")
  }

  private func differentLengths(_ sources: inout LineReader, _ targets: inout LineReader) throws
    -> CommandFailure
  {
    while try !sources.next(4096).isEmpty {}
    while try !targets.next(4096).isEmpty {}
    return CommandFailure(
      "\(sources.path) has \(sources.count) lines and \(targets.path) has \(targets.count). "
        + "Each line of the one must be the translation of the same line of the other.")
  }
}
