/// A trie over token numbers, in flat arrays; the root is state 0.
struct TokenTrie: Sendable {
  static let root: UInt32 = 0

  /// For each state, the state before it (upper half) and the token that leads from there; the root's is
  /// never compared.
  private var edges: [UInt64] = [0]
  /// Open addressing over `edges`: 0 for empty, otherwise a state, as nothing leads to the root.
  private var slots = [UInt32](repeating: 0, count: 8)

  var stateCount: Int { edges.count }

  /// The state after `state` and `token`, or nil where no term goes on so.
  func next(_ state: UInt32, _ token: UInt32) -> UInt32? {
    let found = slots[slot(of: Self.edge(state, token))]
    return found == 0 ? nil : found
  }

  /// The state after `state` and `token`, which is added if it is new.
  mutating func insert(_ state: UInt32, _ token: UInt32) -> UInt32 {
    let edge = Self.edge(state, token)
    let slot = slot(of: edge)
    if slots[slot] != 0 { return slots[slot] }
    precondition(edges.count < Int(UInt32.max), "an index has less than 2^32 states")
    let added = UInt32(edges.count)
    edges.append(edge)
    slots[slot] = added
    if edges.count * 2 > slots.count { grow() }
    return added
  }

  /// The tokens on the way from the root to `state`.
  func tokens(to state: UInt32) -> [UInt32] {
    var tokens: [UInt32] = []
    var state = state
    while state != Self.root {
      let edge = edges[Int(state)]
      tokens.append(UInt32(truncatingIfNeeded: edge))
      state = UInt32(edge >> 32)
    }
    return tokens.reversed()
  }

  private static func edge(_ state: UInt32, _ token: UInt32) -> UInt64 { UInt64(state) << 32 | UInt64(token) }

  /// Where `edge` stands in `slots`, or the empty place where it would.
  private func slot(of edge: UInt64) -> Int {
    let mask = slots.count &- 1
    // Twice multiplied, because states and tokens are both dense numbers; the upper bits are the mixed ones.
    var hash = edge &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    var slot = Int(truncatingIfNeeded: hash &>> 32) & mask
    while slots[slot] != 0, edges[Int(slots[slot])] != edge { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for state in 1..<edges.count { slots[slot(of: edges[state])] = UInt32(state) }
  }
}
