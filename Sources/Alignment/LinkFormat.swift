public import Tokens

/// Word links as text, a line for each sentence pair: Pharaoh's format, `0-0 1-2`, and, where people linked the
/// words, `1p2` for a link that is possible rather than sure (Och and Ney 2003).
public enum LinkFormat {
  /// The links that people gave a sentence pair.
  public struct Gold: Sendable, Hashable {
    public var sure: Set<AlignmentPoint> = []
    /// Links that are possible and not sure.
    public var possible: Set<AlignmentPoint> = []

    public init() {}
  }

  /// The line of a sentence pair, without line end.
  public static func line(_ links: some Sequence<AlignmentPoint>) -> String {
    links.lazy.map { "\($0.source)-\($0.target)" }.joined(separator: " ")
  }

  /// The links of a line of Pharaoh's format, sorted, each once.
  ///
  /// - Parameter number: the number of the line, for messages.
  public static func links(_ line: String, number: Int) throws(LinkFormatError) -> [AlignmentPoint] {
    var links: Set<AlignmentPoint> = []
    for (text, point, isSure) in try parse(line, number) {
      guard isSure else { throw LinkFormatError(line: number, text: text, problem: .notPharaoh) }
      links.insert(point)
    }
    return links.sorted()
  }

  /// The links of a line that people made. A link that is given as both is sure.
  public static func gold(_ line: String, number: Int) throws(LinkFormatError) -> Gold {
    var gold = Gold()
    for (_, point, isSure) in try parse(line, number) {
      if isSure { gold.sure.insert(point) } else { gold.possible.insert(point) }
    }
    gold.possible.subtract(gold.sure)
    return gold
  }

  private static func parse(
    _ line: String, _ number: Int
  ) throws(LinkFormatError) -> [(text: String, point: AlignmentPoint, isSure: Bool)] {
    var result: [(String, AlignmentPoint, Bool)] = []
    for word in line.split(whereSeparator: \.isWhitespace) {
      guard let mark = word.firstIndex(where: { $0 == "-" || $0 == "p" }),
        let source = UInt16(word[..<mark]), let target = UInt16(word[word.index(after: mark)...])
      else { throw LinkFormatError(line: number, text: String(word), problem: .notALink) }
      result.append(
        (String(word), AlignmentPoint(source: Int(source), target: Int(target)), word[mark] == "-"))
    }
    return result
  }
}

/// What is wrong with a line of links.
public struct LinkFormatError: Error, Hashable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    case notALink
    case notPharaoh
  }

  /// The number of the line, from 1.
  public let line: Int
  public let text: String
  public let problem: Problem

  public var description: String {
    switch problem {
    case .notALink:
      "Line \(line): `\(text)` is not a link. Links are written 0-2: the places of a source and a target token, from 0."
    case .notPharaoh:
      "Line \(line): `\(text)` is a possible link, which only gold links have. Write 0-2."
    }
  }
}
