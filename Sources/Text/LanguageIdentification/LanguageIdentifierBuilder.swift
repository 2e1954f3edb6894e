#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif
public import Storage

/// Counts character n-grams of texts in known languages and writes a `LanguageIdentifier`.
public struct LanguageIdentifierBuilder: Sendable {
  /// The n-grams kept for each language and order; the file takes about 12 bytes and one byte a
  /// language for each.
  public var gramsPerOrder = [400, 3000, 8000, 12000]

  private var languages: [String] = []
  /// For each language and order, the n-grams' numbers by hash.
  private var tables: [[PairCounts]] = []
  private var counts: [[[UInt32]]] = []

  public init() {}

  /// Counts the n-grams of `text`; call it with as many texts of a language as there are.
  public mutating func add(text: String, language: String) {
    let index: Int
    if let known = languages.firstIndex(of: language) {
      index = known
    } else {
      index = languages.count
      languages.append(language)
      tables.append((0..<CharacterGrams.orders).map { _ in PairCounts(capacity: 1024) })
      counts.append([[UInt32]](repeating: [], count: CharacterGrams.orders))
    }
    var grams = CharacterGrams()
    // The counters leave the arrays while they change, so that nothing is copied.
    var orders = tables[index]
    tables[index] = []
    var totals = counts[index]
    counts[index] = []
    _ = grams.forEach(in: text, limit: .max) { order, hash in
      let number = orders[order - 1].insert(hash)
      if number == totals[order - 1].count {
        totals[order - 1].append(1)
      } else {
        totals[order - 1][number] &+= 1
      }
    }
    tables[index] = orders
    counts[index] = totals
  }

  /// Writes the section file that `LanguageIdentifier(path:)` opens.
  ///
  /// A cell is the quantized natural logarithm of P(n-gram | language) among n-grams of its order, with
  /// add-1/2 smoothing, so that an n-gram that a language lacks costs what its own data allow.
  public func write(to path: String) throws(StorageError) {
    var order = Array(languages.indices)
    order.sort { languages[$0].utf8.lexicographicallyPrecedes(languages[$1].utf8) }
    var kept: Set<UInt64> = []
    for language in order {
      for n in 0..<CharacterGrams.orders {
        let grams = counts[language][n]
        let keys = tables[language][n].keys
        let best = grams.indices.filter { grams[$0] > 1 || n < 2 }
          .sorted { grams[$0] != grams[$1] ? grams[$0] > grams[$1] : keys[$0] < keys[$1] }
        for gram in best.prefix(gramsPerOrder[n]) { kept.insert(keys[gram]) }
      }
    }
    let hashes = kept.sorted()
    var slotCount = 16
    while slotCount * 5 < hashes.count * 6 { slotCount *= 2 }
    var keys = [UInt32](repeating: 0, count: slotCount)
    var cells = [UInt8](repeating: 0, count: slotCount * languages.count)
    let totals = counts.map { $0.map { grams in grams.reduce(0.0) { $0 + Double($1) } } }
    for hash in hashes {
      var slot = Int(truncatingIfNeeded: hash >> 32) & (slotCount - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
      keys[slot] = LanguageIdentifier.fingerprint(hash)
      let n = (0..<CharacterGrams.orders).first { n in
        languages.indices.contains { tables[$0][n].find(hash) != nil }
      } ?? 0
      for (column, language) in order.enumerated() {
        let count = tables[language][n].find(hash).map { Double(counts[language][n][$0]) } ?? 0
        let types = Double(tables[language][n].keys.count)
        let probability = (count + 0.5) / (totals[language][n] + 0.5 * types + 1)
        let steps = (-log(probability) * LanguageIdentifier.stepsPerNat).rounded()
        // 0 is the step of a certain event, which does not occur; the top bit of precision is enough.
        cells[slot * languages.count + column] = UInt8(min(255, max(1, steps)))
      }
    }
    var writer = try SectionWriter(path: path)
    try writer.append("LIKY", keys)
    try writer.append("LICE", cells)
    try writer.append("LILA", Array(order.map { languages[$0] }.joined(separator: "\n").utf8))
    try writer.append("LIST", order.map { Float(coverage(of: $0, in: kept)) })
    try writer.commit()
  }

  /// The share of 4-grams of a language's own text that the model holds.
  private func coverage(of language: Int, in kept: Set<UInt64>) -> Double {
    let n = CharacterGrams.orders - 1
    var held = 0.0
    var total = 0.0
    for (key, count) in zip(tables[language][n].keys, counts[language][n]) {
      total += Double(count)
      if kept.contains(key) && count > 1 { held += Double(count) }
    }
    return total > 0 ? held / total : 1
  }
}
