internal import LanguageModeling

/// A group of hypotheses that cover the same tokens and ended at the same place, with one span that can
/// follow: the rows and columns of a cube (Huang and Chiang 2007).
struct Edge: BitwiseCopyable {
  /// The hypotheses: a range of the sorted hypotheses of a stack.
  var firstHypothesis: Int32
  var hypothesisCount: Int32
  /// The entries of the span, best first.
  var firstEntry: Int32
  var entryCount: Int32
  /// The weighted distortion of the jump.
  var distortion: Float
  /// What is left after the span, by the future scores.
  var future: Float
  var coverage: Coverage
}

/// A cell of a cube in the queue: with an optimistic score first, then with its real one.
struct Candidate: BitwiseCopyable {
  var score: Float
  var edge: Int32
  var row: Int32
  var column: Int32
  /// The index of its evaluation, −1 while the score is optimistic.
  var evaluation: Int32

  /// A total order, so that equal scores never depend on the order of insertion.
  @inline(__always)
  static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.score != b.score { return a.score > b.score }
    if a.edge != b.edge { return a.edge < b.edge }
    if a.row != b.row { return a.row < b.row }
    return a.column < b.column
  }
}

/// The real score of a cell, and the states of the language models and of the banned phrases behind it.
struct Evaluation: BitwiseCopyable {
  var score: Float
  var languageModel: Float
  var classLanguageModel: Float
  var banned: UInt16
  var state: LanguageModelState
  var classState: LanguageModelState
}
