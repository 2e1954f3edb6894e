import ChasquiTestSupport
import Decoding
import Terminology
import Testing
import Text

@testable import Chasqui

/// Glossaries where the model cuts words into pieces.
@Suite struct GlossarySubwordTests {
  private static let folder = TemporaryFolder()
  private static let trained = Result {
    var options = SampleModels.options
    options.sourceSubwords = 150
    options.targetSubwords = 300
    let data = TrainingData(corpora: [SampleModels.corpus("vaccination", limit: 60)])
    let path = folder.file("subwords")
    _ = try SampleModels.trainer(options).train(data, name: "subwords", to: path)
    return try TranslationModel(path: path)
  }
  private let model: TranslationModel

  init() throws { model = try Self.trained.get() }

  @Test(arguments: 0..<6)
  func termsAreKept(seed: Int) throws {
    let corpus = SampleModels.corpus("vaccination", limit: 60)
    let glossary = try RandomGlossary(seed: UInt64(seed), sources: corpus.source, targets: corpus.target)
    let sample = try TermSample(glossary.entries, model: model)
    var count = 0
    for index in 0..<12 {
      for sentence in sample.translate(corpus.source[(seed * 13 + index * 5) % corpus.source.count]).sentences
      {
        TranslatorTests.check(sentence)
        for term in sentence.terms {
          let target = try #require(term.target, "\(term) in \(sentence)")
          #expect(sentence.targetTokens.indices.contains(target.lowerBound))
          #expect(target.upperBound <= sentence.targetTokens.count)
          let text = model.targetText.processor.compose(Array(sentence.targetTokens[target]))
          #expect(
            text.lowercased() == model.targetText.processor.normalize(term.targetText).lowercased(),
            "\(term) in \(sentence)")
          count += 1
        }
      }
    }
    #expect(count > 0)
  }

  /// The search covers at most 60 pieces in one step: a longer term may break, and then that is told.
  @Test func aTermOfTooManyPiecesIsReported() throws {
    let long = "abcdefgh".map { "zxqjkvwyh\($0)abc" }.joined(separator: " ")
    let sample = try TermSample(pairs: [(long, "breve"), ("doctor", "galeno")], model: model)
    let lines = [("The \(long) and the doctor.", 1), (long, 1), ("\(long) \(long) doctor \(long)", 3)]
    for (line, count) in lines {
      let sentences = sample.translate(line).sentences
      let terms = sentences.flatMap(\.terms)
      let broken = terms.filter { $0.target == nil }
      #expect(broken.map(\.entry) == Array(repeating: "0", count: count))
      #expect(broken.allSatisfy { $0.source.count > RequiredPhrase.maximumLength && $0.targetText.isEmpty })
      #expect(terms.filter { $0.entry == "1" }.allSatisfy { $0.targetText == "galeno" })
      for sentence in sentences { TranslatorTests.check(sentence) }
    }
    #expect(sample.translate("The \(long).").brokenTerms == [long])
    #expect(sample.translate("The doctor.").brokenTerms.isEmpty)
  }
}
