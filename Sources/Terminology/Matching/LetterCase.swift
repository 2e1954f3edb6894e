/// How many letters of a word are capitals.
struct LetterCase: Sendable {
  private(set) var capitalCount = 0
  private(set) var lowerCount = 0
  private(set) var startsWithCapital = false

  /// Adds a word in UTF-8; only the first cased letter of all words tells `startsWithCapital`.
  mutating func add(_ word: some Sequence<UInt8>) {
    for scalar in String(decoding: Array(word), as: UTF8.self).unicodeScalars {
      let isCapital: Bool
      let isLower: Bool
      if scalar.isASCII {
        isCapital = ("A"..."Z").contains(scalar)
        isLower = ("a"..."z").contains(scalar)
      } else {
        let properties = scalar.properties
        isCapital = properties.isUppercase || properties.generalCategory == .titlecaseLetter
        isLower = !isCapital && properties.isLowercase
      }
      if isCapital, capitalCount + lowerCount == 0 { startsWithCapital = true }
      if isCapital { capitalCount += 1 }
      if isLower { lowerCount += 1 }
    }
  }

  /// Two or more capitals and no other letters that have case.
  var isAllCapitals: Bool { capitalCount > 1 && lowerCount == 0 }
}
