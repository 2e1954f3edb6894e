internal import Compute
internal import Tokens

/// An automaton that finds banned phrases in a growing translation (Aho and Corasick 1975).
///
/// State 0 is the beginning. There are as many states as there are different beginnings of phrases; what
/// does not fit into 16 bits is left out.
struct BannedPhrases {
  private struct Arc: BitwiseCopyable {
    var state: UInt16
    var next: UInt16
    var token: TokenID
  }

  /// What a banned phrase costs: more than any difference between two translations of a sentence.
  static let penalty: Float = 1_000

  private var arcs: [Arc] = []
  /// For each state, the state of its longest proper ending that begins a phrase.
  private var failures: [UInt16] = [0]
  /// For each state, how many phrases end there.
  private var ends: [UInt16] = [0]

  /// False where nothing is banned.
  var isActive: Bool { !arcs.isEmpty }

  mutating func prepare(_ phrases: [[TokenID]]) {
    guard isActive || !phrases.isEmpty else { return }
    arcs = []
    failures = [0]
    ends = [0]
    for phrase in phrases where !phrase.isEmpty && ends.count + phrase.count < Int(UInt16.max) {
      var state: UInt16 = 0
      for token in phrase { state = target(of: state, token) ?? grow(from: state, token) }
      ends[Int(state)] = 1
    }
    linkFailures()
  }

  /// Moves `state` along `token`, and gives how many phrases end with it.
  func advance(_ state: inout UInt16, by token: TokenID) -> Int {
    while true {
      if let next = target(of: state, token) {
        state = next
        return Int(ends[Int(next)])
      }
      if state == 0 { return 0 }
      state = failures[Int(state)]
    }
  }

  private func target(of state: UInt16, _ token: TokenID) -> UInt16? {
    // A handful of phrases: looking through all arcs is quicker than any index of them.
    for arc in arcs where arc.token == token && arc.state == state { return arc.next }
    return nil
  }

  private mutating func grow(from state: UInt16, _ token: TokenID) -> UInt16 {
    let next = UInt16(ends.count)
    arcs.append(Arc(state: state, next: next, token: token))
    ends.append(0)
    failures.append(0)
    return next
  }

  /// Breadth first: the ending of a state is shorter than the state.
  private mutating func linkFailures() {
    var level = arcs.filter { $0.state == 0 }.map(\.next)
    while !level.isEmpty {
      var following: [UInt16] = []
      for state in level {
        for arc in arcs where arc.state == state {
          var failure = failures[Int(state)]
          _ = advance(&failure, by: arc.token)
          failures[Int(arc.next)] = failure
          ends[Int(arc.next)] += ends[Int(failure)]
          following.append(arc.next)
        }
      }
      level = following
    }
  }
}
