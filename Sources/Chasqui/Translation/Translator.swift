public import Compute
internal import Decoding
private import Foundation
internal import PhraseModeling
private import Synchronization
internal import Text
internal import Tokens

/// Translates text with a model and an overlay of saved translations. One translator is shared by all threads;
/// each sentence is decoded by one.
public final class Translator: Sendable {
  public let model: TranslationModel
  private let segmenter: SentenceSegmenter
  private let current: Mutex<TranslationOverlay>
  /// Held while a change is made, so that none is lost; readers do not wait for it.
  private let changes = Mutex<Void>(())

  /// - Parameter overlay: one of this model; an empty one by default.
  public init(model: TranslationModel, overlay: TranslationOverlay? = nil) {
    precondition(overlay == nil || overlay!.model === model, "an overlay belongs to its model")
    self.model = model
    segmenter = SentenceSegmenter(language: model.sourceLanguage)
    current = Mutex(overlay ?? TranslationOverlay(model: model))
  }

  /// The overlay that the next request sees; a request that has begun keeps its own.
  public var overlay: TranslationOverlay { current.withLock { $0 } }

  /// Replaces the overlay by what `change` makes of it. Changes come one after another; requests go on with
  /// the old one meanwhile.
  public func updateOverlay(_ change: (TranslationOverlay) -> TranslationOverlay) {
    changes.withLock { _ in
      let changed = change(overlay)
      precondition(changed.model === model, "an overlay belongs to its model")
      current.withLock { $0 = changed }
    }
  }

  /// Translates `lines`, each on its own, on up to `threads` threads; the result is in their order.
  public func translate(
    _ lines: [String], request: TranslationRequest = TranslationRequest(), threads: Int = Parallel.coreCount,
    progress: any ProgressReporter = SilentProgress()
  ) -> [Translation] {
    // Chunks are small, so that no thread waits long for the last one.
    let chunks = Parallel.chunks(lines.count, size: 4)
    let overlay = overlay
    return Parallel.map(chunks.count, threads: threads) { chunk in
      let worker = SentenceTranslator(overlay: overlay, request: request)
      return chunks[chunk].map { index in
        defer { progress.advance(by: 1) }
        return translate(lines[index], with: worker)
      }
    }.flatMap { $0 }
  }

  /// Translates one line.
  public func translate(_ line: String, request: TranslationRequest = TranslationRequest()) -> Translation {
    translate(line, with: SentenceTranslator(overlay: overlay, request: request))
  }

  /// Alternatives for one sentence, best first, at most `request.alternatives`.
  public func alternatives(_ sentence: String, request: TranslationRequest) -> [TranslatedSentence] {
    SentenceTranslator(overlay: overlay, request: request).alternatives(sentence)
  }

  func segments(of line: String) -> [Substring] { segmenter.segment(line) }

  func translate(_ line: String, with worker: SentenceTranslator) -> Translation {
    var text = ""
    var score: Float = 0
    var sentences: [TranslatedSentence] = []
    var start = 0
    let segments = segmenter.segment(line)
    if segments.count > 1, let remembered = worker.remembered(line) { return remembered }
    for segment in worker.join(segments, of: line) {
      defer { start += segment.utf8.count }
      let core = segment.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !core.isEmpty, !worker.isUnwanted else {
        text += segment
        continue
      }
      var sentence = worker.translate(core)
      sentence.place(in: segment, at: start, behind: text)
      text += sentence.text.surrounded(asIn: segment)
      score += sentence.score
      sentences.append(sentence)
    }
    return Translation(text: text, score: score, sentences: sentences)
  }
}

extension TranslatedSentence {
  /// Tells a sentence where it stands: trimmed in `segment`, which starts at `start` of the source, and between
  /// the same spaces behind `text`.
  mutating func place(in segment: some StringProtocol, at start: Int, behind text: String) {
    let spaces = segment.unicodeScalars.prefix { CharacterSet.whitespacesAndNewlines.contains($0) }
    sourceOffset = start + spaces.reduce(0) { $0 + UTF8.width($1) }
    textOffset = text.utf8.count + segment.prefix { $0.isWhitespace }.utf8.count
  }
}

extension String {
  /// The text between the spaces that stand around `original`.
  func surrounded(asIn original: some StringProtocol) -> String {
    let leading = original.prefix { $0.isWhitespace }
    let trailing = String(original.reversed().prefix { $0.isWhitespace }.reversed())
    return leading + self + trailing
  }
}
