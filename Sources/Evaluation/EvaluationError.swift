/// Why texts cannot be scored.
public struct EvaluationError: Error, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// There is nothing to score, or nothing to score it against.
    case empty
    /// Hypotheses and references are not as many.
    case unequalLengths
  }

  public let reason: Reason
  /// What was found, and what to do.
  public let message: String

  public var description: String { message }

  static let noHypotheses = EvaluationError(
    reason: .empty, message: "There are no translations to score. Give at least one line.")

  static let noReferences = EvaluationError(
    reason: .empty, message: "There are no references. Give at least one reference for each line.")

  static func reference(_ index: Int, has count: Int, not expected: Int) -> EvaluationError {
    EvaluationError(
      reason: .unequalLengths,
      message: "Reference \(index + 1) has \(count) lines, the translation \(expected)."
        + " They must have the same lines, also the empty ones.")
  }

  static func systems(_ count: Int, _ baseline: Int) -> EvaluationError {
    EvaluationError(
      reason: .unequalLengths,
      message: "The system has \(count) lines, the baseline \(baseline)."
        + " Compare translations of the same text.")
  }
}
