private import CICU

/// Brings text into the one form that models see: NFC, plain spaces, no controls, one kind of quotation mark,
/// dash and ellipsis, and one spelling by the orthography profile.
///
/// Stretches in which nothing is to be done are found byte by byte and copied whole; only the characters
/// between them are looked at one by one.
struct Normalizer: Sendable {
  private let profile: OrthographyProfile?
  private let table = ScalarTable.shared

  init(profile: OrthographyProfile?) {
    self.profile = profile
  }

  func normalize(_ text: String) -> NormalizedText {
    var text = text
    let clean = text.withUTF8 { source -> NormalizedText in self.clean(source) }
    return profile?.apply(to: clean) ?? clean
  }

  /// Offsets have 32 bits, and text may grow threefold: what a line has beyond that is left out.
  private static let longest = 1 << 29

  private func clean(_ whole: UnsafeBufferPointer<UInt8>) -> NormalizedText {
    var source = whole
    if let base = whole.baseAddress, whole.count > Self.longest {
      source = UnsafeBufferPointer(rebasing: whole[..<UTF8Bytes.previous(base, Self.longest)])
    }
    guard let base = source.baseAddress, source.count > 0 else {
      return NormalizedText(bytes: [], map: OffsetMap(identity: 0))
    }
    var output = TextRewriter(capacity: source.count)
    var index = 0
    while index < source.count {
      let end = plainEnd(base, from: index, count: source.count)
      if end > index {
        output.copy(index..<end, of: source)
        index = end
        continue
      }
      index = rewriteOne(source, base, at: index, &output)
    }
    if output.last == 0x20 { _ = output.truncate(to: output.bytes.count - 1) }
    return output.finish(originalCount: source.count)
  }

  /// Where the stretch from `start` on ends that is to be copied. Single spaces are part of it.
  @inline(__always)
  private func plainEnd(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
    var index = start
    while index < count {
      let byte = base[index]
      if byte > 0x20, byte < 0x7F {
        if byte == 0x27 || byte == 0x60 {
          if byte == 0x60 || isApostrophe(base, index &+ 1, count) { return index }
        }
        index &+= 1
      } else if byte == 0x20 {
        // One behind a plain character, with something to come. What follows may yet turn out to be dropped:
        // a space behind a space is left out there, and one at the end taken back.
        guard index > start, base[index &- 1] != 0x20, index &+ 1 < count, base[index &+ 1] > 0x20 else {
          return index
        }
        index &+= 1
      } else if byte < 0x80 {
        return index
      } else {
        let (value, width) = UTF8Bytes.decode(base, index)
        guard table.entry(value) & 0xF0 == 0 else { return index }
        index &+= width
      }
    }
    return index
  }

  /// Handles the character at `index`, which is not plain or not for sure; returns where the next one starts.
  private func rewriteOne(
    _ source: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, at index: Int,
    _ output: inout TextRewriter
  ) -> Int {
    let (value, width) = UTF8Bytes.decode(base, index)
    let range = index..<index + width
    switch table.action(value) {
    case .space:
      // The first of several stands for all; none at the start.
      if let last = output.last, last != 0x20 {
        if value == 0x20 { output.copy(range, of: source) } else { output.replace(range, by: 0x20) }
      }
    case .drop: break
    case .quotationMark: output.replace(range, by: 0x22)
    case .hyphen: output.replace(range, by: 0x2D)
    case .dash:
      output.replace(range, by: 0x2013)
    case .ellipsis: output.replace(range, by: repeatElement(0x2E, count: 3))
    case .apostrophe:
      if let end = codeEnd(base, index, source.count) {
        output.copy(index..<end, of: source)
        return end
      }
      return apostrophes(source, base, at: index, &output)
    case .copy where value == 0x27: return apostrophes(source, base, at: index, &output)
    case .copy: output.copy(range, of: source)
    case .compose: return compose(source, base, at: index, &output)
    case .joinControl:
      if needsJoinControl(base, range, source.count) { output.copy(range, of: source) }
    }
    return range.upperBound
  }

  /// The end of the code between backticks that starts at `index`, if it is plain: any other backtick is an apostrophe.
  private func codeEnd(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Int? {
    guard base[index] == 0x60,
      let end = SpecialScanner(base: base, count: count, table: table, hasAt: false).code(index),
      !(index..<end).contains(where: {
        base[$0] < 0x20 || base[$0] >= 0x7F || base[$0] == 0x20 && base[$0 + 1] == 0x20
      })
    else { return nil }
    return end
  }

  /// One apostrophe stays; two are a quotation mark, unless they stand inside a word by mistake.
  private func apostrophes(
    _ source: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, at index: Int,
    _ output: inout TextRewriter
  ) -> Int {
    let end = index + UTF8Bytes.decode(base, index).width
    guard isApostrophe(base, end, source.count) else {
      if base[index] == 0x27 {
        output.copy(index..<end, of: source)
      } else {
        output.replace(index..<end, by: 0x27)
      }
      return end
    }
    let secondEnd = end + UTF8Bytes.decode(base, end).width
    let isInside = isLetter(output.last) && secondEnd < source.count && isLetter(base[secondEnd])
    output.replace(index..<secondEnd, by: isInside ? 0x27 : 0x22)
    return secondEnd
  }

  private func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= 0xC3 || (0x80..<0xC0).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }

  /// Composes the last character written with the marks that follow it.
  private func compose(
    _ source: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, at index: Int,
    _ output: inout TextRewriter
  ) -> Int {
    var end = index
    var marks: [UInt32] = []
    while end < source.count {
      let (value, width) = UTF8Bytes.decode(base, end)
      let action = table.action(value)
      guard action == .compose || action == .drop else { break }
      if end > index, cicu_combining_class(value) == 0, action == .compose { break }
      if action == .compose { marks.append(value) }
      end += width
    }
    var cluster: [UInt32] = []
    var start = index
    if let first = marks.first, cicu_may_compose_back(first) != 0, output.last ?? 0x20 != 0x20 {
      let position = output.bytes.withUnsafeBufferPointer { written -> Int in
        var position = written.count
        repeat {
          position = UTF8Bytes.previous(written.baseAddress!, position)
          let value = UTF8Bytes.decode(written.baseAddress!, position).value
          cluster.insert(value, at: 0)
          if cicu_combining_class(value) == 0 { break }
        } while position > 0 && cluster.count < 32
        return position
      }
      start = output.truncate(to: position)
    }
    let composed = nfc(cluster + marks)
    output.replace(start..<end, by: composed)
    return end
  }

  private func nfc(_ scalars: [UInt32]) -> [UInt32] {
    let units = UTF16Units.encode(scalars)
    var result = [UInt16](repeating: 0, count: units.count * 3 + 8)
    let count = cicu_nfc(units, Int32(units.count), &result, Int32(result.count))
    guard count >= 0, count <= result.count else { return scalars }
    return UTF16Units.decode(result[..<Int(count)])
  }

  /// Zero-width joiners matter between letters of scripts that shape them, and inside emoji.
  private func needsJoinControl(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ count: Int) -> Bool {
    guard range.lowerBound > 0, range.upperBound < count else { return false }
    let before = UTF8Bytes.decode(base, UTF8Bytes.previous(base, range.lowerBound)).value
    let after = UTF8Bytes.decode(base, range.upperBound).value
    if (0x600..<0xE00).contains(before) || (0x1000..<0x1900).contains(before) {
      return table.scalarClass(before) == .letter && table.scalarClass(after) == .letter
    }
    let isEmoji =
      table.scalarClass(before) == .pictograph || before == 0xFE0F || (0x1F3FB...0x1F3FF).contains(before)
    return isEmoji && table.scalarClass(after) == .pictograph
  }

  @inline(__always)
  private func isApostrophe(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
    guard index < count else { return false }
    let byte = base[index]
    if byte < 0x80 { return byte == 0x27 || byte == 0x60 }
    return table.action(UTF8Bytes.decode(base, index).value) == .apostrophe
  }
}
