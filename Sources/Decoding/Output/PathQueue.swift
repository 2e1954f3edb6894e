internal import Compute

/// A path through the search graph under construction: it turns off the best way at `node`, which stands in
/// for `replaced`, and comes along the turns of `parent` before that.
struct Turn: BitwiseCopyable {
  var score: Float
  var node: Int32
  /// The head of the list that `node` is in; −1 for a hypothesis that ends the sentence.
  var replaced: Int32
  /// An index into the turns that were taken from the queue; −1 for none.
  var parent: Int32

  @inline(__always)
  static func precedes(_ a: Turn, _ b: Turn) -> Bool {
    if a.score != b.score { return a.score > b.score }
    return a.node != b.node ? a.node < b.node : a.parent < b.parent
  }
}

/// A binary heap of turns, best on top.
struct TurnQueue: ~Copyable {
  private var heap = FlatArray<Turn>(capacity: 1024)

  var isEmpty: Bool { heap.count == 0 }

  mutating func push(_ turn: Turn) {
    heap.append(turn)
    let heap = heap.buffer
    var child = heap.count &- 1
    while child > 0, Turn.precedes(turn, heap[(child &- 1) / 2]) {
      heap[child] = heap[(child &- 1) / 2]
      child = (child &- 1) / 2
    }
    heap[child] = turn
  }

  mutating func pop() -> Turn {
    let top = heap[0]
    let last = heap.removeLast()
    let heap = heap.buffer
    guard heap.count > 0 else { return top }
    var parent = 0
    while true {
      var child = parent &* 2 &+ 1
      if child >= heap.count { break }
      if child &+ 1 < heap.count, Turn.precedes(heap[child &+ 1], heap[child]) { child &+= 1 }
      guard Turn.precedes(heap[child], last) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = last
    return top
  }
}
