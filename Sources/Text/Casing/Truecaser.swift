public import Storage

/// Gives each word the casing it has inside sentences, and puts capitals back into a translation.
///
/// Statistical, as Moses' truecaser (Koehn et al. 2007); the file is mapped, not parsed.
public struct Truecaser: Sendable {
  private let table: SpellingTable
  private let best: BorrowedArray<UInt32>
  private let known: BorrowedArray<UInt8>
  private let mapper: CaseMapper

  /// How often a word must be seen with capitals inside sentences before it gets them.
  private static let evidenceForCapitals: UInt8 = 3

  /// Opens what `TruecaserBuilder.write` wrote.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    let file = try SectionFile(path: path)
    table = try SpellingTable(file: file)
    best = BorrowedArray(try file.elements("TCBE", as: UInt32.self), owner: file)
    known = BorrowedArray(try file.elements("TCKN", as: UInt8.self), owner: file)
    mapper = CaseMapper(locale: String(decoding: try file.elements("TCLO", as: UInt8.self), as: UTF8.self))
    guard best.elements.count == table.count, known.elements.count == table.count else {
      throw StorageError(
        .damaged, file: path, "It is not a truecaser: its tables differ in length.",
        advice: "Install the model again, or train it again.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { table.isDamaged }

  /// The number of casings known.
  public var count: Int { table.count }

  /// The most frequent casing of `word` (without joiner marks), or nil for an unknown word.
  public func bestCasing(of word: String) -> String? {
    guard let index = table.find(word) ?? table.find(mapper.lowercase(word)) else { return nil }
    return table.utf8(Int(best.elements[index])).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The tokens in their usual casing, and how the sentence was cased.
  ///
  /// Unknown words stay as they are, but are lowered in a sentence of capitals. Lower-case words get
  /// capitals only on good evidence (`paraguay`), since many capitals come from headings.
  public func truecase(_ tokens: [String]) -> TruecasedSentence {
    let shapes = tokens.map { WordShape($0) }
    let cased = shapes.filter(\.isCased)
    if cased.contains(where: { $0.letterCount > 1 }), cased.allSatisfy(\.isAllUpper) {
      let lowered = shapes.map { shape in
        shape.isCased ? rewrite(shape, bestCasing(of: String(shape.core)) ?? lower(shape)) : join(shape)
      }
      // `OMS` alone is written so anyway.
      if lowered != tokens { return TruecasedSentence(tokens: lowered, pattern: .allCaps) }
      return TruecasedSentence(tokens: tokens, pattern: .sentence)
    }
    let longWords = cased.filter { $0.letterCount > 3 }
    if longWords.count > 2, longWords.allSatisfy(\.isInitialUpper) {
      let result = shapes.map { shape in
        shape.isCased ? rewrite(shape, bestCasing(of: String(shape.core))) : join(shape)
      }
      let changed = zip(result, tokens).filter { $0 != $1 }.count
      if changed > 1 { return TruecasedSentence(tokens: result, pattern: .title) }
    }
    var result: [String] = []
    result.reserveCapacity(tokens.count)
    var isStart = true
    for (token, shape) in zip(tokens, shapes) {
      var output = token
      if shape.isCased { output = rewrite(shape, usualCasing(of: shape, isStart: isStart)) }
      if shape.endsSentence { isStart = true } else if !shape.isOpening { isStart = false }
      result.append(output)
    }
    let first = shapes.first { $0.isCased || $0.startsWithDigit }
    let isSentence = first.map { $0.isInitialUpper || $0.startsWithDigit } ?? false
    return TruecasedSentence(tokens: result, pattern: isSentence ? .sentence : .lower)
  }

  /// Puts the capitals of `pattern` on a translation, by the rules of the ICU locale `locale`.
  ///
  /// A sentence gets a capital on its first word and after `. ? !`; words in front of which only marks,
  /// joiners or glottal apostrophes stand count as first. A number at the start takes the capital's place.
  public static func restore(_ tokens: [String], pattern: CasePattern, locale: String) -> [String] {
    switch pattern {
    case .lower: return tokens
    case .allCaps:
      let mapper = CaseMapper(locale: locale)
      return tokens.map { mapper.uppercase($0) }
    case .title:
      let mapper = CaseMapper(locale: locale)
      var isFirst = true
      return tokens.map { token in
        let shape = WordShape(token)
        guard shape.isCased else { return token }
        defer { isFirst = false }
        // Pieces glued on the left continue a word.
        return isFirst || (shape.letterCount > 3 && shape.prefix.isEmpty)
          ? mapper.capitalize(token) : token
      }
    case .sentence:
      return restoreSentence(tokens, CaseMapper(locale: locale))
    }
  }

  public func restore(_ tokens: [String], pattern: CasePattern, locale: String) -> [String] {
    Self.restore(tokens, pattern: pattern, locale: locale)
  }

  private static func restoreSentence(_ tokens: [String], _ mapper: CaseMapper) -> [String] {
    var result = tokens
    var isStart = true
    /// Whether a full stop here would end an initial or a number rather than a sentence.
    var previousIsShort = false
    var previousIsGlued = false
    for index in tokens.indices {
      let shape = WordShape(tokens[index])
      if shape.endsSentence {
        isStart =
          shape.core.unicodeScalars.allSatisfy {
            switch $0 {
            case "?", "!", "‼", "⁇", "⁈", "⁉", "؟", "。", "！", "？": true
            case ".", "۔": shape.core.unicodeScalars.count == 1 && !previousIsShort
            default: false
            }
          } && shape.suffix.isEmpty
      } else if !shape.isOpening {
        let isGlued = !shape.prefix.isEmpty || previousIsGlued
        // A word glued to `.` continues a name such as `example.org`, unless it opens the sentence.
        if isStart, shape.isCased, !shape.startsWithDigit,
          !isGlued || index == 0 || startsAfterMarks(tokens, index)
        {
          result[index] = mapper.capitalize(tokens[index])
        }
        isStart = false
        previousIsShort = shape.letterCount <= 1 || shape.core.contains(".")
      }
      previousIsGlued = !shape.suffix.isEmpty
    }
    return result
  }

  /// Whether the word at `index` is glued only to opening marks (`¿￭ qué`), not to a full stop.
  private static func startsAfterMarks(_ tokens: [String], _ index: Int) -> Bool {
    guard index > 0 else { return true }
    return WordShape(tokens[index - 1]).isOpening
  }

  /// The casing that `shape` should have in a sentence of mixed case, or nil to leave it.
  private func usualCasing(of shape: WordShape, isStart: Bool) -> String? {
    let word = String(shape.core)
    let own = table.find(word)
    if let own, known.elements[own] > 0, !isStart || shape.upperCount == 0 { return nil }
    guard let index = own ?? table.find(mapper.lowercase(word)) else { return nil }
    let form = Int(best.elements[index])
    guard form < known.elements.count, form != own else { return nil }
    let evidence: UInt8 = shape.upperCount == 0 ? Self.evidenceForCapitals : isStart ? 0 : 1
    return known.elements[form] >= evidence ? table[form] : nil
  }

  private func lower(_ shape: WordShape) -> String { mapper.lowercase(String(shape.core)) }

  private func rewrite(_ shape: WordShape, _ core: String?) -> String {
    guard let core else { return join(shape) }
    return shape.prefix + core + shape.suffix
  }

  private func join(_ shape: WordShape) -> String {
    String(shape.prefix + shape.core + shape.suffix)
  }
}

/// Part of a mapped file that lives as long as this value.
///
/// Unchecked: the file is mapped to be read, and never changes.
struct BorrowedArray<Element: BitwiseCopyable>: @unchecked Sendable {
  private let owner: SectionFile
  let elements: UnsafeBufferPointer<Element>

  init(_ elements: UnsafeBufferPointer<Element>, owner: SectionFile) {
    self.owner = owner
    self.elements = elements
  }

  var isDamaged: Bool { owner.isDamaged }
}
