private import Foundation
private import Storage
public import Tokens

/// The text format of n-gram models that SRILM, KenLM and others share: `\data\`, the number of n-grams of
/// each order, then each n-gram on a line with log10 of its probability and backoff.
public enum ARPAFile {
  /// Writes `model`; numbers are as short as they can be and still be read back as they are.
  ///
  /// - Throws: `LanguageModelError` if the file cannot be written, or a spelling is empty or has a character
  ///   that separates fields.
  public static func write(
    _ model: NGramModel, spelling: (TokenID) -> String, to path: String
  ) throws(LanguageModelError) {
    let spellings = try Spellings(model, spelling)
    do throws(StorageError) {
      let file = try AtomicFile(path: path)
      var text: [UInt8] = []
      text.reserveCapacity(1 << 20)
      text.append("\\data\\\n")
      for (index, order) in model.orders.enumerated() {
        text.append("ngram \(index + 1)=\(order.count)\n")
      }
      for (index, order) in model.orders.enumerated() {
        let length = index + 1
        let isHighest = length == model.orders.count
        text.append("\n\\\(length)-grams:\n")
        for gram in 0..<order.count {
          text.append("\(order.probabilities[gram])")
          for place in (gram * length)..<((gram + 1) * length) {
            text.append(UInt8(ascii: place == gram * length ? "\t" : " "))
            spellings.append(order.tokens[place], to: &text)
          }
          if !isHighest {
            text.append(UInt8(ascii: "\t"))
            text.append("\(order.backoffs[gram])")
          }
          text.append(UInt8(ascii: "\n"))
          if text.count > 1 << 20 { try flush(&text, to: file) }
        }
      }
      text.append("\n\\end\\\n")
      try flush(&text, to: file)
      try file.commit()
    } catch {
      throw LanguageModelError(.inputOutput, file: error.file, error.message, advice: error.advice)
    }
  }

  /// Reads a model and its vocabulary. Tokens are numbered in the order of the unigrams, behind the special
  /// tokens; n-grams that other tools left out between a longer and a shorter one are added, with the
  /// probability that backing off gives them.
  ///
  /// - Throws: `LanguageModelError` if the file cannot be read or is not an ARPA file.
  public static func read(_ path: String) throws(LanguageModelError) -> (NGramModel, VocabularyBuilder) {
    let file: MappedFile
    do throws(StorageError) {
      file = try MappedFile(path: path)
    } catch {
      throw LanguageModelError(.inputOutput, file: path, error.message, advice: error.advice)
    }
    var parser = ARPAParser(file)
    return try parser.parse()
  }

  private static func flush(_ text: inout [UInt8], to file: borrowing AtomicFile) throws(StorageError) {
    try text.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try file.write(UnsafeRawBufferPointer(buffer))
    }
    text.removeAll(keepingCapacity: true)
  }
}

/// The UTF-8 of the tokens of a model, each asked for once.
private struct Spellings {
  private var text: [UInt8] = []
  private var starts: [Int]

  init(_ model: NGramModel, _ spelling: (TokenID) -> String) throws(LanguageModelError) {
    var isUsed = [Bool](repeating: false, count: model.vocabularySize)
    for order in model.orders {
      for token in order.tokens {
        guard Int(token) < isUsed.count else {
          throw LanguageModelError(
            .unusableText, "The model has the token \(token); its vocabulary ends at \(isUsed.count - 1).",
            advice: "Use the vocabulary with which the model was made.")
        }
        isUsed[Int(token)] = true
      }
    }
    starts = [0]
    starts.reserveCapacity(isUsed.count + 1)
    for (token, isUsed) in isUsed.enumerated() {
      if isUsed {
        let spelling = Array(spelling(TokenID(token)).utf8)
        guard !spelling.isEmpty, !spelling.contains(where: { ARPAParser.isSeparator($0) }) else {
          throw LanguageModelError(
            .unusableText, "The token \(token) is empty or has a space, a tab, a line end or a NUL in it.",
            advice: "ARPA files cannot hold it: replace that character before the text is numbered.")
        }
        text += spelling
      }
      starts.append(text.count)
    }
  }

  @inline(__always)
  func append(_ token: TokenID, to result: inout [UInt8]) {
    result.append(contentsOf: text[starts[Int(token)]..<starts[Int(token) + 1]])
  }
}

extension [UInt8] {
  @inline(__always)
  fileprivate mutating func append(_ string: String) { append(contentsOf: string.utf8) }
}
