private import Compute
private import Synchronization
internal import Tokens

/// The unigrams and the hash table of a model file, laid out in memory.
///
/// An ordered table is the same whatever the order in which its keys are put in. They are put in piece by
/// piece of the table, so that each piece is in the cache while it is filled.
struct NGramTable {
  private(set) var unigrams: [NGramValue]
  private(set) var entries: SharedArray<NGramEntry>
  let seed: UInt64
  /// The number of places where a search may start; behind them there is room for what is pushed out.
  let homes: Int

  static func build(_ model: NGramModel, threads: Int) -> NGramTable {
    var seed: UInt64 = 0
    while true {
      if let table = NGramTable(model, seed: seed, threads: threads) { return table }
      // Two n-grams had the same 64-bit key, which will not happen in a lifetime.
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    }
  }

  /// Fails if two n-grams have the same key.
  private init?(_ model: NGramModel, seed: UInt64, threads: Int) {
    precondition((1...LanguageModelState.maximumOrder).contains(model.orders.count), "the order is 1 to 7")
    self.seed = seed
    let blocks = Block.all(of: model)
    let total = blocks.last.map { $0.first + $0.grams.count } ?? 0
    homes = total + total / 2 + 1
    unigrams = Self.unigrams(model)
    let contexts = Parallel.map(model.orders.count, threads: threads) { Self.contexts(model, $0) }
    let unsorted = SharedArray<NGramEntry>(uninitialized: total)
    Parallel.forEach(blocks.count, threads: threads) { index in
      let block = blocks[index]
      let order = model.orders[block.order]
      block.forEachKey(order, seed: seed, from: 0) { gram, key in
        var value = NGramValue(probability: order.probabilities[gram], backoff: order.backoffs[gram])
        if contexts[block.order][gram] != 0 { value.markExtendsRight() }
        unsorted[block.first &+ gram &- block.grams.lowerBound] = NGramEntry(key: key, value: value)
      }
    }
    guard let entries = Self.table(of: unsorted, homes: homes) else { return nil }
    self.entries = entries
    markSuffixes(model, blocks, threads: threads)
  }

  private static func unigrams(_ model: NGramModel) -> [NGramValue] {
    var unigrams = [NGramValue](
      repeating: .absent, count: max(model.vocabularySize, SpecialToken.count))
    for (index, token) in model.orders[0].tokens.enumerated() where Int(token) < unigrams.count {
      unigrams[Int(token)] = NGramValue(
        probability: model.orders[0].probabilities[index], backoff: model.orders[0].backoffs[index])
    }
    if unigrams[Int(SpecialToken.unknown)].isAbsent {
      unigrams[Int(SpecialToken.unknown)] = NGramValue(probability: -100, backoff: 0)
    }
    if model.orders.count > 1 {
      for place in stride(from: 0, to: model.orders[1].tokens.count, by: 2) {
        let (context, token) = (Int(model.orders[1].tokens[place]), Int(model.orders[1].tokens[place + 1]))
        if context < unigrams.count { unigrams[context].markExtendsRight() }
        if token < unigrams.count { unigrams[token].markExtendsLeft() }
      }
    }
    return unigrams
  }

  /// For each n-gram of an order, 1 if a longer one starts with it: both orders are sorted, so one walk
  /// along both finds them.
  private static func contexts(_ model: NGramModel, _ index: Int) -> SharedArray<UInt8> {
    let order = model.orders[index]
    let marks = SharedArray<UInt8>(repeating: 0, count: order.count)
    guard index > 0, index + 1 < model.orders.count else { return marks }
    let length = index + 1
    order.tokens.withUnsafeBufferPointer { shorter in
      model.orders[index + 1].tokens.withUnsafeBufferPointer { longer in
        var context = 0
        var gram = 0
        while gram < longer.count, context < order.count {
          let start = context &* length
          var place = 0
          while place < length, shorter[start &+ place] == longer[gram &+ place] { place &+= 1 }
          if place == length {
            marks[context] = 1
            gram &+= length &+ 1
          } else if shorter[start &+ place] < longer[gram &+ place] {
            context &+= 1
          } else {
            gram &+= length &+ 1
          }
        }
      }
    }
    return marks
  }

  /// The ordered table of `unsorted`, or nil if two have the same key.
  private static func table(of unsorted: SharedArray<NGramEntry>, homes: Int) -> SharedArray<NGramEntry>? {
    let pieces = homes / 1024 + 1
    var starts = [Int](repeating: 0, count: pieces + 1)
    let grouped = SharedArray<NGramEntry>(uninitialized: unsorted.count)
    starts.withUnsafeMutableBufferPointer { starts in
      for index in 0..<unsorted.count {
        starts[NGramKey.home(of: unsorted[index].key, homes: UInt64(pieces)) &+ 1] &+= 1
      }
      for piece in 0..<pieces { starts[piece + 1] += starts[piece] }
      for index in 0..<unsorted.count {
        let piece = NGramKey.home(of: unsorted[index].key, homes: UInt64(pieces))
        grouped[starts[piece]] = unsorted[index]
        starts[piece] &+= 1
      }
    }
    // Room for what is pushed out at the end: at most all of the last pieces, and a last empty slot.
    var capacity = homes + 1024
    while true {
      let table = SharedArray<NGramEntry>(repeating: .empty, count: capacity)
      switch insert(grouped, homes: homes, into: table) {
      case .done: return table
      case .sameKey: return nil
      case .full: capacity += capacity / 2
      }
    }
  }

  private enum Insertion { case done, sameKey, full }

  private static func insert(
    _ entries: SharedArray<NGramEntry>, homes: Int, into table: SharedArray<NGramEntry>
  ) -> Insertion {
    let slots = table.base
    let last = table.count &- 1
    for index in 0..<entries.count {
      var entry = entries[index]
      if entry.key == NGramEntry.empty.key { return .sameKey }
      var slot = NGramKey.home(of: entry.key, homes: UInt64(homes))
      while slots[slot].key < entry.key { slot &+= 1 }
      if slots[slot].key == entry.key { return .sameKey }
      // Larger keys move one slot up, as far as the next empty one.
      while entry.key != NGramEntry.empty.key {
        if slot == last { return .full }
        swap(&slots[slot], &entry)
        slot &+= 1
      }
    }
    return .done
  }

  /// Marks the n-grams that others end with.
  private func markSuffixes(_ model: NGramModel, _ blocks: [Block], threads: Int) {
    let marks = AtomicMarks(count: entries.count)
    let entries = entries
    let homes = UInt64(homes)
    let seed = seed
    Parallel.forEach(blocks.count, threads: threads) { index in
      let block = blocks[index]
      guard block.order > 1 else { return }
      block.forEachKey(model.orders[block.order], seed: seed, from: 1) { _, key in
        var slot = NGramKey.home(of: key, homes: homes)
        while entries[slot].key < key { slot &+= 1 }
        if entries[slot].key == key { marks.set(slot) }
      }
    }
    for slot in 0..<entries.count where marks[slot] { entries.base[slot].value.markExtendsLeft() }
  }
}

/// Some n-grams of one order, for one thread.
private struct Block: Sendable {
  /// The length of the n-grams - 1.
  let order: Int
  let grams: Range<Int>
  /// The number of the first among all n-grams of two or more tokens.
  let first: Int

  static func all(of model: NGramModel) -> [Block] {
    var blocks: [Block] = []
    var first = 0
    for (index, order) in model.orders.enumerated().dropFirst() {
      for grams in Parallel.chunks(order.count, size: 1 << 14) {
        blocks.append(Block(order: index, grams: grams, first: first + grams.lowerBound))
      }
      first += order.count
    }
    return blocks
  }

  /// Calls `body` with each n-gram and the key of its tokens from `start`.
  @inline(__always)
  func forEachKey(_ order: NGramModel.Order, seed: UInt64, from start: Int, _ body: (Int, UInt64) -> Void) {
    let length = self.order &+ 1
    order.tokens.withUnsafeBufferPointer { tokens in
      for gram in grams {
        let first = gram &* length
        var place = first &+ length &- 1
        var key = NGramKey(tokens[place], seed: seed)
        while place > first &+ start {
          place &-= 1
          key.extend(tokens[place])
        }
        body(gram, key.value)
      }
    }
  }
}

/// Marks that several threads set.
private final class AtomicMarks: @unchecked Sendable {
  // Unchecked: the memory belongs to the object, and all accesses while threads run are atomic.
  private let base: UnsafeMutablePointer<Atomic<UInt8>>
  private let count: Int

  init(count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count))
    for index in 0..<count { (base + index).initialize(to: Atomic(0)) }
  }

  @inline(__always)
  func set(_ index: Int) { base[index].store(1, ordering: .relaxed) }

  @inline(__always)
  subscript(index: Int) -> Bool { base[index].load(ordering: .relaxed) != 0 }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }
}
