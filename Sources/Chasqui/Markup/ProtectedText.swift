internal import Documents

/// A text as the decoder gets it: each protected part is a placeholder, which every translation holds.
struct ProtectedText {
  /// With the placeholders, and the places of the tags moved by them.
  private(set) var marked: MarkedText
  /// For each placeholder the index of its tag.
  private(set) var placeholders: [(text: [UInt8], tag: Int)] = []

  /// - Parameter text: its tags may stand anywhere; they are moved to the nearest place where they can.
  init(_ text: MarkedText) {
    let bytes = Array(text.text.utf8)
    var tags = text.tags
    var result: [UInt8] = []
    var start = 0
    var number = 0
    for index in tags.indices {
      let end = Self.place(near: max(start, tags[index].offset), in: bytes)
      result += bytes[start..<end]
      start = end
      tags[index].offset = result.count
      guard tags[index].kind == .protected else { continue }
      // Without letters, capitals cannot change it.
      while text.text.contains("{\(number)}") { number += 1 }
      placeholders.append((Array("{\(number)}".utf8), index))
      result += placeholders[placeholders.count - 1].text
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
    var places: [(range: Range<Int>, tag: Int)] = []
    let braces = translation.indices.filter { translation[$0] == 0x7B }
    for (text, tag) in placeholders {
      let found = braces.filter { translation[$0...].starts(with: text) }
      guard found.count == 1 else { return nil }
      places.append((found[0]..<found[0] + text.count, tag))
    }
    return places.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The last place up to `offset` at which a character starts or the text ends.
  private static func place(near offset: Int, in bytes: [UInt8]) -> Int {
    var place = min(offset, bytes.count)
    while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }
}
