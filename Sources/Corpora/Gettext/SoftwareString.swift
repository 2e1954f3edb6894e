/// Makes segments of the strings of programs.
///
/// `_File`, `&File` and `~File` mark a key to press; the mark is dropped. Placeholders such as `%s` stay. A
/// string of several lines becomes a segment a line where both sides have as many lines and these are not one
/// wrapped paragraph; else a segment a paragraph, else one.
enum SoftwareString {
  static func append(
    _ source: [UInt8], _ target: [UInt8], line: Int, _ treatment: ReadingOptions.SoftwareStrings,
    to corpus: inout ParallelCorpus
  ) {
    if treatment == .verbatim {
      add(source[...], target[...], line, &corpus)
      return
    }
    if !source.contains(10), !target.contains(10) {
      addClean(source[...], target[...], line, &corpus)
      return
    }
    let (a, b) = (lines(source), lines(target))
    if a.count == b.count, !isWrapped(a), !isWrapped(b), zip(a, b).allSatisfy({ $0.isEmpty == $1.isEmpty }) {
      for (source, target) in zip(a, b) where !source.isEmpty { addClean(source, target, line, &corpus) }
      return
    }
    let (c, d) = (paragraphs(a), paragraphs(b))
    if c.count == d.count {
      for (source, target) in zip(c, d) { addClean(source[...], target[...], line, &corpus) }
    } else {
      addClean(
        Array(c.joined(separator: [0x20]))[...], Array(d.joined(separator: [0x20]))[...], line, &corpus)
    }
  }

  // MARK: Accelerators

  private static func addClean(
    _ source: ArraySlice<UInt8>, _ target: ArraySlice<UInt8>, _ line: Int, _ corpus: inout ParallelCorpus
  ) {
    var (source, target) = (source, target)
    for mark in [UInt8(ascii: "_"), UInt8(ascii: "&"), UInt8(ascii: "~")] {
      let (a, b) = (accelerator(source, mark), accelerator(target, mark))
      if a == nil, b == nil { continue }
      // The same word with the mark on both sides is a name, such as foo_bar.
      if let a, let b, word(source, a) == word(target, b), isInsideWord(source, a) { continue }
      if let a, b != nil || !isInsideWord(source, a) { source = without(source, a) }
      if let b, a != nil || !isInsideWord(target, b) { target = without(target, b) }
    }
    add(source, target, line, &corpus)
  }

  /// The place of the only `mark`, if a letter or digit follows it as a key would.
  private static func accelerator(_ text: ArraySlice<UInt8>, _ mark: UInt8) -> Int? {
    guard let place = text.firstIndex(of: mark) else { return nil }
    let next = place + 1
    guard next < text.endIndex, isLetter(text[next]), !text[next...].contains(mark) else { return nil }
    if mark == UInt8(ascii: "&") {
      // An entity such as &amp; or &#38;.
      let end = text[next...].firstIndex { !isLetter($0) }
      if let end, text[end] == UInt8(ascii: ";") { return nil }
    }
    if mark == UInt8(ascii: "~"), place > text.startIndex, isLetter(text[place - 1]) { return nil }
    if place > text.startIndex, "/.=?:%$@-".utf8.contains(text[place - 1]) { return nil }
    return place
  }

  private static func isInsideWord(_ text: ArraySlice<UInt8>, _ place: Int) -> Bool {
    place > text.startIndex && isLetter(text[place - 1])
  }

  /// The word around `place`.
  private static func word(_ text: ArraySlice<UInt8>, _ place: Int) -> ArraySlice<UInt8> {
    var (start, end) = (place, place + 1)
    while start > text.startIndex, isLetter(text[start - 1]) || text[start - 1] == 0x5F { start -= 1 }
    while end < text.endIndex, isLetter(text[end]) || text[end] == 0x5F { end += 1 }
    return text[start..<end]
  }

  /// `text` without the mark at `place`; `(_F)` behind Chinese or Japanese goes as a whole.
  private static func without(_ text: ArraySlice<UInt8>, _ place: Int) -> ArraySlice<UInt8> {
    if place > text.startIndex, text[place - 1] == UInt8(ascii: "("), place + 2 < text.endIndex,
      text[place + 2] == UInt8(ascii: ")")
    {
      return text[..<(place - 1)] + text[(place + 3)...]
    }
    return text[..<place] + text[(place + 1)...]
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
  }

  // MARK: Lines

  /// The lines without the spaces around them and without the empty ones at the end.
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var result = text.split(separator: 10, omittingEmptySubsequences: false).map { line in
      var line = line
      while let first = line.first, first <= 0x20 { line = line.dropFirst() }
      while let last = line.last, last <= 0x20 { line = line.dropLast() }
      return line
    }
    while result.last?.isEmpty == true { result.removeLast() }
    while result.first?.isEmpty == true { result.removeFirst() }
    return result
  }

  /// Whether a line that is not the first of its paragraph goes on with a small letter.
  private static func isWrapped(_ lines: [ArraySlice<UInt8>]) -> Bool {
    for index in lines.indices.dropFirst() where !lines[index - 1].isEmpty {
      if let first = lines[index].first, first >= 97, first <= 122 { return true }
    }
    return false
  }

  private static func paragraphs(_ lines: [ArraySlice<UInt8>]) -> [[UInt8]] {
    lines.split(whereSeparator: \.isEmpty).map { Array($0.joined(separator: [0x20])) }
  }

  private static func add(
    _ source: ArraySlice<UInt8>, _ target: ArraySlice<UInt8>, _ line: Int, _ corpus: inout ParallelCorpus
  ) {
    source.withUnsafeBytes { a in
      target.withUnsafeBytes { b in corpus.append(source: a, target: b, line: line) }
    }
  }
}
