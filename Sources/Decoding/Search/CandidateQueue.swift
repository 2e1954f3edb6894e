internal import Compute

/// A binary heap of candidates, best on top.
struct CandidateQueue: ~Copyable {
  private var heap = FlatArray<Candidate>(capacity: 1024)

  @inline(__always)
  var isEmpty: Bool { heap.count == 0 }

  /// The best candidate; there must be one.
  @inline(__always)
  var top: Candidate { heap[0] }

  mutating func removeAll() { heap.removeAll() }

  mutating func push(_ candidate: Candidate) {
    heap.append(candidate)
    let heap = heap.buffer
    var child = heap.count &- 1
    while child > 0 {
      let parent = (child &- 1) / 2
      guard Candidate.precedes(candidate, heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = candidate
  }

  mutating func pop() -> Candidate {
    let top = heap[0]
    let last = heap.removeLast()
    let count = heap.count
    if count > 0 {
      let heap = heap.buffer
      var parent = 0
      while true {
        var child = parent &* 2 &+ 1
        if child >= count { break }
        if child &+ 1 < count, Candidate.precedes(heap[child &+ 1], heap[child]) { child &+= 1 }
        guard Candidate.precedes(heap[child], last) else { break }
        heap[parent] = heap[child]
        parent = child
      }
      heap[parent] = last
    }
    return top
  }
}
