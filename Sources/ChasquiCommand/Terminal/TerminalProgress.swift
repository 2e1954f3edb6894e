internal import Compute
private import Foundation
private import Synchronization

/// Shows a bar with rate and time left for each stage on a terminal; says nothing in a pipe. Ctrl-C asks
/// the work to stop.
final class TerminalProgress: ProgressReporter {
  private struct State: Sendable {
    var stage = ""
    var total: Int?
    var done = 0
    var start = ContinuousClock.now
    var drawn = ContinuousClock.now
  }

  private let state = Mutex(State())
  private let isShown: Bool
  private static let interrupted = Atomic<Bool>(false)

  init(isShown: Bool = Console.hasTerminal) {
    self.isShown = isShown
  }

  /// Lets Ctrl-C end the work in an orderly way; a second one ends the program at once.
  static func catchInterrupts() {
    signal(SIGINT) { _ in
      TerminalProgress.interrupted.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }

  var isCancelled: Bool { Self.interrupted.load(ordering: .relaxed) }

  func begin(stage: String, total: Int?) {
    state.withLock { state in
      state = State()
      state.stage = stage
      state.total = total
      if isShown { draw(state) }
    }
  }

  func advance(by units: Int) {
    state.withLock { state in
      state.done += units
      guard isShown, ContinuousClock.now - state.drawn > .milliseconds(100) else { return }
      state.drawn = .now
      draw(state)
    }
  }

  func end() {
    state.withLock { _ in
      if isShown { Console.draw("\r\u{1B}[K") }
    }
  }

  private func draw(_ state: State) {
    let seconds = Double((ContinuousClock.now - state.start).components.seconds)
    var line = "\r\u{1B}[K\(state.stage)"
    if let total = state.total, total > 0 {
      let share = min(1, Double(state.done) / Double(total))
      let filled = Int(share * 24)
      line += "  [" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + "]"
      line += " \(Int(share * 100)) %"
      if seconds >= 1, state.done > 0 {
        let rate = Double(state.done) / seconds
        line += "  \(Int(rate))/s, \(Int(Double(total - state.done) / rate)) s left"
      }
    }
    Console.draw(line)
  }
}
