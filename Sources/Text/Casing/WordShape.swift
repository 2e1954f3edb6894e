/// How a token looks to the truecaser.
struct WordShape {
  /// The joiner marks before and after, and the word between them.
  let prefix: Substring
  let core: Substring
  let suffix: Substring
  private(set) var letterCount = 0
  private(set) var upperCount = 0
  private(set) var isInitialUpper = false
  private(set) var startsWithDigit = false
  /// A mark after which a sentence starts (`. : ? !`), alone in its token.
  let endsSentence: Bool
  /// A mark that may stand between the start of a sentence and its first word.
  let isOpening: Bool

  static let joiner: Unicode.Scalar = "\u{FFED}"

  init(_ token: String) {
    let scalars = token.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    while start < end, scalars[start] == Self.joiner { start = scalars.index(after: start) }
    while start < end, scalars[scalars.index(before: end)] == Self.joiner {
      end = scalars.index(before: end)
    }
    prefix = token[..<start]
    core = token[start..<end]
    suffix = token[end...]
    var isFirst = true
    var hasWordScalar = false
    var isEnd = start < end
    for scalar in core.unicodeScalars {
      switch scalar {
      case ".", ":", "?", "!", "…", "‼", "⁇", "⁈", "⁉", "؟", "۔", "。", "！", "？": break
      default: isEnd = false
      }
      if CaseMapper.isSkipped(scalar) { continue }
      hasWordScalar = true
      let value = scalar.value
      let isUpper: Bool
      let isLower: Bool
      if value < 0x80 {
        isUpper = value >= 0x41 && value <= 0x5A
        isLower = value >= 0x61 && value <= 0x7A
        if isFirst, value >= 0x30, value <= 0x39 { startsWithDigit = true }
      } else {
        let properties = scalar.properties
        isUpper = properties.isUppercase || properties.generalCategory == .titlecaseLetter
        isLower = properties.isLowercase
        if isFirst, properties.numericType != nil { startsWithDigit = true }
      }
      if isUpper || isLower { letterCount += 1 }
      if isUpper { upperCount += 1 }
      if isFirst { isInitialUpper = isUpper }
      isFirst = false
    }
    endsSentence = isEnd
    isOpening = !hasWordScalar && !isEnd
  }

  /// Whether the token has letters that differ by case.
  var isCased: Bool { letterCount > 0 }
  var isAllUpper: Bool { letterCount > 0 && upperCount == letterCount }
}
