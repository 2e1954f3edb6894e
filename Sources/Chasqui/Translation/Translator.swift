public import Compute
internal import Decoding
private import Foundation
internal import PhraseModeling
internal import Text
internal import Tokens

/// Translates text with a model. One translator is shared by all threads; each sentence is decoded by one.
public final class Translator: Sendable {
  public let model: TranslationModel
  private let segmenter: SentenceSegmenter

  public init(model: TranslationModel) {
    self.model = model
    segmenter = SentenceSegmenter(language: model.sourceLanguage)
  }

  /// Translates `lines`, each on its own, on up to `threads` threads; the result is in their order.
  public func translate(
    _ lines: [String], request: TranslationRequest = TranslationRequest(), threads: Int = Parallel.coreCount,
    progress: any ProgressReporter = SilentProgress()
  ) -> [Translation] {
    // Chunks are small, so that no thread waits long for the last one.
    let chunks = Parallel.chunks(lines.count, size: 4)
    return Parallel.map(chunks.count, threads: threads) { chunk in
      let worker = SentenceTranslator(model: model, request: request)
      return chunks[chunk].map { index in
        defer { progress.advance(by: 1) }
        return translate(lines[index], with: worker)
      }
    }.flatMap { $0 }
  }

  /// Translates one line.
  public func translate(_ line: String, request: TranslationRequest = TranslationRequest()) -> Translation {
    translate(line, with: SentenceTranslator(model: model, request: request))
  }

  /// Alternatives for one sentence, best first, at most `request.alternatives`.
  public func alternatives(_ sentence: String, request: TranslationRequest) -> [TranslatedSentence] {
    SentenceTranslator(model: model, request: request).alternatives(sentence)
  }

  func translate(_ line: String, with worker: SentenceTranslator) -> Translation {
    var text = ""
    var score: Float = 0
    var sentences: [TranslatedSentence] = []
    for segment in segmenter.segment(line) {
      let core = segment.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !core.isEmpty else {
        text += segment
        continue
      }
      let leading = segment.prefix { $0.isWhitespace }
      let trailing = String(segment.reversed().prefix { $0.isWhitespace }.reversed())
      let sentence = worker.translate(core)
      text += leading + sentence.text + trailing
      score += sentence.score
      sentences.append(sentence)
    }
    return Translation(text: text, score: score, sentences: sentences)
  }
}
