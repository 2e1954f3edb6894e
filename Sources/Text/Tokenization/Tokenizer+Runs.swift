extension Tokenizer {
  /// A number with its inner separators and its ordinal sign: 1,234.56, 26/09/2021, 2021-09-26, 10:30, 1.º.
  func numberEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int {
    var index = start
    while index < count {
      let (value, width) = UTF8Bytes.decode(base, index)
      if table.scalarClass(value) == .digit {
        index += width
      } else if isSeparator(base[index]), isDigit(base, count, index + 1) {
        index += 1
      } else {
        break
      }
    }
    if index - start == 4, let end = dateEnd(base, count, from: index) { return end }
    // Keycap emoji are a digit and two marks.
    while index < count, [0xFE0F, 0x20E3].contains(UTF8Bytes.decode(base, index).value) {
      index += UTF8Bytes.decode(base, index).width
    }
    let sign = index < count && base[index] == 0x2E ? index + 1 : index
    if sign + 1 < count, base[sign] == 0xC2, base[sign + 1] == 0xBA || base[sign + 1] == 0xAA {
      return sign + 2
    }
    return index
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x2E || byte == 0x2F || byte == 0x3A
  }

  private func isDigit(_ base: UnsafePointer<UInt8>, _ count: Int, _ index: Int) -> Bool {
    index < count && table.scalarClass(UTF8Bytes.decode(base, index).value) == .digit
  }

  /// The end of `-09-26` behind a year.
  private func dateEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int? {
    let end = start + 6
    guard end <= count, base[start] == 0x2D, base[start + 3] == 0x2D, !isDigit(base, count, end) else {
      return nil
    }
    for offset in [1, 2, 4, 5] where !(0x30...0x39).contains(base[start + offset]) { return nil }
    return end
  }

  /// Single letters with dots between them, a capital first: `U.S`, `O.N.U`, `N.º`. The dot behind the last one stays
  /// outside, for at the end of a sentence it closes that, too.
  ///
  /// - Parameter word: the word that ends before the first dot.
  @inline(__always)
  func initialsEnd(_ base: UnsafePointer<UInt8>, _ count: Int, _ word: Range<Int>) -> Int {
    guard word.upperBound + 1 < count, base[word.upperBound] == 0x2E, word.count <= 4,
      case (let first, let width) = UTF8Bytes.decode(base, word.lowerBound), width == word.count,
      Unicode.Scalar(first)?.properties.isUppercase == true
    else { return word.upperBound }
    var end = word.upperBound
    while end + 1 < count, base[end] == 0x2E {
      let (letter, width) = UTF8Bytes.decode(base, end + 1)
      guard table.scalarClass(letter) == .letter else { break }
      let next = end + 1 + width
      if next < count {
        switch table.scalarClass(UTF8Bytes.decode(base, next).value) {
        case .letter, .digit, .apostrophe: return end
        default: break
        }
      }
      end = next
    }
    return end
  }

  /// A run of characters of one class.
  func runEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, of kind: ScalarClass) -> Int {
    var index = start
    while index < count {
      let (value, width) = UTF8Bytes.decode(base, index)
      guard table.scalarClass(value) == kind else { break }
      index += width
    }
    return index
  }

  /// A run of one and the same mark: `...`, `--`, `!!!`. Quotation marks stand for themselves.
  func repetitionEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, _ width: Int) -> Int {
    var end = start + width
    if base[start] == 0x22 || base[start] == 0x27 { return end }
    while end + width <= count, (0..<width).allSatisfy({ base[end + $0] == base[start + $0] }) {
      end += width
    }
    return end
  }

  /// An emoji with its variation, skin tone, keycap and joined parts; two regional letters are one flag.
  func pictographEnd(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int {
    let (first, width) = UTF8Bytes.decode(base, start)
    var index = start + width
    if (0x1F1E6...0x1F1FF).contains(first) {
      guard index < count else { return index }
      let (second, width) = UTF8Bytes.decode(base, index)
      return (0x1F1E6...0x1F1FF).contains(second) ? index + width : index
    }
    while index < count {
      let (value, width) = UTF8Bytes.decode(base, index)
      switch value {
      case 0xFE0E, 0xFE0F, 0x20E3, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: index += width
      case 0x200D:
        let after = index + width
        guard after < count, table.scalarClass(UTF8Bytes.decode(base, after).value) == .pictograph else {
          return index
        }
        index = after + UTF8Bytes.decode(base, after).width
      default: return index
      }
    }
    return index
  }
}
