private import Foundation
internal import Storage
internal import Tokens

/// Reads an ARPA file line by line.
struct ARPAParser: ~Copyable {
  private let file: MappedFile
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  /// The number of the current line, from 1.
  private var line = 0
  private var current = 0..<0
  private var vocabulary = VocabularyBuilder()

  init(_ file: MappedFile) {
    self.file = file
    bytes = file.bytes
  }

  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0 || byte == 9 || byte == 10 || byte == 13 || byte == 32
  }

  mutating func parse() throws(LanguageModelError) -> (NGramModel, VocabularyBuilder) {
    let counts = try parseCounts()
    var orders: [NGramModel.Order] = []
    for index in counts.indices {
      if index == 0 {
        orders.append(try parseUnigrams(count: counts[0]))
      } else {
        orders.append(
          try parseOrder(length: index + 1, count: counts[index], isHighest: index == counts.count - 1))
      }
    }
    guard currentEquals("\\end\\") else { throw damaged("\\end\\ is missing.") }
    var model = NGramModel(orders: orders, vocabularySize: vocabulary.count)
    for index in counts.indices { try model.sort(index, file: file.path) }
    try model.complete(file: file.path)
    return (model, vocabulary)
  }

  /// Reads up to the headline of the unigrams.
  private mutating func parseCounts() throws(LanguageModelError) -> [Int] {
    guard nextFilledLine() else { throw damaged("The file is empty.") }
    guard currentEquals("\\data\\") else { throw damaged("It does not start with \\data\\.") }
    var counts: [Int] = []
    while nextFilledLine() {
      let text = String(decoding: bytes[current], as: UTF8.self)
      guard text.hasPrefix("ngram ") else { break }
      let fields = text.dropFirst(6).split(separator: "=", maxSplits: 1)
      guard fields.count == 2,
        let order = Int(fields[0].trimmingCharacters(in: .whitespaces)), order == counts.count + 1,
        let count = Int(fields[1].trimmingCharacters(in: .whitespaces)), count >= 0
      else { throw damaged("ngram \(counts.count + 1)=… was expected.") }
      // An n-gram takes four bytes or more: a number, a separator, a token, a line end.
      guard count <= bytes.count / 4 else { throw damaged("The file is too short for \(count) n-grams.") }
      counts.append(count)
    }
    guard !counts.isEmpty else { throw damaged("It does not say how many n-grams it has.") }
    guard counts.count <= LanguageModelState.maximumOrder else {
      throw damaged("It has order \(counts.count); \(LanguageModelState.maximumOrder) is the limit.")
    }
    return counts
  }

  private mutating func parseUnigrams(count: Int) throws(LanguageModelError) -> NGramModel.Order {
    guard currentEquals("\\1-grams:") else { throw damaged("\\1-grams: was expected.") }
    var order = NGramModel.Order()
    var isSeen = [Bool](repeating: false, count: SpecialToken.count)
    while nextFilledLine(), bytes[current.lowerBound] != UInt8(ascii: "\\") {
      order.probabilities.append(try parseProbability())
      guard let field = nextField() else { throw damaged("The line has no token.") }
      let before = vocabulary.count
      let token = isUnknown(field) ? SpecialToken.unknown : vocabulary.insert(bytes.slice(field))
      if vocabulary.count == before {
        guard Int(token) < isSeen.count, !isSeen[Int(token)] else {
          throw damaged("The token is there twice.")
        }
        isSeen[Int(token)] = true
      }
      order.tokens.append(token)
      order.backoffs.append(try parseBackoff())
    }
    try checkCount(order, count, length: 1)
    if !isSeen[Int(SpecialToken.unknown)] {
      // As KenLM does where a model has no <unk>.
      order.tokens.append(SpecialToken.unknown)
      order.probabilities.append(-100)
      order.backoffs.append(0)
    }
    return order
  }

  private mutating func parseOrder(
    length: Int, count: Int, isHighest: Bool
  ) throws(LanguageModelError) -> NGramModel.Order {
    guard currentEquals("\\\(length)-grams:") else { throw damaged("\\\(length)-grams: was expected.") }
    var order = NGramModel.Order()
    order.tokens.reserveCapacity(count * length)
    order.probabilities.reserveCapacity(count)
    order.backoffs.reserveCapacity(count)
    let size = vocabulary.count
    while nextFilledLine(), bytes[current.lowerBound] != UInt8(ascii: "\\") {
      order.probabilities.append(try parseProbability())
      for _ in 0..<length {
        guard let field = nextField() else { throw damaged("The line has fewer than \(length) tokens.") }
        let token = isUnknown(field) ? SpecialToken.unknown : vocabulary.insert(bytes.slice(field))
        guard Int(token) < size else {
          throw damaged("\"\(String(decoding: bytes[field], as: UTF8.self))\" is not among the unigrams.")
        }
        order.tokens.append(token)
      }
      order.backoffs.append(isHighest ? 0 : try parseBackoff())
    }
    try checkCount(order, count, length: length)
    return order
  }

  private func checkCount(_ order: NGramModel.Order, _ count: Int, length: Int) throws(LanguageModelError) {
    guard order.count == count else {
      throw damaged(
        "\(order.count) n-grams of length \(length) were found; the head of the file says \(count).")
    }
  }

  private mutating func parseProbability() throws(LanguageModelError) -> Float {
    guard let field = nextField(), let value = ARPANumber.parse(bytes.slice(field)) else {
      throw damaged("The line does not start with a number.")
    }
    guard value <= 0 else { throw damaged("The probability is above 1: its logarithm is \(value).") }
    return max(value, -1000)
  }

  private mutating func parseBackoff() throws(LanguageModelError) -> Float {
    guard let field = nextField() else { return 0 }
    guard let value = ARPANumber.parse(bytes.slice(field)), abs(value) < 1e9 else {
      throw damaged("The backoff is not a number.")
    }
    return value
  }

  private func isUnknown(_ field: Range<Int>) -> Bool {
    // SRILM writes <unk>, some others <UNK>.
    field.count == 5 && bytes[field].elementsEqual("<UNK>".utf8)
  }

  // MARK: Lines

  /// Goes to the next line that is not blank; false at the end of the file.
  private mutating func nextFilledLine() -> Bool {
    while offset < bytes.count {
      line += 1
      let start = offset
      var end = start
      if let found = memchr(bytes.baseAddress! + start, 10, bytes.count - start) {
        end = bytes.baseAddress!.distance(to: UnsafeRawPointer(found))
        offset = end + 1
      } else {
        end = bytes.count
        offset = end
      }
      var first = start
      while first < end, Self.isSeparator(bytes[first]) { first += 1 }
      while end > first, Self.isSeparator(bytes[end - 1]) { end -= 1 }
      current = first..<end
      if !current.isEmpty { return true }
    }
    current = bytes.count..<bytes.count
    return false
  }

  /// Takes the next field of the current line.
  private mutating func nextField() -> Range<Int>? {
    var start = current.lowerBound
    let limit = current.upperBound
    while start < limit, Self.isSeparator(bytes[start]) { start &+= 1 }
    var end = start
    while end < limit, !Self.isSeparator(bytes[end]) { end &+= 1 }
    current = end..<limit
    return start == end ? nil : start..<end
  }

  private func currentEquals(_ text: String) -> Bool { bytes[current].elementsEqual(text.utf8) }

  private func damaged(_ message: String) -> LanguageModelError {
    LanguageModelError(
      .damagedFile, file: file.path, line: max(1, line), message,
      advice: "Check that the file is a complete ARPA file.")
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  fileprivate func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[range])
  }
}
