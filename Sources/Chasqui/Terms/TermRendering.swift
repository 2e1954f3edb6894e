public import Terminology

/// What became of a glossary's term in a sentence: the proof that it was kept, or the news that it was not.
public struct TermRendering: Sendable, Hashable {
  public var glossary: String
  /// The identifier of the entry in its glossary, and the version of it that was used.
  public var entry: String
  public var version: Int
  /// The term of the source language as the glossary writes it.
  public var term: String
  /// Where it was found: source tokens of the sentence.
  public var source: Range<Int>
  /// Which of its forms stands there, as the glossary writes it.
  public var form: String
  /// Where it was rendered: target tokens of the sentence. Nil if it was not kept.
  public var target: Range<Int>?
  /// The form that was used; empty if it was not kept.
  public var targetText: String
  /// The status of the target term that was used; nil if it was not kept.
  public var status: TermStatus?
}
