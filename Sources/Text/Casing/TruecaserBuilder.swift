public import Storage

/// Learns a `Truecaser` from tokenized text, as Moses' `train-truecaser` does (Koehn et al. 2007).
///
/// For each word, its casings are counted where they say something: not at the start of a sentence, nor
/// after `. : ? !` and opening marks, nor in lines that are all capitals. A lower-case word says something
/// wherever it stands. Words seen only at sentence starts are taken for lower case: in most corpora nine out
/// of ten, seen inside a sentence later, are (dictionaries hold thousands of them).
public struct TruecaserBuilder: Sendable {
  /// Per form (a distinct token without joiner marks): its spelling, the number of its lower-case key,
  /// what it looks like, and how often it was seen inside sentences and at their starts.
  private var spellings: [String] = []
  private var keys: [UInt32] = []
  private var shapes: [UInt8] = []
  private var inner: [UInt64] = []
  private var initial: [UInt64] = []
  private var keyNumbers: [String: UInt32] = [:]
  private var formNumbers: [String: UInt32] = [:]
  private var keySpellings: [String] = []
  private let mapper: CaseMapper

  private static let ends: UInt8 = 1
  private static let opens: UInt8 = 2
  private static let cased: UInt8 = 4
  private static let initialUpper: UInt8 = 8
  private static let allUpper: UInt8 = 16

  /// - Parameter locale: the ICU locale whose rules make words lower case, such as `es`.
  public init(locale: String) { mapper = CaseMapper(locale: locale) }

  /// Counts one sentence. For a corpus of numbered tokens the other method is much faster.
  public mutating func add(sentence: some Collection<String>) {
    let tokens = sentence.map { form(of: $0) }
    tokens.withUnsafeBufferPointer { count($0) }
  }

  /// Counts a corpus of token numbers: sentence `i` is `tokens[offsets[i]..<offsets[i + 1]]`.
  ///
  /// Each distinct number is spelled once. Offsets that do not fit `tokens` end the corpus.
  public mutating func add(tokens: [UInt32], offsets: [UInt32], spelling: (UInt32) -> String) {
    guard let largest = tokens.max() else { return }
    var isUsed = [Bool](repeating: false, count: Int(largest) + 1)
    for token in tokens { isUsed[Int(token)] = true }
    var forms = [UInt32](repeating: 0, count: Int(largest) + 1)
    for token in 0...Int(largest) where isUsed[token] { forms[token] = form(of: spelling(UInt32(token))) }
    let translated = tokens.map { forms[Int($0)] }
    translated.withUnsafeBufferPointer { buffer in
      for index in offsets.indices.dropLast() {
        let start = Int(offsets[index])
        let end = Int(offsets[index + 1])
        guard start <= end, end <= buffer.count else { return }
        count(UnsafeBufferPointer(rebasing: buffer[start..<end]))
      }
    }
  }

  /// Trains on a corpus of token numbers.
  public static func train(
    tokens: [UInt32], offsets: [UInt32], locale: String, spelling: (UInt32) -> String
  ) -> TruecaserBuilder {
    var builder = TruecaserBuilder(locale: locale)
    builder.add(tokens: tokens, offsets: offsets, spelling: spelling)
    return builder
  }

  /// Writes the section file that `Truecaser(path:)` opens.
  public func write(to path: String) throws(StorageError) {
    var best = [UInt32](repeating: .max, count: keySpellings.count)
    for form in spellings.indices where isCased(form) {
      let key = Int(keys[form])
      if best[key] == .max || precedes(form, Int(best[key])) { best[key] = UInt32(form) }
    }
    // Forms first, then the keys that are not forms themselves.
    var written: [String] = []
    var numbers = [UInt32](repeating: .max, count: spellings.count)
    var owners: [UInt32] = []
    var known: [UInt8] = []
    for form in spellings.indices where isCased(form) {
      numbers[form] = UInt32(written.count)
      written.append(spellings[form])
      owners.append(keys[form])
      known.append(UInt8(min(inner[form], 255)))
    }
    var usual = best.map { $0 == .max ? UInt32.max : numbers[Int($0)] }
    for key in keySpellings.indices where best[key] != .max && formNumbers[keySpellings[key]] == nil {
      let form = Int(best[key])
      if inner[form] == 0, shapes[form] & Self.allUpper == 0 { usual[key] = UInt32(written.count) }
      written.append(keySpellings[key])
      owners.append(UInt32(key))
      known.append(0)
    }
    var writer = try SectionWriter(path: path)
    try SpellingTable.append(written, to: &writer)
    try writer.append("TCBE", owners.map { usual[Int($0)] })
    try writer.append("TCKN", known)
    try writer.append("TCLO", Array(mapper.locale.utf8))
    try writer.commit()
  }

  private func isCased(_ form: Int) -> Bool { shapes[form] & Self.cased != 0 }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    if inner[a] != inner[b] { return inner[a] > inner[b] }
    if initial[a] != initial[b] { return initial[a] > initial[b] }
    // Lower case wins ties: it is the safer guess for a sentence start.
    let aUpper = shapes[a] & (Self.initialUpper | Self.allUpper)
    let bUpper = shapes[b] & (Self.initialUpper | Self.allUpper)
    if aUpper != bUpper { return aUpper < bUpper }
    return spellings[a].utf8.lexicographicallyPrecedes(spellings[b].utf8)
  }

  /// The number of a token's spelling without its joiner marks.
  private mutating func form(of token: String) -> UInt32 {
    let shape = WordShape(token)
    let core = String(shape.core)
    if let known = formNumbers[core] { return known }
    let key = mapper.lowercase(core)
    let keyNumber: UInt32
    if let known = keyNumbers[key] {
      keyNumber = known
    } else {
      keyNumber = UInt32(keySpellings.count)
      keyNumbers[key] = keyNumber
      keySpellings.append(key)
    }
    let number = UInt32(spellings.count)
    formNumbers[core] = number
    spellings.append(core)
    keys.append(keyNumber)
    inner.append(0)
    initial.append(0)
    var flags: UInt8 = 0
    if shape.endsSentence { flags |= Self.ends }
    if shape.isOpening { flags |= Self.opens }
    if shape.isCased { flags |= Self.cased }
    if shape.isInitialUpper { flags |= Self.initialUpper }
    if shape.isAllUpper && shape.letterCount > 1 { flags |= Self.allUpper }
    shapes.append(flags)
    return number
  }

  private mutating func count(_ sentence: UnsafeBufferPointer<UInt32>) {
    var casedCount = 0
    var allUpperCount = 0
    for form in sentence {
      let flags = shapes[Int(form)]
      if flags & Self.cased != 0 { casedCount &+= 1 }
      if flags & Self.allUpper != 0 { allUpperCount &+= 1 }
    }
    if casedCount > 1 && allUpperCount == casedCount { return }
    var isStart = true
    for form in sentence {
      let index = Int(form)
      let flags = shapes[index]
      if flags & Self.ends != 0 {
        isStart = true
      } else if flags & Self.opens == 0 {
        if isStart && flags & Self.initialUpper != 0 {
          initial[index] &+= 1
        } else {
          inner[index] &+= 1
        }
        isStart = false
      }
    }
  }
}
