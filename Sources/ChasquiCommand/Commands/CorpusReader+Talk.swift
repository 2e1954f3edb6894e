internal import Corpora

extension CorpusReader {
  /// Reads a corpus, and says on standard error what had to be repaired in it.
  func readAloud(_ source: CorpusSource) throws(CorpusError) -> ParallelCorpus {
    let corpus = try read(source)
    let notes = corpus.notes
    if let invalid = notes.firstInvalid {
      let count = notes.repairedPairs == 1 ? "One pair has" : "\(notes.repairedPairs) pairs have"
      Console.say(
        "\(source.path):\(notes.firstRepairedLine): \(invalid) \(count) such bytes; U+FFFD stands for them now, "
          + "and cleaning drops the pairs.")
    }
    return corpus
  }
}
