/// Receives how far a long piece of work has come; called from any thread, often.
public protocol ProgressReporter: Sendable {
  /// A stage begins; `total` is the number of units of work, if it is known.
  func begin(stage: String, total: Int?)
  /// `units` more units of the current stage are done.
  func advance(by units: Int)
  /// The current stage has ended.
  func end()
  /// Asks whether the work should stop (Ctrl-C, a client that went away).
  var isCancelled: Bool { get }
}

/// Reports to nobody.
public struct SilentProgress: ProgressReporter {
  public init() {}
  public func begin(stage: String, total: Int?) {}
  public func advance(by units: Int) {}
  public func end() {}
  public var isCancelled: Bool { false }
}
