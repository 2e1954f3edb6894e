import ChasquiTestSupport
import Compute
import Foundation
import LanguageModeling
import Testing
import Tokens

@Suite struct ARPAFileTests {
  private let folder = TemporaryFolder()

  private func read(_ text: String) throws -> (NGramModel, VocabularyBuilder) {
    let path = folder.file("sample.arpa")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ARPAFile.read(path)
  }

  /// The message of the error that reading `text` gives.
  private func message(_ text: String) -> String? {
    do {
      _ = try read(text)
      return nil
    } catch let error as LanguageModelError {
      return error.description.replacing("\(folder.path)/", with: "")
    } catch {
      return "another error"
    }
  }

  private static let small = """
    \\data\\
    ngram 1=4
    ngram 2=3

    \\1-grams:
    -1.5\t<unk>\t0
    0\t<s>\t-0.25
    -0.5\t</s>\t0
    -0.75\tmombyry\t-0.125

    \\2-grams:
    -0.5\t<s> mombyry
    -0.25\tmombyry mombyry
    -0.125\tmombyry </s>

    \\end\\

    """

  @Test(arguments: [(1, []), (3, []), (5, [0, 0, 1])])
  func roundTrip(order: Int, pruning: [Int]) throws {
    let text = SampleText(sentences: 300, words: 40)
    let model = try KneserNeyEstimator(order: order, pruning: pruning, threads: 2)
      .estimate([text.corpus], vocabularySize: text.vocabulary.count)
    let path = folder.file("round.arpa")
    try ARPAFile.write(model, spelling: { text.vocabulary.spelling(of: $0) }, to: path)
    let (again, vocabulary) = try ARPAFile.read(path)
    #expect(again == model)
    for token in 0..<TokenID(vocabulary.count) {
      #expect(vocabulary.spelling(of: token) == text.vocabulary.spelling(of: token))
    }
  }

  @Test func readsWhatOthersWrite() throws {
    // Other order of lines, spaces for tabs, line ends of Windows, no backoffs of 0, no <unk>, -99 for <s>.
    let (model, vocabulary) = try read(
      "\r\n\\data\\\r\nngram 1 = 3\r\nngram 2=2\r\n\r\n"
        + "\\1-grams:\r\n-0.5 ko\r\n-99 <s> -1e-1\r\n-1.25E0\t</s>\r\n"
        + "\r\n\\2-grams:\r\n-.5\tko </s>\r\n-0.30103 <s> ko\r\n\r\n\\end\\")
    #expect(vocabulary.count == 4)
    #expect(model.orders[0].tokens == [0, 1, 2, 3])
    #expect(model.orders[0].probabilities == [-100, -99, -1.25, -0.5])
    #expect(model.orders[0].backoffs == [0, -0.1, 0, 0])
    #expect(model.orders[1].tokens == [1, 3, 3, 2])
    #expect(model.orders[1].probabilities == [-0.30103, -0.5])
  }

  @Test func addsWhatPruningTookFromTheMiddle() throws {
    let (model, vocabulary) = try read(
      """
      \\data\\
      ngram 1=5
      ngram 2=1
      ngram 3=1

      \\1-grams:
      -2\t<unk>
      -99\t<s>\t-0.5
      -1\t</s>
      -1.5\ta\t-0.25
      -1.75\tb\t-0.125

      \\2-grams:
      -0.5\t<s> a\t-0.0625

      \\3-grams:
      -0.375\t<s> a b

      \\end\\
      """)
    let (a, b) = (vocabulary.id(of: "a")!, vocabulary.id(of: "b")!)
    #expect(model.orders[1].tokens == [1, a, a, b])
    #expect(model.orders[1].probabilities == [-0.5, -0.25 - 1.75])
    let path = folder.file("completed.lm")
    try LanguageModelWriter.write(model, to: path)
    let opened = try LanguageModel(path: path)
    #expect(abs(opened.logProbability(sentence: [a, b]) - (-0.5 - 0.375 - 0.125 - 1)) < 1e-6)
  }

  @Test func errorsSayWhereAndWhat() {
    #expect(
      message("") == "sample.arpa, line 1: The file is empty. Check that the file is a complete ARPA file.")
    let cases = [
      ("ngram 1=4", "ngram 1=5", "line 11: 4 n-grams of length 1 were found; the head of the file says 5."),
      ("ngram 1=4", "ngram 1=99999999999", "line 2: The file is too short for 99999999999 n-grams."),
      ("ngram 2=3", "ngram 3=3", "line 3: ngram 2=… was expected."),
      ("-0.5\t</s>", "0.5\t</s>", "line 8: The probability is above 1: its logarithm is 0.5."),
      ("-0.5\t</s>", "nan\t</s>", "line 8: The line does not start with a number."),
      ("mombyry\t-0.125", "<s>\t-0.125", "line 9: The token is there twice."),
      ("<s> mombyry", "<s> mbyry", "line 12: \"mbyry\" is not among the unigrams."),
      ("<s> mombyry", "<s>", "line 12: The line has fewer than 2 tokens."),
      ("mombyry </s>", "mombyry mombyry", "It has an n-gram of length 2 twice."),
      ("\\2-grams:", "\\3-grams:", "line 11: \\2-grams: was expected."),
      ("\\end\\", "", "line 16: \\end\\ is missing."),
      ("\\data\\", "data", "line 1: It does not start with \\data\\."),
    ]
    for (old, new, expected) in cases {
      let found = message(Self.small.replacing(old, with: new, maxReplacements: 1))
      #expect(found?.contains(expected) == true, "\(new): \(found ?? "no error")")
    }
    #expect(throws: LanguageModelError.self) { try ARPAFile.read(folder.file("missing")) }
    #expect(throws: LanguageModelError.self) { try ARPAFile.read(folder.path) }
  }

  @Test func spellingsThatTheFormatCannotHoldAreRefused() throws {
    let (model, _) = try read(Self.small)
    for spelling in ["", "a b", "a\tb", "a\nb", "a\0b"] {
      #expect(throws: LanguageModelError.self) {
        try ARPAFile.write(model, spelling: { _ in spelling }, to: folder.file("refused"))
      }
    }
  }

  @Test func damagedFilesNeverTrap() throws {
    let bytes = Array(Self.small.utf8)
    let path = folder.file("damaged.arpa")
    var random = RandomSource(seed: 3)
    for round in 0..<3000 {
      var damaged = bytes
      if round < bytes.count { damaged.removeLast(round) }
      if round >= bytes.count / 2 {
        for _ in 0..<(1 + random.next(below: 3)) where !damaged.isEmpty {
          let place = random.next(below: damaged.count)
          switch random.next(below: 3) {
          case 0: damaged[place] ^= UInt8(1 << random.next(below: 8))
          case 1: damaged.remove(at: place)
          default: damaged.insert([0, 9, 10, 32, 45, 92, 255][random.next(below: 7)], at: place)
          }
        }
      }
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      guard let (model, _) = try? ARPAFile.read(path), round % 10 == 0 else { continue }
      try LanguageModelWriter.write(model, to: folder.file("damaged.lm"))
      _ = try LanguageModel(path: folder.file("damaged.lm")).logProbability(sentence: [3, 3, 4, 0, 5])
    }
  }

  @Test func truncationsAreErrors() throws {
    let bytes = Array(Self.small.utf8)
    for length in 0..<(bytes.count - 6) {
      #expect(throws: LanguageModelError.self) {
        try read(String(decoding: bytes.prefix(length), as: UTF8.self))
      }
    }
  }
}
