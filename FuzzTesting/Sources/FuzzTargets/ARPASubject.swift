private import Foundation
internal import LanguageModeling
internal import Tokens

/// Reads ARPA files, compiles them, and asks what comes of it.
enum ARPASubject {
  static func read(_ bytes: UnsafeRawBufferPointer, folder: String) {
    FuzzFile.write(bytes, to: "\(folder)/input.arpa")
    guard let (model, vocabulary) = try? ARPAFile.read("\(folder)/input.arpa") else { return }
    do {
      try LanguageModelWriter.write(model, to: "\(folder)/input.lm", threads: 1)
      let compiled = try LanguageModel(path: "\(folder)/input.lm")
      for tokens in [[], [0], [3, 4, 5, 6, 7, 8, 9], [4, 4, 4, 4, 4], [TokenID.max, 2, 1, 0]] as [[TokenID]] {
        _ = compiled.logProbability(sentence: tokens)
        _ = compiled.sentenceScore(tokens)
      }
    } catch {
      fatalError("a model that was read cannot be compiled: \(error)")
    }
    try? ARPAFile.write(model, spelling: { vocabulary.spelling(of: $0) }, to: "\(folder)/output.arpa")
  }

  static func seeds(folder: String) throws -> [[UInt8]] {
    var (vocabulary, corpus) = (VocabularyBuilder(), TokenizedCorpus())
    for pair in try StarterPairs.load(6) {
      corpus.append(pair.target.split(separator: " ").map { vocabulary.insert(String($0)) })
    }
    return try [2, 3].map { order in
      let model = try KneserNeyEstimator(order: order, threads: 1).estimate(
        [corpus], vocabularySize: vocabulary.count)
      try ARPAFile.write(model, spelling: { vocabulary.spelling(of: $0) }, to: "\(folder)/seed.arpa")
      return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/seed.arpa")))
    }
  }
}
