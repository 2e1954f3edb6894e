import ChasquiTestSupport
import Testing
import Tokens

@Suite struct VocabularyTests {
  @Test func numbersTokensInOrderAndFindsThemAgain() throws {
    var builder = VocabularyBuilder()
    let words = (0..<5000).map { "palabra-\($0)" }
    for word in words { builder.insert(word) }
    for word in words { builder.insert(word) }
    #expect(builder.count == SpecialToken.count + words.count)
    let folder = TemporaryFolder()
    try builder.write(to: folder.file("v"))
    let vocabulary = try Vocabulary(path: folder.file("v"))
    for (index, word) in words.enumerated() {
      #expect(vocabulary.id(of: word) == TokenID(index + SpecialToken.count))
      #expect(vocabulary.spelling(of: TokenID(index + SpecialToken.count)) == word)
    }
    #expect(vocabulary.id(of: "otra") == nil)
    #expect(vocabulary.spelling(of: .max) == "<unk>")
  }

  @Test func charactersAreCountedWithoutJoinerMarks() throws {
    let counts = ["perro": 5, "￭,": 1, "ñandú￭": 5, "g\u{303}": 2, "日本": 2, "￭": 0, "😀￭": 1]
    var builder = VocabularyBuilder()
    for word in counts.keys { builder.insert(word) }
    let folder = TemporaryFolder()
    try builder.write(to: folder.file("v"))
    let vocabulary = try Vocabulary(path: folder.file("v"))
    for (word, count) in counts {
      let id = try #require(vocabulary.id(of: word))
      #expect(vocabulary.characterCount(of: id) == count, "\(word)")
    }
    #expect(vocabulary.characterCount(of: .max) == 0)
  }
}
