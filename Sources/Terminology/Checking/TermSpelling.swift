internal import Text

/// What can be wrong with the characters of a term, whatever it means.
enum TermSpelling {
  /// Odd spaces and invisible characters, each as a sentence without its end.
  static func spacing(of text: String, _ language: LanguageTag) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var problems: [String] = []
    func add(_ problem: String) { if !problems.contains(problem) { problems.append(problem) } }
    let isFrench = language.code == "fra"
    for (index, scalar) in scalars.enumerated() {
      let previous = index > 0 ? scalars[index - 1] : nil
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar.isSpace {
        if index == 0 { add("begins with a space") }
        if next == nil { add("ends with a space") }
        if let previous, previous.isSpace { add("has two spaces in a row") }
        if scalar.isUnbreakable, !(isFrench && scalar.standsAtFrenchMark(previous, next)) {
          add("has a no-break space (\(scalar.code))")
        }
        if let next, next.isClosingMark, !(isFrench && next.isFrenchSpacedMark) {
          // `.NET` and the like begin a word.
          let behind = index + 2 < scalars.count ? scalars[index + 2] : nil
          if behind == nil || behind!.isSpace || behind!.isClosingMark { add("has a space before «\(next)»") }
        }
        if let previous, "([{¿¡".unicodeScalars.contains(previous) { add("has a space after «\(previous)»") }
      } else if scalar.isInvisible {
        add("has an invisible character (\(scalar.code))")
      }
    }
    return problems
  }

  /// The first bracket or quotation mark without a partner; nil if all have one.
  static func unbalancedMark(of text: String) -> Unicode.Scalar? {
    let partners: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "}": "{", "»": "«"]
    var open: [Unicode.Scalar] = []
    var quote: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", "[", "{", "«": open.append(scalar)
      case ")", "]", "}", "»": if open.popLast() != partners[scalar] { return scalar }
      // “English” and „German“ differ in which mark opens; every second one closes.
      case "\"", "“", "”", "„": quote = quote == nil ? scalar : nil
      default: break
      }
    }
    return open.last ?? quote
  }

  /// The first letter that looks like a Latin one and is not, in a word that has Latin letters as well; and
  /// the letter that it looks like.
  static func lookAlike(of text: String) -> (letter: Unicode.Scalar, latin: Character)? {
    var found: (Unicode.Scalar, Character)?
    var hasLatin = false
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark else {
        if let found, hasLatin { return found }
        (found, hasLatin) = (nil, false)
        continue
      }
      if let latin = lookAlikes[scalar] {
        if found == nil { found = (scalar, latin) }
      } else if scalar.isLatin {
        hasLatin = true
      }
    }
    return hasLatin ? found : nil
  }

  static func hasLetters(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic }
  }

  /// Letters of Cyrillic and Greek that many fonts draw as they draw Latin ones (Unicode UTS 39, confusables).
  private static let lookAlikes: [Unicode.Scalar: Character] = {
    let pairs = [
      ("АВЕКМНОРСТУХЅІЈԚԜаеорсухѕіјԛԝһԁ", "ABEKMHOPCTYXSIJQWaeopcyxsijqwhd"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοικρυχ", "ABEZHIKMNOPTYXavoikpux"),
    ]
    var result: [Unicode.Scalar: Character] = [:]
    for (letters, latin) in pairs {
      for (letter, like) in zip(letters.unicodeScalars, latin) { result[letter] = like }
    }
    return result
  }()
}

extension Unicode.Scalar {
  fileprivate var isSpace: Bool { properties.isWhitespace }

  fileprivate var isUnbreakable: Bool { [0xA0, 0x2007, 0x202F].contains(value) }

  /// Controls, zero-width and direction marks, soft hyphens, the byte order mark.
  fileprivate var isInvisible: Bool {
    let category = properties.generalCategory
    return category == .control || category == .format
  }

  fileprivate var isClosingMark: Bool { ",.;:!?)]}»".unicodeScalars.contains(self) }

  /// French writes these with a space before them.
  fileprivate var isFrenchSpacedMark: Bool { ";:!?»%".unicodeScalars.contains(self) }

  fileprivate func standsAtFrenchMark(_ previous: Unicode.Scalar?, _ next: Unicode.Scalar?) -> Bool {
    previous == "«" || next?.isFrenchSpacedMark == true
  }

  fileprivate var isLatin: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x24F, 0x1E00...0x1EFF, 0xA720...0xA7FF: true
    default: false
    }
  }

  fileprivate var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
