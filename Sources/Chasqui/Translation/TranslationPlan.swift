private import Foundation
internal import Text

/// One line of text, cut into its sentences, so that they can be translated apart from each other: on several
/// threads, or sent one after another while the next is translated.
///
/// `Translator.plan` makes it, `Translator.translate(_:of:)` translates one piece, `translation(of:)` puts them
/// together. The outcome is that of `Translator.translate(_:request:)` on the whole line.
public struct TranslationPlan: Sendable {
  /// The pieces of the line, with the spaces around them; together they are the line.
  public let pieces: [String]
  /// What the whole line was saved as in the overlay.
  let remembered: Translation?
  let overlay: TranslationOverlay
  let request: TranslationRequest

  /// Puts the sentences of all pieces together; nil for a piece of spaces.
  public func translation(of sentences: [TranslatedSentence?]) -> Translation {
    precondition(sentences.count == pieces.count, "one sentence for each piece")
    if let remembered { return remembered }
    var result = Translation(text: "", score: 0, sentences: [])
    var start = 0
    for (piece, sentence) in zip(pieces, sentences) {
      defer { start += piece.utf8.count }
      guard var sentence else {
        result.text += piece
        continue
      }
      sentence.place(in: piece, at: start, behind: result.text)
      result.text += sentence.text.surrounded(asIn: piece)
      result.score += sentence.score
      result.sentences.append(sentence)
    }
    return result
  }

  /// The text of one piece's translation, with the spaces of the piece around it.
  public func text(of sentence: TranslatedSentence?, at index: Int) -> String {
    if let remembered { return remembered.text }
    return sentence?.text.surrounded(asIn: pieces[index]) ?? pieces[index]
  }
}

extension Translator {
  /// Cuts `line` into sentences; none, with `cutting` off.
  public func plan(_ line: String, request: TranslationRequest, cutting: SentenceCutting = .sentences)
    -> TranslationPlan
  {
    let overlay = overlay
    let worker = SentenceTranslator(overlay: overlay, request: request)
    let segments = cutting == .none ? [Substring(line)] : segments(of: line)
    if segments.count > 1, let remembered = worker.remembered(line) {
      return TranslationPlan(pieces: [line], remembered: remembered, overlay: overlay, request: request)
    }
    return TranslationPlan(
      pieces: worker.join(segments, of: line).map(String.init), remembered: nil, overlay: overlay,
      request: request)
  }

  /// The translations of one piece of a plan, best first, at most `request.alternatives`; none for spaces.
  public func translate(_ piece: Int, of plan: TranslationPlan) -> [TranslatedSentence] {
    if let remembered = plan.remembered { return Array(remembered.sentences.prefix(1)) }
    let core = plan.pieces[piece].trimmingCharacters(in: .whitespacesAndNewlines)
    guard !core.isEmpty, !plan.request.isUnwanted() else { return [] }
    let worker = SentenceTranslator(overlay: plan.overlay, request: plan.request)
    return plan.request.alternatives > 1 ? worker.alternatives(core) : [worker.translate(core)]
  }
}

/// Whether a line is cut into sentences before it is translated.
public enum SentenceCutting: Sendable {
  case sentences
  case none
}
