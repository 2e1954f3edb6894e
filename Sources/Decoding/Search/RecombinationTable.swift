internal import Compute
internal import LanguageModeling

/// Finds the hypotheses of a stack that have the same future: same coverage, same last phrase as far as
/// reordering sees it, same states of the language models and of the banned phrases (Koehn 2010, section 6.2.4).
struct RecombinationTable: ~Copyable {
  private var slots = FlatArray<Int32>(capacity: 1024)
  private var used = FlatArray<Int32>(capacity: 1024)

  mutating func removeAll() {
    if slots.count == 0 { slots.fill(-1, count: 1024) }
    for index in 0..<used.count { slots[Int(used[index])] = -1 }
    used.removeAll()
  }

  /// Adds hypothesis `index`; the better of two with the same future becomes the head of their list.
  mutating func insert(
    _ index: Int32, afterKey: UInt32, _ hypotheses: inout FlatArray<Hypothesis>,
    _ options: borrowing ScoredOptions
  ) {
    if used.count * 2 >= slots.count { grow(hypotheses, options) }
    let slot = find(hypotheses[Int(index)], afterKey, hypotheses, options)
    let head = slots[slot]
    if head < 0 {
      slots[slot] = index
      used.append(Int32(slot))
    } else if hypotheses[Int(index)].score > hypotheses[Int(head)].score {
      hypotheses[Int(index)].recombined = head
      slots[slot] = index
    } else {
      hypotheses[Int(index)].recombined = hypotheses[Int(head)].recombined
      hypotheses[Int(head)].recombined = index
    }
  }

  /// The best hypothesis of each list.
  func heads() -> [Int32] {
    (0..<used.count).map { slots[Int(used[$0])] }
  }

  private func find(
    _ wanted: Hypothesis, _ afterKey: UInt32, _ hypotheses: borrowing FlatArray<Hypothesis>,
    _ options: borrowing ScoredOptions
  ) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: Self.hash(wanted, afterKey)) & mask
    while slots[slot] >= 0 {
      let other = hypotheses[Int(slots[slot])]
      if other.lastEnd == wanted.lastEnd, other.lastStart == wanted.lastStart,
        other.coverage == wanted.coverage, options.entries[Int(other.entry)].afterKey == afterKey,
        other.state == wanted.state, other.classState == wanted.classState, other.banned == wanted.banned
      {
        return slot
      }
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  private static func hash(_ hypothesis: Hypothesis, _ afterKey: UInt32) -> UInt64 {
    var hash = hypothesis.state.hash64 ^ UInt64(afterKey) &* 0x9E37_79B9_7F4A_7C15
    hash ^= UInt64(hypothesis.banned) &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ hypothesis.classState.hash64) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hypothesis.coverage.bits) &* 0xC2B2_AE3D_27D4_EB4F
    hash ^= UInt64(hypothesis.coverage.firstGap) &<< 32 | UInt64(hypothesis.lastStart) &<< 16
    hash = (hash ^ UInt64(hypothesis.lastEnd)) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash &>> 29)
  }

  private mutating func grow(
    _ hypotheses: borrowing FlatArray<Hypothesis>, _ options: borrowing ScoredOptions
  ) {
    let heads = heads()
    slots.fill(-1, count: max(1024, slots.count * 2))
    used.removeAll()
    for head in heads {
      let afterKey = options.entries[Int(hypotheses[Int(head)].entry)].afterKey
      let slot = find(hypotheses[Int(head)], afterKey, hypotheses, options)
      slots[slot] = head
      used.append(Int32(slot))
    }
  }
}
