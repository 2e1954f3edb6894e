public import Storage

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Counts character n-grams of texts in known languages and writes a `LanguageIdentifier`.
public struct LanguageIdentifierBuilder: Sendable {
  /// The most n-grams kept for each language, by order. The file takes about five bytes, and one more for
  /// each language, for an n-gram; fewer are kept if it would exceed 2 MB.
  private let gramsPerOrder = [400, 3000, 10000, 25000]

  private var languages: [String] = []
  /// For each language and order, the n-grams' numbers by hash.
  private var tables: [[PairCounts]] = []
  private var counts: [[[UInt32]]] = []
  /// The sum of the counts of each language and order.
  private var totals: [[Double]] = []

  /// The most bytes that the table of n-grams may take.
  private static let largestTable = 1_900_000

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
      totals.append([Double](repeating: 0, count: CharacterGrams.orders))
    }
    var grams = CharacterGrams()
    // The counters leave the arrays while they change, so that nothing is copied.
    var orders = tables[index]
    tables[index] = []
    var numbers = counts[index]
    var sums = totals[index]
    counts[index] = []
    _ = grams.forEach(in: text, limit: .max) { order, hash in
      let number = orders[order - 1].insert(hash)
      sums[order - 1] += 1
      if number == numbers[order - 1].count {
        numbers[order - 1].append(1)
      } else if numbers[order - 1][number] < .max {
        numbers[order - 1][number] += 1
      }
    }
    tables[index] = orders
    counts[index] = numbers
    totals[index] = sums
  }

  /// Writes the section file that `LanguageIdentifier(path:)` opens.
  ///
  /// A cell is the quantized natural logarithm of P(n-gram | language) among n-grams of its order, with
  /// add-1/2 smoothing, so that an n-gram that a language lacks costs what its own data allow.
  public func write(to path: String) throws(StorageError) {
    var order = Array(languages.indices)
    order.sort { languages[$0].utf8.lexicographicallyPrecedes(languages[$1].utf8) }
    let (kept, slotCount) = choose(order)
    let hashes = kept.sorted()
    var keys = [UInt32](repeating: 0, count: slotCount)
    var cells = [UInt8](repeating: 0, count: slotCount * languages.count)
    for hash in hashes {
      var slot = LanguageIdentifier.slot(hash, of: slotCount)
      while keys[slot] != 0 { slot = slot + 1 == slotCount ? 0 : slot + 1 }
      keys[slot] = LanguageIdentifier.fingerprint(hash)
      let n =
        (0..<CharacterGrams.orders).first { n in
          languages.indices.contains { tables[$0][n].find(hash) != nil }
        } ?? 0
      for (column, language) in order.enumerated() {
        let count = tables[language][n].find(hash).map { Double(counts[language][n][$0]) } ?? 0
        cells[slot * languages.count + column] = cell(count, language, n)
      }
    }
    var writer = try SectionWriter(path: path)
    try writer.append("LIKY", keys)
    try writer.append("LICE", cells)
    try writer.append("LILA", Array(order.map { languages[$0] }.joined(separator: "\n").utf8))
    let typical = order.map { typicalCost(of: $0, in: kept) }
    try writer.append("LIME", typical.map(\.mean))
    try writer.append("LISD", typical.map(\.deviation))
    try writer.append("LIFL", order.flatMap { language in (0..<2).map { cell(0, language, 2 + $0) } })
    try writer.commit()
  }

  /// The n-grams to keep, as many of the most frequent ones as the file may hold, and the table's size.
  private func choose(_ order: [Int]) -> (kept: Set<UInt64>, slotCount: Int) {
    let limit = Self.largestTable / (MemoryLayout<UInt32>.size + max(1, languages.count)) * 4 / 5
    var ranked: [[[UInt64]]] = []
    for language in order {
      ranked.append(
        (0..<CharacterGrams.orders).map { n in
          let grams = counts[language][n]
          let keys = tables[language][n].keys
          return grams.indices.filter { grams[$0] > 1 || n < 2 }
            .sorted { grams[$0] != grams[$1] ? grams[$0] > grams[$1] : keys[$0] < keys[$1] }
            .map { keys[$0] }
        })
    }
    var share = 1.0
    while true {
      var kept: Set<UInt64> = []
      for language in ranked {
        for (n, grams) in language.enumerated() {
          kept.formUnion(grams.prefix(Int(Double(gramsPerOrder[n]) * share)))
        }
      }
      if kept.count <= limit { return (kept, kept.count * 5 / 4 + 16) }
      share *= 0.9
    }
  }

  private func cell(_ count: Double, _ language: Int, _ n: Int) -> UInt8 {
    let total = totals[language][n]
    let types = Double(tables[language][n].keys.count)
    let probability = (count + 0.5) / (total + 0.5 * types + 1)
    return UInt8(min(255, max(1, (-log(probability) * LanguageIdentifier.stepsPerNat).rounded())))
  }

  /// What a 3- or 4-gram of a language's own text costs, in steps: mean and standard deviation.
  private func typicalCost(of language: Int, in kept: Set<UInt64>) -> (mean: Float, deviation: Float) {
    var total = 0.0
    var sum = 0.0
    var squares = 0.0
    for n in 2..<CharacterGrams.orders {
      let floor = cell(0, language, n)
      for (key, count) in zip(tables[language][n].keys, counts[language][n]) {
        // An n-gram seen once would be new in another text.
        let cost = Double(count > 1 && kept.contains(key) ? cell(Double(count - 1), language, n) : floor)
        total += Double(count)
        sum += Double(count) * cost
        squares += Double(count) * cost * cost
      }
    }
    guard total > 0 else { return (255, 1) }
    let mean = sum / total
    return (Float(mean), Float(max(1, squares / total - mean * mean).squareRoot()))
  }
}
