public import Storage

/// Cuts words into learned pieces; pieces inside a word start with the joiner mark: `uta ￭naka ￭ru`.
///
/// Words with capitals or digits stay whole: they are names and numbers for the most part, of which a translation
/// of the pieces would keep nothing.
///
/// The file is mapped, not parsed. Segmentation is deterministic and takes time linear in long words.
public struct SubwordModel: Sendable {
  public let method: SubwordMethod
  private let table: SpellingTable
  private let mergeKeys: BorrowedArray<UInt64>
  private let mergeRanks: BorrowedArray<UInt32>
  private let mergeResults: BorrowedArray<UInt32>
  private let scores: BorrowedArray<Float>
  private let atomCount: Int
  /// The longest piece in bytes.
  private let longest: Int
  private let unknownScore: Float

  /// Longer words are cut into blocks of so many atoms first, which bounds the time.
  private static let block = 128

  /// Opens what `SubwordTrainer.train` wrote.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    let file = try SectionFile(path: path)
    table = try SpellingTable(file: file)
    let header = try file.elements("SWHD", as: UInt32.self)
    mergeKeys = BorrowedArray(try file.elements("SWMK", as: UInt64.self), owner: file)
    mergeRanks = BorrowedArray(try file.elements("SWMR", as: UInt32.self), owner: file)
    mergeResults = BorrowedArray(try file.elements("SWMP", as: UInt32.self), owner: file)
    scores = BorrowedArray(try file.elements("SWSC", as: Float.self), owner: file)
    let method = header.count == 3 ? SubwordMethod(rawValue: header[0]) : nil
    let pieceCount = table.count
    let mergeCount = mergeResults.elements.count
    var fits = method != nil && Int(header[1]) <= pieceCount
    fits = fits && mergeKeys.elements.count.nonzeroBitCount == 1
    fits = fits && mergeKeys.elements.count == mergeRanks.elements.count
    fits = fits && mergeCount < mergeKeys.elements.count
    fits = fits && mergeResults.elements.allSatisfy { $0 < pieceCount }
    fits = fits && mergeRanks.elements.allSatisfy { $0 < max(1, mergeCount) }
    fits = fits && (method == .bytePair || scores.elements.count == pieceCount)
    guard fits, let method else {
      throw StorageError(
        .damaged, file: path, "It is not a subword model, or its tables do not fit together.",
        advice: "Install the model again, or train it again.")
    }
    self.method = method
    atomCount = Int(header[1])
    longest = Int(header[2])
    unknownScore = (scores.elements.min() ?? 0) - 10
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { table.isDamaged }

  /// The number of pieces.
  public var count: Int { table.count }

  /// All pieces: first the single letters by falling frequency, then what was learned.
  public var pieces: [String] { (0..<table.count).map { table[$0] } }

  /// The pieces of `word`, in order. Joiner marks at the ends of the word stay on the outer pieces.
  public func segment(_ word: String) -> [String] {
    if WordAtoms.staysWhole(word) { return [word] }
    var core = word
    var prefix = ""
    var suffix = ""
    if word.utf8.first == 0xEF || word.utf8.last == 0xAD {
      let shape = AtomCorpus.strip(word)
      if shape.isEmpty { return [word] }
      if shape.utf8.count < word.utf8.count {
        let scalars = word.unicodeScalars
        prefix = String(scalars.prefix { $0 == WordShape.joiner })
        suffix = String(
          repeating: "\u{FFED}", count: scalars.reversed().prefix { $0 == WordShape.joiner }.count)
        core = shape
      }
    }
    var result: [String] = []
    core.withUTF8 { bytes in
      let ends = WordAtoms.ends(of: bytes)
      var cuts: [Int] = []
      for start in stride(from: 0, to: ends.count, by: Self.block) {
        let end = min(start + Self.block, ends.count)
        switch method {
        case .bytePair: cutByMerges(bytes, ends, start..<end, &cuts)
        case .unigram: cutByProbability(bytes, ends, start..<end, &cuts)
        }
      }
      result.reserveCapacity(cuts.count)
      var from = 0
      for cut in cuts {
        let piece = String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<cut]), as: UTF8.self)
        result.append(from == 0 ? prefix + piece : "\u{FFED}" + piece)
        from = cut
      }
    }
    if result.isEmpty { return [word] }
    if !suffix.isEmpty { result[result.count - 1] += suffix }
    return result
  }

  /// Hash state at the start of a piece: inside a word it starts with the joiner mark.
  private static let innerSeed = [0xEF, 0xBF, 0xAD].reduce(SpellingTable.hashSeed) {
    SpellingTable.extend($0, with: UInt8($1))
  }

  /// The number of the piece `bytes[from..<to]`, hashed as `hash`, which the table spells with a joiner
  /// mark if it does not start the word.
  @inline(__always)
  private func piece(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int, _ hash: UInt64) -> Int? {
    let slots = table.slots
    let mask = slots.count &- 1
    var slot = SpellingTable.finish(hash) & mask
    let skip = from > 0 ? 3 : 0
    for _ in 0..<slots.count {
      let entry = slots[slot]
      if entry == 0 { return nil }
      let index = Int(entry) &- 1
      if let found = table.utf8(index), found.count == to &- from &+ skip,
        skip == 0 || (found[0] == 0xEF && found[1] == 0xBF && found[2] == 0xAD)
      {
        var isSame = true
        for i in from..<to where found[i &- from &+ skip] != bytes[i] {
          isSame = false
          break
        }
        if isSame { return index }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  private func cutByMerges(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ends: [Int], _ range: Range<Int>, _ cuts: inout [Int]
  ) {
    var symbols: [UInt32] = []
    var limits: [Int] = []
    symbols.reserveCapacity(range.count)
    limits.reserveCapacity(range.count)
    var from = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
    for index in range {
      let to = ends[index]
      var hash = from > 0 ? Self.innerSeed : SpellingTable.hashSeed
      for i in from..<to { hash = SpellingTable.extend(hash, with: bytes[i]) }
      let atom = piece(bytes, from, to, hash)
      symbols.append(atom.map { $0 < atomCount ? UInt32($0) : .max } ?? .max)
      limits.append(to)
      from = to
    }
    // The rank of the merge of each symbol with the next; only neighbours of a merge change.
    var ranks: [UInt32] = []
    ranks.reserveCapacity(symbols.count)
    for index in symbols.indices.dropLast() { ranks.append(rank(symbols[index], symbols[index + 1])) }
    while true {
      var best = UInt32.max
      var at = 0
      for index in ranks.indices where ranks[index] < best {
        best = ranks[index]
        at = index
      }
      if best == .max { break }
      symbols[at] = mergeResults.elements[Int(best)]
      limits[at] = limits[at + 1]
      symbols.remove(at: at + 1)
      limits.remove(at: at + 1)
      ranks.remove(at: at)
      if at > 0 { ranks[at - 1] = rank(symbols[at - 1], symbols[at]) }
      if at < ranks.count { ranks[at] = rank(symbols[at], symbols[at + 1]) }
    }
    cuts.append(contentsOf: limits)
  }

  @inline(__always)
  private func rank(_ left: UInt32, _ right: UInt32) -> UInt32 {
    if left == .max || right == .max { return .max }
    let key = PairCounts.key(left, right)
    let mask = mergeKeys.elements.count &- 1
    var slot = PairCounts.slot(key) & mask
    for _ in 0...mask {
      let found = mergeKeys.elements[slot]
      if found == key { return mergeRanks.elements[slot] }
      if found == .max { return .max }
      slot = (slot &+ 1) & mask
    }
    return .max
  }

  private func cutByProbability(
    _ bytes: UnsafeBufferPointer<UInt8>, _ ends: [Int], _ range: Range<Int>, _ cuts: inout [Int]
  ) {
    let base = range.lowerBound
    let count = range.count
    var best = [Float](repeating: -.infinity, count: count + 1)
    var back = [Int](repeating: 0, count: count + 1)
    best[0] = 0
    for start in 0..<count {
      let from = base + start == 0 ? 0 : ends[base + start - 1]
      var hash = from > 0 ? Self.innerSeed : SpellingTable.hashSeed
      var position = from
      for end in (start + 1)...count {
        let to = ends[base + end - 1]
        if to - from > longest && end > start + 1 { break }
        while position < to {
          hash = SpellingTable.extend(hash, with: bytes[position])
          position &+= 1
        }
        var score = best[start]
        if let index = piece(bytes, from, to, hash) {
          score += scores.elements[index]
        } else if end == start + 1 {
          score += unknownScore
        } else {
          continue
        }
        // On a tie the longer first piece stays.
        if score > best[end] {
          best[end] = score
          back[end] = start
        }
      }
    }
    var path: [Int] = []
    var end = count
    while end > 0 {
      path.append(ends[base + end - 1])
      end = back[end]
    }
    cuts.append(contentsOf: path.reversed())
  }
}
