public import Storage
internal import Tokens

/// Writes an n-gram model for fast queries: the unigrams as an array, all longer n-grams in one hash table
/// (the probing model of Heafield 2011).
///
/// | section | element | what |
/// |---|---|---|
/// | `LMHD` | `LanguageModelHeader`, u64 × 10 | order, seed, homes, number of n-grams of each order |
/// | `LMUN` | `NGramValue`, f32 × 2 | probability and backoff of each token |
/// | `LMNG` | `NGramEntry`, u64 and f32 × 2 | the table, in the order of the keys |
///
/// The table has linear probing with its keys in order (Amble and Knuth 1974): a search for a key that is
/// not there ends at the first larger one, and building is one pass over the sorted keys.
public enum LanguageModelWriter {
  /// - Throws: `StorageError` if the file cannot be written.
  public static func write(_ model: NGramModel, to path: String) throws(StorageError) {
    let table = NGramTableBuilder.build(model)
    var counts = model.counts.map { UInt64($0) }
    while counts.count < LanguageModelState.maximumOrder { counts.append(0) }
    let header = LanguageModelHeader(
      order: UInt64(model.orders.count), seed: table.seed, homes: UInt64(table.homes),
      counts: (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]))
    var writer = try SectionWriter(path: path)
    try writer.append("LMHD", [header])
    try writer.append("LMUN", table.unigrams)
    try writer.append("LMNG", table.entries)
    try writer.commit()
  }
}

/// Lays out the hash table of a model file.
struct NGramTableBuilder {
  private(set) var unigrams: [NGramValue]
  private(set) var entries: [NGramEntry] = []
  let seed: UInt64
  let homes: Int

  static func build(_ model: NGramModel) -> NGramTableBuilder {
    var seed: UInt64 = 0
    while true {
      if let table = NGramTableBuilder(model, seed: seed) { return table }
      // Two n-grams had the same 64-bit key, which will not happen in a lifetime.
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    }
  }

  /// Fails if two n-grams have the same key.
  private init?(_ model: NGramModel, seed: UInt64) {
    precondition((1...LanguageModelState.maximumOrder).contains(model.orders.count), "the order is 1 to 7")
    self.seed = seed
    let total = model.orders.dropFirst().reduce(0) { $0 + $1.count }
    homes = total + total / 2 + 1
    unigrams = [NGramValue](
      repeating: .absent, count: max(model.vocabularySize, SpecialToken.count))
    for (index, token) in model.orders[0].tokens.enumerated() where Int(token) < unigrams.count {
      unigrams[Int(token)] = NGramValue(
        probability: model.orders[0].probabilities[index], backoff: model.orders[0].backoffs[index])
    }
    if unigrams[Int(SpecialToken.unknown)].isAbsent {
      unigrams[Int(SpecialToken.unknown)] = NGramValue(probability: -100, backoff: 0)
    }
    var values = Self.values(model)
    markContexts(model, &values)
    guard place(values, Self.keys(model, seed: seed)) else { return nil }
    markSuffixes(model)
  }

  /// What is stored for the n-grams of orders 2 and up, one order after another.
  private static func values(_ model: NGramModel) -> [NGramValue] {
    model.orders.dropFirst().flatMap { order in
      (0..<order.count).map {
        NGramValue(probability: order.probabilities[$0], backoff: order.backoffs[$0])
      }
    }
  }

  private static func keys(_ model: NGramModel, seed: UInt64) -> [UInt64] {
    let total = model.orders.dropFirst().reduce(0) { $0 + $1.count }
    return [UInt64](unsafeUninitializedCapacity: total) { keys, count in
      for (index, order) in model.orders.enumerated().dropFirst() {
        let length = index + 1
        order.tokens.withUnsafeBufferPointer { tokens in
          for gram in 0..<order.count {
            var key = NGramKey(tokens[gram &* length &+ index], seed: seed)
            for place in stride(from: gram &* length &+ index &- 1, through: gram &* length, by: -1) {
              key.extend(tokens[place])
            }
            keys[count] = key.value
            count &+= 1
          }
        }
      }
    }
  }

  /// Marks the n-grams that others start with: both orders are sorted, so one walk along both finds them.
  private mutating func markContexts(_ model: NGramModel, _ values: inout [NGramValue]) {
    if model.orders.count > 1 {
      for place in stride(from: 0, to: model.orders[1].tokens.count, by: 2) {
        let token = Int(model.orders[1].tokens[place])
        if token < unigrams.count, !unigrams[token].isAbsent { unigrams[token].markExtendsRight() }
      }
    }
    var start = 0
    for (index, order) in model.orders.enumerated().dropFirst(2) {
      let shorter = model.orders[index - 1]
      shorter.tokens.withUnsafeBufferPointer { shorterTokens in
        order.tokens.withUnsafeBufferPointer { tokens in
          var context = 0
          for gram in 0..<order.count {
            let at = tokens.baseAddress! + gram &* (index &+ 1)
            while context < shorter.count {
              let other = shorterTokens.baseAddress! + context &* index
              var place = 0
              while place < index, other[place] == at[place] { place &+= 1 }
              if place == index { values[start &+ context].markExtendsRight() }
              if place == index || other[place] > at[place] { break }
              context &+= 1
            }
          }
        }
      }
      start += shorter.count
    }
  }

  /// Puts the entries in the order of their keys, each at its home or behind it; false if two are the same.
  private mutating func place(_ values: [NGramValue], _ keys: [UInt64]) -> Bool {
    // A counting sort by home leaves only a few keys to be sorted by comparison.
    var starts = [UInt32](repeating: 0, count: homes + 1)
    var sorted = [UInt32](repeating: 0, count: keys.count)
    starts.withUnsafeMutableBufferPointer { starts in
      for key in keys { starts[NGramKey.home(of: key, homes: UInt64(homes)) &+ 1] &+= 1 }
      for home in 0..<homes { starts[home + 1] &+= starts[home] }
      sorted.withUnsafeMutableBufferPointer { sorted in
        for (index, key) in keys.enumerated() {
          let home = NGramKey.home(of: key, homes: UInt64(homes))
          sorted[Int(starts[home])] = UInt32(truncatingIfNeeded: index)
          starts[home] &+= 1
        }
        // Keys of different homes are in order already, so no entry moves further than its home is full.
        for index in 1..<max(1, sorted.count) {
          let moved = sorted[index]
          var hole = index
          while hole > 0, keys[Int(moved)] < keys[Int(sorted[hole &- 1])] {
            sorted[hole] = sorted[hole &- 1]
            hole &-= 1
          }
          sorted[hole] = moved
        }
      }
    }
    entries = [NGramEntry](repeating: .empty, count: homes + 1)
    var next = 0
    var previous: UInt64?
    for index in sorted {
      let key = keys[Int(index)]
      if key == previous || key == NGramEntry.empty.key { return false }
      previous = key
      let slot = max(next, NGramKey.home(of: key, homes: UInt64(homes)))
      let entry = NGramEntry(key: key, value: values[Int(index)])
      if slot < entries.count { entries[slot] = entry } else { entries.append(entry) }
      next = slot + 1
    }
    // The last slot is empty: it ends each search.
    if next == entries.count { entries.append(.empty) }
    return true
  }

  /// Marks the n-grams that others end with.
  private mutating func markSuffixes(_ model: NGramModel) {
    let seed = seed
    for (index, order) in model.orders.enumerated().dropFirst() {
      let length = index + 1
      order.tokens.withUnsafeBufferPointer { tokens in
        for gram in 0..<order.count {
          let last = gram &* length &+ index
          if length == 2 {
            let token = Int(tokens[last])
            if token < unigrams.count { unigrams[token].markExtendsLeft() }
            continue
          }
          var key = NGramKey(tokens[last], seed: seed)
          for place in stride(from: last &- 1, to: gram &* length, by: -1) { key.extend(tokens[place]) }
          markExtendsLeft(key.value)
        }
      }
    }
  }

  @inline(__always)
  private mutating func markExtendsLeft(_ key: UInt64) {
    var slot = NGramKey.home(of: key, homes: UInt64(homes))
    while entries[slot].key < key { slot &+= 1 }
    if entries[slot].key == key { entries[slot].value.markExtendsLeft() }
  }
}
