/// Counted words as flat arrays of numbered atoms, with the first atom of a word told from the others.
struct AtomCorpus {
  /// The atoms as pieces; those inside a word start with the joiner mark.
  private(set) var atoms: [String] = []
  /// All words, one after the other.
  private(set) var symbols: [UInt32] = []
  /// Where each word starts in `symbols`, and where the last one ends.
  private(set) var offsets: [UInt32] = [0]
  private(set) var counts: [Int] = []

  /// An atom that is too rare to become a piece.
  static let rare = UInt32.max
  /// Longer words teach nothing about words: they are addresses or noise.
  private static let longestWord = 64

  init(_ words: [(word: String, count: Int)], coverage: Double) {
    var numbers: [String: UInt32] = [:]
    var spellings: [String] = []
    var atomCounts: [Int] = []
    // ASCII atoms need no string to be numbered.
    var ascii = [UInt32](repeating: .max, count: 256)
    let joiner = "\u{FFED}"
    for entry in words where entry.count > 0 && !WordAtoms.staysWhole(entry.word) {
      var core = entry.word
      if core.utf8.first == 0xEF || core.utf8.last == 0xAD { core = Self.strip(core) }
      let start = symbols.count
      core.withUTF8 { bytes in
        var from = 0
        WordAtoms.forEachEnd(bytes) { end in
          let isInner = from > 0
          let isSingle = end &- from == 1 && bytes[from] < 0x80
          let slot = isSingle ? Int(bytes[from]) &* 2 &+ (isInner ? 1 : 0) : 0
          var number = isSingle ? ascii[slot] : .max
          if number == .max {
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<end]), as: UTF8.self)
            let atom = isInner ? joiner + text : text
            if let known = numbers[atom] {
              number = known
            } else {
              number = UInt32(spellings.count)
              numbers[atom] = number
              spellings.append(atom)
              atomCounts.append(0)
            }
            if isSingle { ascii[slot] = number }
          }
          symbols.append(number)
          from = end
        }
      }
      guard symbols.count - start <= Self.longestWord, symbols.count > start else {
        symbols.removeLast(symbols.count - start)
        continue
      }
      for symbol in symbols[start...] { atomCounts[Int(symbol)] += entry.count }
      offsets.append(UInt32(symbols.count))
      counts.append(entry.count)
    }
    rank(spellings, atomCounts, coverage)
  }

  static func strip(_ word: String) -> String {
    let scalars = word.unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    while start < end, scalars[start] == WordShape.joiner { start = scalars.index(after: start) }
    while start < end, scalars[scalars.index(before: end)] == WordShape.joiner {
      end = scalars.index(before: end)
    }
    return String(scalars[start..<end])
  }

  /// Numbers the atoms by falling count and drops those beyond `coverage`.
  private mutating func rank(_ spellings: [String], _ counts: [Int], _ coverage: Double) {
    let order = spellings.indices.sorted { a, b in
      if counts[a] != counts[b] { return counts[a] > counts[b] }
      return spellings[a].utf8.lexicographicallyPrecedes(spellings[b].utf8)
    }
    let total = counts.reduce(0, +)
    var covered = 0
    var numbers = [UInt32](repeating: Self.rare, count: spellings.count)
    for index in order where counts[index] > 0 {
      if Double(covered) >= Double(total) * coverage { break }
      covered += counts[index]
      numbers[index] = UInt32(atoms.count)
      atoms.append(spellings[index])
    }
    for index in symbols.indices { symbols[index] = numbers[Int(symbols[index])] }
  }
}
