/// Variables of software strings and templates.
extension SpecialScanner {
  /// `%s`, `%1$s`, `%-5.2f`, `%(name)s`, `%name%`, `%{name}`, `{name}`, `{0}`, `${x}`, `$name`, `$(command)`, and
  /// what `template` finds.
  func placeholder(_ start: Int) -> Int? {
    switch base[start] {
    case 0x25: interpolation(start) ?? conversion(start) ?? enclosedName(start)
    case 0x24: interpolation(start) ?? command(start) ?? variable(start)
    default: template(start) ?? close(0x7D, from: start)
    }
  }

  /// `{{ name }}`, `{{{ name }}}`, `{% if x %}`, `{# remark #}`, `<%= x %>`, `<? x ?>`, `<!-- x -->`, `[[name]]`: what
  /// is inside may have blanks, in double square brackets only at its ends.
  func template(_ start: Int) -> Int? {
    guard start + 4 < count else { return nil }
    switch (base[start], base[start + 1]) {
    case (0x7B, 0x7B):
      guard var end = closing("}}", from: start + 2) else { return nil }
      if base[start + 2] == 0x7B, end < count, base[end] == 0x7D { end += 1 }
      return end
    case (0x7B, 0x25): return closing("%}", from: start + 2)
    case (0x7B, 0x23): return closing("#}", from: start + 2)
    case (0x3C, 0x25): return closing("%>", from: start + 2)
    case (0x3C, 0x3F): return closing("?>", from: start + 2)
    case (0x3C, 0x21): return base[start + 2] == 0x2D ? closing("-->", from: start + 3) : nil
    case (0x5B, 0x5B):
      guard let end = closing("]]", from: start + 2) else { return nil }
      var inner = UnsafeBufferPointer(start: base + start + 2, count: end - start - 4)[...]
      while inner.first == 0x20 { inner.removeFirst() }
      while inner.last == 0x20 { inner.removeLast() }
      return inner.isEmpty || inner.contains(0x20) || inner.contains(0x5B) ? nil : end
    default: return nil
    }
  }

  /// The end of `mark`, which stands behind something from `start` on.
  private func closing(_ mark: StaticString, from start: Int) -> Int? {
    var index = start
    while index + mark.utf8CodeUnitCount <= min(count, start + Self.longest) {
      if equals(mark, index..<index + mark.utf8CodeUnitCount) {
        return index > start ? index + mark.utf8CodeUnitCount : nil
      }
      index += 1
    }
    return nil
  }

  /// No template has more bytes.
  static let longest = 300

  /// `${ name }`, `%{name}`, `#{name}`.
  func interpolation(_ start: Int) -> Int? {
    guard start + 2 < count, base[start + 1] == 0x7B else { return nil }
    return closing("}", from: start + 2)
  }

  /// `$(command)`, which may have blanks and brackets; no negative amount.
  private func command(_ start: Int) -> Int? {
    guard start + 2 < count, base[start + 1] == 0x28, isASCIILetter(base[start + 2]) else { return nil }
    return bracketEnd(start + 1)
  }

  /// Where the round bracket at `start` is closed, one behind.
  private func bracketEnd(_ start: Int) -> Int? {
    var depth = 0
    for index in start..<min(count, start + Self.longest) {
      if base[index] == 0x28 { depth += 1 }
      if base[index] == 0x29 { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// `$name`, `$user.name`, `$user->name`, `$t(key)`; no amount such as `$US 500`, no `US$` before a word.
  private func variable(_ start: Int) -> Int? {
    guard isFree(start) else { return nil }
    guard var end = identifierEnd(start + 1) else { return nil }
    let name = start + 1..<end
    if name.count <= 3, name.allSatisfy({ (0x41...0x5A).contains(base[$0]) }) {
      let next = end < count && base[end] == 0x20 ? end + 1 : end
      if next < count, (0x30...0x39).contains(base[next]) { return nil }
    } else if isAmount(name) {
      return nil
    }
    while end < count {
      if base[end] == 0x2E, let next = identifierEnd(end + 1) {
        end = next
      } else if base[end] == 0x2D, end + 1 < count, base[end + 1] == 0x3E, let next = identifierEnd(end + 2) {
        end = next
      } else {
        break
      }
    }
    if end < count, base[end] == 0x28, let close = bracketEnd(end) { return close }
    return end < count && base[end] >= 0xC3 ? nil : end
  }

  /// `US500`.
  private func isAmount(_ name: Range<Int>) -> Bool {
    let letters = name.prefix { (0x41...0x5A).contains(base[$0]) }
    return letters.count < name.count
      && name.dropFirst(letters.count).allSatisfy { (0x30...0x39).contains(base[$0]) }
  }

  /// The end of the ASCII letters, digits and low lines from `start` on, the first of which is no digit.
  private func identifierEnd(_ start: Int) -> Int? {
    guard start < count, isASCIILetter(base[start]) || base[start] == 0x5F else { return nil }
    var index = start
    while index < count, isASCIIWord(base[index]) || base[index] == 0x5F { index += 1 }
    return index
  }

  /// `snake_case_name`, `MAX_SIZE`. A single low line between small letters may stand before the letter that opens an
  /// entry of a menu, as in `E_xit`.
  func identifier(_ word: Range<Int>) -> Int? {
    guard base[word.upperBound] == 0x5F, isFree(word.lowerBound), var end = identifierEnd(word.lowerBound)
    else { return nil }
    while base[end - 1] == 0x5F { end -= 1 }
    var lines = 0
    var isInCapitals = true
    for index in word.lowerBound..<end {
      if base[index] == 0x5F {
        // Several side by side are a line to write on.
        guard base[index + 1] != 0x5F else { return nil }
        lines += 1
      } else if (0x61...0x7A).contains(base[index]) {
        isInCapitals = false
      }
    }
    guard lines > 1 || lines == 1 && isInCapitals else { return nil }
    return end < count && base[end] >= 0xC3 ? nil : end
  }

  /// `%name%`, `%%name%%`; no percentage.
  private func enclosedName(_ start: Int) -> Int? {
    guard start == 0 || !(0x30...0x39).contains(base[start - 1]) else { return nil }
    let width = start + 1 < count && base[start + 1] == 0x25 ? 2 : 1
    guard var end = identifierEnd(start + width), end - start - width > 1 else { return nil }
    while end + 1 < count, base[end] == 0x2E || base[end] == 0x2D, let next = identifierEnd(end + 1) {
      end = next
    }
    for _ in 0..<width {
      guard end < count, base[end] == 0x25 else { return nil }
      end += 1
    }
    return end < count && isASCIIWord(base[end]) ? nil : end
  }

  /// `:name`, `:smile:`; no face such as `:D`.
  func named(_ start: Int) -> Int? {
    guard let end = identifierEnd(start + 1), end - start > 2 else { return nil }
    guard end < count else { return end }
    if base[end] == 0x3A { return end + 1 < count && isASCIIWord(base[end + 1]) ? nil : end + 1 }
    return base[end] >= 0xC3 || base[end] == 0x27 ? nil : end
  }

  /// `` `code` ``, which the normalizer leaves as it is.
  ///
  /// Between words without spaces backticks are apostrophes, unless no word has what is between them.
  func code(_ start: Int) -> Int? {
    guard start + 2 < count, base[start + 1] != 0x20, base[start + 1] != 0x60 else { return nil }
    for index in start + 2..<min(count, start + Self.longest) where base[index] == 0x60 {
      guard base[index - 1] != 0x20 else { return nil }
      let isFollowed = index + 1 < count && (isASCIIWord(base[index + 1]) || base[index + 1] >= 0xC3)
      let isGlued = isFollowed || !isFree(start)
      return isGlued && !isCodeOnly(start + 1..<index) ? nil : index + 1
    }
    return nil
  }

  /// Tells whether there are signs and digits in `range` that no word has, and no blanks.
  private func isCodeOnly(_ range: Range<Int>) -> Bool {
    range.contains { index in
      switch base[index] {
      case 0x30...0x39, 0x24, 0x28, 0x2E, 0x2F, 0x3D, 0x5C, 0x5F, 0x7B: true
      default: false
      }
    } && !range.contains { base[$0] == 0x20 || base[$0] >= 0x80 }
  }

  private func conversion(_ start: Int) -> Int? {
    var index = start + 1
    // `50%-a` is a percentage with a suffix.
    if start > 0, index < count, base[index] == 0x2D, (0x30...0x39).contains(base[start - 1]) { return nil }
    if index < count, base[index] == 0x28 {
      guard let end = close(0x29, from: index), end < count else { return nil }
      return isConversion(base[end]) ? end + 1 : nil
    }
    while index < count, isFormat(base[index]) { index += 1 }
    while index + 1 < count, base[index] == 0x6C || base[index] == 0x68 || base[index] == 0x7A,
      isConversion(base[index + 1])
    { index += 1 }
    guard index < count, isConversion(base[index]) else { return nil }
    if index + 1 < count, isASCIILetter(base[index + 1]) || base[index + 1] >= 0xC3 { return nil }
    return index + 1
  }

  /// Where the bracket at `start` is closed, one behind; without blanks between.
  private func close(_ mark: UInt8, from start: Int) -> Int? {
    var index = start + 1
    while index < min(count, start + 60) {
      if base[index] == mark { return index > start + 1 ? index + 1 : nil }
      if base[index] == 0x20 || base[index] == base[start] { return nil }
      index += 1
    }
    return nil
  }

  private func isFormat(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x24, 0x2E, 0x2D, 0x2B, 0x2A, 0x27: true
    default: false
    }
  }

  /// One of sdifuxXgGeEcpoaA@.
  private func isConversion(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x73, 0x64, 0x69, 0x66, 0x75, 0x78, 0x58, 0x67, 0x47, 0x65, 0x45, 0x63, 0x70, 0x6F, 0x61, 0x41, 0x40:
      true
    default: false
    }
  }
}
