internal import Storage
internal import Text

/// The text layer of one language of a model: what training and translation both do to a sentence before
/// its tokens become numbers, and the way back.
final class TextPreparation: Sendable {
  let language: LanguageTag
  let processor: TextProcessor
  let casing: Truecaser?
  let subwords: SubwordModel?

  init(language: LanguageTag, processor: TextProcessor, casing: Truecaser?, subwords: SubwordModel?) {
    self.language = language
    self.processor = processor
    self.casing = casing
    self.subwords = subwords
  }

  /// Opens the files of a model directory.
  convenience init(
    language: LanguageTag, casing: String, subwords: String?
  ) throws(StorageError) {
    let processor: TextProcessor
    do {
      processor = try TextProcessor(language: language)
    } catch {
      throw StorageError(
        .damaged, file: casing, "The text layer for \(language) cannot start: \(error)",
        advice: "Check the installation of ICU (libicu).")
    }
    var pieces: SubwordModel?
    if let subwords { pieces = try SubwordModel(path: subwords) }
    self.init(
      language: language, processor: processor, casing: try Truecaser(path: casing), subwords: pieces)
  }

  /// Tells whether bytes of a file that could not be read have become zeros.
  var isDamaged: Bool { casing?.isDamaged == true || subwords?.isDamaged == true }

  /// A sentence as the model sees it.
  struct Prepared {
    var text: TokenizedText
    /// What the model sees, with joiner marks.
    var tokens: [String]
    /// For each of them, the index of the token of `text` that it is, or is a piece of.
    var origins: [Int]
    var casePattern: CasePattern
  }

  func prepare(_ sentence: String) -> Prepared {
    let text = processor.tokenize(sentence)
    var tokens = (0..<text.tokens.count).map { text.surface($0) }
    var pattern = CasePattern.lower
    if let casing {
      let truecased = casing.truecase(tokens)
      tokens = truecased.tokens
      pattern = truecased.pattern
    }
    guard let subwords else {
      return Prepared(text: text, tokens: tokens, origins: Array(tokens.indices), casePattern: pattern)
    }
    var pieces: [String] = []
    var origins: [Int] = []
    for (index, token) in tokens.enumerated() {
      let segments = text.tokens[index].kind.passesThrough ? [token] : subwords.segment(token)
      pieces.append(contentsOf: segments)
      origins.append(contentsOf: repeatElement(index, count: segments.count))
    }
    return Prepared(text: text, tokens: pieces, origins: origins, casePattern: pattern)
  }
}
