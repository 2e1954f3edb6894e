internal import Documents

/// A text as the decoder gets it: each protected part is a placeholder, which every translation holds.
struct ProtectedText {
  /// With the placeholders, and the places of the tags moved by them.
  private(set) var marked: MarkedText
  /// The index of its tag for the number of each placeholder, such as `{0}`.
  private var tagOfPlaceholder: [Int: Int] = [:]

  /// - Parameter text: its tags may stand anywhere; they are moved to the nearest place where they can.
  init(_ text: MarkedText) {
    let bytes = Array(text.text.utf8)
    var tags = text.tags
    var result: [UInt8] = []
    var start = 0
    var number = 0
    let taken = Set(Self.placeholders(in: bytes).map(\.number))
    for index in tags.indices {
      let end = Self.place(near: max(start, tags[index].offset), in: bytes)
      result += bytes[start..<end]
      start = end
      tags[index].offset = result.count
      guard tags[index].kind == .protected else { continue }
      // Without letters, capitals cannot change it.
      while taken.contains(number) { number += 1 }
      tagOfPlaceholder[number] = index
      result += Array("{\(number)}".utf8)
      number += 1
    }
    marked = MarkedText(String(decoding: result + bytes[start...], as: UTF8.self), tags: tags)
  }

  /// The text without placeholders: its protected parts are tags like others.
  static func plain(_ text: MarkedText) -> ProtectedText {
    var text = text
    for index in text.tags.indices where text.tags[index].kind == .protected {
      text.tags[index].kind = .empty
    }
    return ProtectedText(text)
  }

  /// Where the placeholders stand in a translation, from left to right; nil if they do not all stand there once.
  func places(in translation: [UInt8]) -> [(range: Range<Int>, tag: Int)]? {
    let places = Self.placeholders(in: translation).compactMap { place in
      tagOfPlaceholder[place.number].map { (range: place.range, tag: $0) }
    }
    let isWhole = places.count == tagOfPlaceholder.count && Set(places.map(\.tag)).count == places.count
    return isWhole ? places : nil
  }

  /// The numbers in braces of a text, from left to right.
  private static func placeholders(in bytes: [UInt8]) -> [(range: Range<Int>, number: Int)] {
    var result: [(range: Range<Int>, number: Int)] = []
    for start in bytes.indices where bytes[start] == 0x7B {
      let digits = bytes[(start + 1)...].prefix(10).prefix { (0x30...0x39).contains($0) }
      guard digits.endIndex < bytes.count, bytes[digits.endIndex] == 0x7D,
        let number = Int(String(decoding: digits, as: UTF8.self))
      else { continue }
      result.append((start..<digits.endIndex + 1, number))
    }
    return result
  }

  /// The last place up to `offset` at which a character starts or the text ends.
  private static func place(near offset: Int, in bytes: [UInt8]) -> Int {
    var place = min(offset, bytes.count)
    while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }
}
