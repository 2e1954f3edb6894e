public import Compute
public import Documents
private import Text

/// A translation with the tags of the source in it.
public struct MarkedTranslation: Sendable {
  /// Every tag of the source once, with the same markup, kind and identifier.
  public var marked: MarkedText
  /// What the decoder made: where the source has protected parts, its texts have placeholders.
  public var translation: Translation
}

extension Translator {
  /// Translates a text of one or more sentences and carries its tags over: what a pair of tags covers, it covers in
  /// the translation. Protected parts stay as they are, and are words of their sentences.
  public func translate(
    _ text: MarkedText, request: TranslationRequest = TranslationRequest()
  ) -> MarkedTranslation {
    translate(text, request.convention, with: SentenceTranslator(overlay: overlay, request: request))
  }

  /// Translates `texts`, each on its own, on up to `threads` threads; the result is in their order.
  public func translate(
    _ texts: [MarkedText], request: TranslationRequest = TranslationRequest(),
    threads: Int = Parallel.coreCount, progress: any ProgressReporter = SilentProgress()
  ) -> [MarkedTranslation] {
    let chunks = Parallel.chunks(texts.count, size: 4)
    let overlay = overlay
    return Parallel.map(chunks.count, threads: threads) { chunk in
      let worker = SentenceTranslator(overlay: overlay, request: request)
      return chunks[chunk].map { index in
        defer { progress.advance(by: 1) }
        return translate(texts[index], request.convention, with: worker)
      }
    }.flatMap { $0 }
  }

  private func translate(
    _ text: MarkedText, _ convention: OutputConvention, with worker: SentenceTranslator
  ) -> MarkedTranslation {
    guard !text.tags.isEmpty else {
      let translation = translate(text.text, with: worker)
      return MarkedTranslation(marked: MarkedText(translation.text), translation: translation)
    }
    var source = ProtectedText(text)
    var translation = translate(source.marked.text, with: worker)
    var protected = source.places(in: Array(translation.text.utf8))
    if protected == nil {
      // No decoder is known to lose a placeholder, but a remembered translation may.
      source = ProtectedText.plain(text)
      translation = translate(source.marked.text, with: worker)
      protected = []
    }
    let links = WordLinks(
      translation.sentences.map { ($0, model.places(of: $0, convention: convention)) })
    let marked = TagWriter(source, tags: text.tags).write(
      TagProjector(source.marked, links: links).placedTags, protected: protected ?? [],
      in: Array(translation.text.utf8))
    return MarkedTranslation(marked: marked, translation: translation)
  }
}
