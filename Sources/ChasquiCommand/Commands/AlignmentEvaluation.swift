internal import Alignment
internal import Evaluation

/// Scores word links against those that people made.
struct AlignmentEvaluation {
  /// The paths of both, or - for standard input.
  let links: String
  let gold: String

  func run(json: Bool) throws {
    let (lines, goldLines) = (try Console.lines(of: links), try Console.lines(of: gold))
    guard lines.count == goldLines.count else {
      throw CommandFailure(
        "\(links) has \(lines.count) lines, \(gold) has \(goldLines.count). They must have a line for the same pairs."
      )
    }
    var rate = AlignmentErrorRate()
    for (index, line) in lines.enumerated() {
      let found = try named(links) { () throws(LinkFormatError) in
        try LinkFormat.links(line, number: index + 1)
      }
      let gold = try named(gold) { () throws(LinkFormatError) in
        try LinkFormat.gold(goldLines[index], number: index + 1)
      }
      rate.add(found: Set(found), sure: gold.sure, possible: gold.possible)
    }
    Console.output(json ? try JSONOutput.pretty(RateJSON(rate, pairs: lines.count)) : Self.text(rate))
  }

  private func named<Result>(
    _ path: String, _ body: () throws(LinkFormatError) -> Result
  ) throws(CommandFailure) -> Result {
    do { return try body() } catch { throw CommandFailure("\(path): \(error)") }
  }

  private static func text(_ rate: AlignmentErrorRate) -> String {
    "AER \(rounded(rate.errorRate)), precision \(rounded(rate.precision)), recall \(rounded(rate.recall)) "
      + "(\(rate.found) links, \(rate.foundPossible) of them possible; \(rate.foundSure) of \(rate.sure) sure ones)\n"
  }

  private static func rounded(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
}

/// What `--json` prints for word links.
private struct RateJSON: Encodable {
  let alignmentErrorRate, precision, recall: Double
  let pairs, links, possibleLinks, sureLinks, goldSureLinks: Int

  init(_ rate: AlignmentErrorRate, pairs: Int) {
    alignmentErrorRate = rate.errorRate
    precision = rate.precision
    recall = rate.recall
    self.pairs = pairs
    links = rate.found
    possibleLinks = rate.foundPossible
    sureLinks = rate.foundSure
    goldSureLinks = rate.sure
  }
}
