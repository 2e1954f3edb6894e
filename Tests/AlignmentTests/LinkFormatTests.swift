import Alignment
import Foundation
import Testing
import Tokens

struct LinkFormatTests {
  @Test func linksAreReadAsTheyAreWritten() throws {
    let links = try LinkFormat.links(" 2-0 0-1\t0-1 10-3 ", number: 1)
    #expect(LinkFormat.line(links) == "0-1 2-0 10-3")
    #expect(try LinkFormat.links("", number: 1).isEmpty)
  }

  @Test func goldLinksAreSureOrPossible() throws {
    let gold = try LinkFormat.gold("0-0 1p2 3p3 3-3", number: 1)
    #expect(gold.sure == [AlignmentPoint(source: 0, target: 0), AlignmentPoint(source: 3, target: 3)])
    #expect(gold.possible == [AlignmentPoint(source: 1, target: 2)])
  }

  @Test(arguments: ["0", "0-", "-1", "0-1-2", "a-b", "0–1", "70000-0", "0--1", "p"])
  func whatIsNoLinkIsAnError(text: String) {
    let error = #expect(throws: LinkFormatError.self) { try LinkFormat.gold("0-0 \(text)", number: 7) }
    #expect(error?.line == 7 && error?.text == text && error?.problem == .notALink)
  }

  @Test func possibleLinksAreOfPeopleOnly() {
    let error = #expect(throws: LinkFormatError.self) { try LinkFormat.links("0p1", number: 2) }
    #expect(error?.line == 2 && error?.text == "0p1" && error?.problem == .notPharaoh)
  }

  /// The gold links of the benchmarks stand within their sentences, and each sentence has sure ones.
  @Test func goldAlignmentIsWellFormed() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Benchmarks/gold-alignment")
    let lines = try ["english", "spanish", "links"].map { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
    }
    #expect(lines.allSatisfy { $0.count == 120 })
    for index in 0..<120 {
      let gold = try LinkFormat.gold(String(lines[2][index]), number: index + 1)
      #expect(gold.sure.count >= 4 && gold.sure.isDisjoint(with: gold.possible))
      let lengths = (lines[0][index].split(separator: " ").count, lines[1][index].split(separator: " ").count)
      #expect(
        gold.sure.union(gold.possible).allSatisfy { $0.source < lengths.0 && $0.target < lengths.1 },
        "line \(index + 1)")
    }
  }
}
