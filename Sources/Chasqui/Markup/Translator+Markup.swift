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

  /// Translations of `text`, best first, at most `request.alternatives`: the k-th has the k-th best translation of
  /// each sentence that has so many.
  public func alternatives(_ text: MarkedText, request: TranslationRequest) -> [MarkedTranslation] {
    guard request.alternatives > 1 else { return [translate(text, request: request)] }
    let source = ProtectedText(text)
    let plan = plan(source.marked.text, request: request)
    let candidates = plan.pieces.indices.map { translate($0, of: plan) }
    var seen: Set<MarkedText> = []
    var result: [MarkedTranslation] = []
    for rank in 0..<max(1, candidates.map(\.count).max() ?? 0) where result.count < request.alternatives {
      let translation = plan.translation(
        of: candidates.map { $0.indices.contains(rank) ? $0[rank] : $0.first })
      if let marked = marked(translation, of: text, source, request.convention) {
        guard seen.insert(marked).inserted else { continue }
        result.append(MarkedTranslation(marked: marked, translation: translation))
      } else if rank == 0 {
        // The best has lost a placeholder.
        let best = translate(text, request: request)
        seen.insert(best.marked)
        result.append(best)
      }
    }
    return result
  }

  private func translate(
    _ text: MarkedText, _ convention: OutputConvention, with worker: SentenceTranslator
  ) -> MarkedTranslation {
    let source = ProtectedText(text)
    let translation = translate(source.marked.text, with: worker)
    if let marked = marked(translation, of: text, source, convention) {
      return MarkedTranslation(marked: marked, translation: translation)
    }
    // No decoder is known to lose a placeholder, but a remembered translation may.
    let plain = ProtectedText.plain(text)
    let other = translate(plain.marked.text, with: worker)
    let marked = marked(other, of: text, plain, convention) ?? MarkedText(other.text)
    return MarkedTranslation(marked: marked, translation: other)
  }

  /// A translation of `source` with the tags of `text`; nil if it lacks placeholders.
  private func marked(
    _ translation: Translation, of text: MarkedText, _ source: ProtectedText, _ convention: OutputConvention
  ) -> MarkedText? {
    guard !text.tags.isEmpty else { return MarkedText(translation.text) }
    let bytes = Array(translation.text.utf8)
    guard let protected = source.places(in: bytes) else { return nil }
    let links = WordLinks(
      translation.sentences.map { ($0, model.places(of: $0, convention: convention)) })
    return TagWriter(source, tags: text.tags).write(
      TagProjector(source.marked, links: links).placedTags, protected: protected, in: bytes)
  }
}
