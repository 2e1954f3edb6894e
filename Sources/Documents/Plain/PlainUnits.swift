/// A text without markup of which some stretches are units.
struct PlainUnits: Sendable {
  private let text: EncodedText
  /// Where the units stand; those given with nothing but spaces are none.
  private let ranges: [Range<Int>]
  let units: [MarkedText]
  /// What a translation must not hold, because it ends a unit.
  private let isEnd: @Sendable (Character) -> Bool

  init(_ text: EncodedText, ranges: [Range<Int>], isEnd: @escaping @Sendable (Character) -> Bool) {
    self.text = text
    self.isEnd = isEnd
    let filled = ranges.map { ($0, Self.joined(String(decoding: text.bytes[$0], as: UTF8.self))) }
      .filter { !$0.1.allSatisfy(\.isWhitespace) }
    self.ranges = filled.map(\.0)
    units = filled.map { MarkedText($0.1) }
  }

  func rendered(with translations: [MarkedText]) -> [UInt8] {
    precondition(translations.count == units.count, "every unit has one translation")
    var result: [UInt8] = []
    var start = 0
    for (index, range) in ranges.enumerated() {
      result += text.bytes[start..<range.lowerBound]
      if translations[index] == units[index] {
        result += text.bytes[range]
      } else {
        result += Array(
          translations[index].joined.map { isEnd($0) ? " " : $0 }.map(String.init).joined().utf8)
      }
      start = range.upperBound
    }
    result += text.bytes[start...]
    return text.encode(result, substitute: nil)
  }

  /// The lines of a paragraph as one.
  private static func joined(_ text: String) -> String {
    guard text.contains(where: \.isNewline) else { return text }
    return text.split(whereSeparator: \.isNewline).map { line in
      String(line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }.joined(separator: " ")
  }
}
