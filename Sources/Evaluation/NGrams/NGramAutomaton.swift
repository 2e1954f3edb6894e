/// All n-grams, up to an order, of a reference, with their counts, as a deterministic automaton.
///
/// It is the trie of the n-grams with suffix links, as in Aho and Corasick (1975), restricted to the n-grams
/// of one text. Reading a hypothesis symbol by symbol, the state is the longest n-gram that ends here and
/// that the reference has; the suffix links of a state name its shorter ones. So a position costs about one
/// look-up, not one for each order, and matching is exact: no n-gram is represented by a mere hash.
struct NGramAutomaton: Sendable {
  /// The symbol of a hypothesis unit that the reference does not have.
  static let unknown = UInt32.max

  let order: Int
  /// For each node, parent << 32 | symbol. Node 0 is the empty n-gram.
  private var edges: [UInt64] = [.max]
  /// For each node, the node of its n-gram without the first symbol.
  private var suffixes: [UInt32] = [0]
  /// For each node, how often the reference has its n-gram: the most that any of its sequences has.
  private var counts: [Int32] = [0]
  /// Open addressing with linear probing: node by edge, 0 for free.
  private var table: [UInt32]
  private let shift: UInt64

  /// - Parameter sequences: the symbols of one or more references; `unknown` must not occur.
  init(order: Int, sequences: [[UInt32]]) {
    self.order = order
    let bound = sequences.reduce(0) { $0 + $1.count } * order
    var bits: UInt64 = 4
    while 1 << bits < bound + bound / 2 + 2 { bits += 1 }
    table = [UInt32](repeating: 0, count: 1 << bits)
    shift = 64 - bits
    edges.reserveCapacity(bound + 1)
    suffixes.reserveCapacity(bound + 1)
    counts.reserveCapacity(bound + 1)
    for (index, symbols) in sequences.enumerated() {
      let previous = index == 0 ? nil : counts
      if index > 0 { counts = [Int32](repeating: 0, count: counts.count) }
      count(symbols)
      if let previous {
        for node in previous.indices { counts[node] = max(counts[node], previous[node]) }
      }
    }
  }

  /// Adds to `matches[n - 1]` how many n-grams of `symbols` the reference has too, each at most as often as
  /// the reference has it. `matches` has room for `order` numbers; `remaining` is scratch.
  func match(
    _ symbols: UnsafeBufferPointer<UInt32>, remaining: inout [Int32],
    matches: UnsafeMutablePointer<Int32>
  ) {
    remaining.removeAll(keepingCapacity: true)
    remaining.append(contentsOf: counts)
    remaining.withUnsafeMutableBufferPointer { remaining in
      edges.withUnsafeBufferPointer { edges in
        suffixes.withUnsafeBufferPointer { suffixes in
          table.withUnsafeBufferPointer { table in
            var state: UInt32 = 0
            var depth = 0
            for symbol in symbols {
              if symbol == Self.unknown {
                state = 0
                depth = 0
                continue
              }
              if depth == order {
                state = suffixes[Int(state)]
                depth &-= 1
              }
              while true {
                let child = Self.find(state, symbol, edges, table, shift)
                if child != 0 {
                  state = child
                  depth &+= 1
                  break
                }
                if state == 0 { break }
                state = suffixes[Int(state)]
                depth &-= 1
              }
              var node = Int(state)
              var place = depth &- 1
              while node != 0 {
                let left = remaining[node]
                let hit: Int32 = left > 0 ? 1 : 0
                remaining[node] = left &- hit
                matches[place] &+= hit
                node = Int(suffixes[node])
                place &-= 1
              }
            }
          }
        }
      }
    }
  }

  /// Enters the n-grams of `symbols` and adds to their counts.
  private mutating func count(_ symbols: [UInt32]) {
    var state: UInt32 = 0
    var depth = 0
    for symbol in symbols {
      if depth == order {
        state = suffixes[Int(state)]
        depth -= 1
      }
      depth += 1
      state = child(of: state, symbol)
      var node = Int(state)
      while node != 0 {
        counts[node] += 1
        node = Int(suffixes[node])
      }
    }
  }

  /// The node of the n-gram of `parent` and `symbol`; it and its suffixes are made where they do not exist.
  private mutating func child(of parent: UInt32, _ symbol: UInt32) -> UInt32 {
    var parent = parent
    var longest: UInt32 = 0
    var pending: UInt32 = 0
    while true {
      let found = edges.withUnsafeBufferPointer { edges in
        table.withUnsafeBufferPointer { Self.find(parent, symbol, edges, $0, shift) }
      }
      let node = found != 0 ? found : make(parent, symbol)
      if pending != 0 { suffixes[Int(pending)] = node } else { longest = node }
      // The suffixes of an n-gram that exists were made with it.
      if found != 0 || parent == 0 { return longest }
      pending = node
      parent = suffixes[Int(parent)]
    }
  }

  private mutating func make(_ parent: UInt32, _ symbol: UInt32) -> UInt32 {
    let node = UInt32(edges.count)
    let edge = UInt64(parent) << 32 | UInt64(symbol)
    edges.append(edge)
    suffixes.append(0)
    counts.append(0)
    var slot = Self.slot(edge, shift)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = node
    return node
  }

  @inline(__always)
  private static func find(
    _ parent: UInt32, _ symbol: UInt32, _ edges: UnsafeBufferPointer<UInt64>,
    _ table: UnsafeBufferPointer<UInt32>, _ shift: UInt64
  ) -> UInt32 {
    let edge = UInt64(parent) &<< 32 | UInt64(symbol)
    let mask = table.count &- 1
    var slot = Self.slot(edge, shift)
    while true {
      let node = table[slot]
      if node == 0 || edges[Int(node)] == edge { return node }
      slot = (slot &+ 1) & mask
    }
  }

  /// Multiplicative hashing (Knuth, The Art of Computer Programming, section 6.4).
  @inline(__always)
  private static func slot(_ edge: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (edge &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }
}
