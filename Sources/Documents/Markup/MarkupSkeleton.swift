internal import Text

/// A marked-up document with its units taken out, and how they get back.
struct MarkupSkeleton: Sendable {
  enum Part: Sendable {
    /// Bytes of the document as they are.
    case source(Range<Int>)
    /// What a unit became.
    case unit(Int)
    /// The language of the document, in place of some of its bytes.
    case language(Range<Int>, before: String, after: String)
  }

  /// Which tag of a unit is meant.
  struct TagKey: Hashable, Sendable {
    var identifier: Int
    var isClosing: Bool
  }

  struct Unit: Sendable {
    var text: MarkedText
    /// The unit as the document has it.
    var parts: [Part]
    /// The tags of the unit, with units of their own in their attributes.
    var markup: [TagKey: [Part]]
    var form: TextForm
  }

  /// The document in UTF-8.
  let bytes: [UInt8]
  var parts: [Part] = []
  var units: [Unit] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Appends the parts and units of `inner`, whose bytes are those of this one from `offset` on.
  mutating func append(_ inner: MarkupSkeleton, at offset: Int) {
    let count = units.count
    func moved(_ parts: [Part]) -> [Part] {
      parts.map { part in
        switch part {
        case .source(let range): .source(range.lowerBound + offset..<range.upperBound + offset)
        case .unit(let index): .unit(index + count)
        case .language(let range, let before, let after):
          .language(range.lowerBound + offset..<range.upperBound + offset, before: before, after: after)
        }
      }
    }
    parts += moved(inner.parts)
    units += inner.units.map { unit in
      var unit = unit
      unit.parts = moved(unit.parts)
      unit.markup = unit.markup.mapValues(moved)
      return unit
    }
  }

  /// The document with `translations`, one for each unit, in UTF-8.
  func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    precondition(translations.count == units.count, "every unit has one translation")
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 4)
    write(parts, translations, target, to: &result)
    return result
  }

  /// Parts hold units, which hold tags, which hold units that hold no tags: no deeper.
  private func write(
    _ parts: [Part], _ translations: [MarkedText], _ target: LanguageTag?, to result: inout [UInt8]
  ) {
    for part in parts {
      switch part {
      case .source(let range): result += bytes[range]
      case .language(let range, let before, let after):
        if let target {
          result += Array((before + target.bcp47 + after).utf8)
        } else {
          result += bytes[range]
        }
      case .unit(let index):
        let unit = units[index]
        if translations[index] == unit.text {
          write(unit.parts, translations, target, to: &result)
        } else {
          write(translations[index], unit, translations, target, to: &result)
        }
      }
    }
  }

  private func write(
    _ translation: MarkedText, _ unit: Unit, _ translations: [MarkedText], _ target: LanguageTag?,
    to result: inout [UInt8]
  ) {
    let text = Array(translation.text.utf8)
    var start = 0
    if translation.tags.isEmpty {
      result += unit.form.write(text, isFirst: true)
      return
    }
    for tag in translation.tags {
      let end = min(max(tag.offset, start), text.count)
      if end > start { result += unit.form.write(text[start..<end], isFirst: start == 0) }
      start = end
      let key = TagKey(identifier: tag.identifier, isClosing: tag.kind == .closing)
      if let parts = unit.markup[key] {
        write(parts, translations, target, to: &result)
      } else {
        result += Array(tag.markup.utf8)
      }
    }
    if start < text.count { result += unit.form.write(text[start...]) }
  }
}
