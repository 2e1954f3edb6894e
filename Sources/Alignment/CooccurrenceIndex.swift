internal import Tokens

/// Numbers the pairs of a source and a target word that stand together in some sentence pair, and gives
/// for each cell of each sentence pair the number of its word pair.
///
/// Pairs that stand together often have the first numbers, the others follow by the first sentence pair that
/// has them: so most counts of a sentence pair lie side by side, and the rest in memory that stays cached.
struct CooccurrenceIndex: Sendable {
  /// For each sentence pair, where its cells start; the cell of source i and target j is at
  /// `start + j × source length + i`.
  let cellStarts: [Int]
  let cells: [UInt32]
  let pairCount: Int
  /// For each source word, the number of its pairs; likewise for each target word.
  let sourcePartners: [UInt32]
  let targetPartners: [UInt32]

  init(source: TokenizedCorpus, target: TokenizedCorpus, isUsed: [Bool]) {
    let sentences = source.sentenceCount
    var starts = [Int](repeating: 0, count: sentences + 1)
    for sentence in 0..<sentences {
      let cells = isUsed[sentence] ? source.range(of: sentence).count * target.range(of: sentence).count : 0
      starts[sentence + 1] = starts[sentence] + cells
    }
    let sourceSize = Int(source.tokens.max() ?? 0) + 1
    let targetSize = Int(target.tokens.max() ?? 0) + 1
    // The places of each source word, by counting sort.
    var wordStarts = [Int](repeating: 0, count: sourceSize + 1)
    for token in source.tokens { wordStarts[Int(token) + 1] += 1 }
    for word in 0..<sourceSize { wordStarts[word + 1] += wordStarts[word] }
    var fill = wordStarts
    var places = [(sentence: UInt32, position: UInt32)](repeating: (0, 0), count: source.tokens.count)
    for sentence in 0..<sentences {
      for (position, place) in source.range(of: sentence).enumerated() {
        let word = Int(source.tokens[place])
        places[fill[word]] = (UInt32(sentence), UInt32(position))
        fill[word] += 1
      }
    }
    var cells = [UInt32](repeating: 0, count: starts[sentences])
    var stamps = [UInt32](repeating: .max, count: targetSize)
    var numbers = [UInt32](repeating: 0, count: targetSize)
    var sourcePartners = [UInt32](repeating: 0, count: sourceSize)
    var targetPartners = [UInt32](repeating: 0, count: targetSize)
    var next: UInt32 = 0
    cells.withUnsafeMutableBufferPointer { cells in
      target.tokens.withUnsafeBufferPointer { targetTokens in
        for word in 0..<sourceSize {
          let first = next
          for place in wordStarts[word]..<wordStarts[word + 1] {
            let sentence = Int(places[place].sentence)
            guard isUsed[sentence] else { continue }
            let width = Int(source.offsets[sentence + 1] - source.offsets[sentence])
            var cell = starts[sentence] + Int(places[place].position)
            for j in Int(target.offsets[sentence])..<Int(target.offsets[sentence + 1]) {
              let e = Int(targetTokens[j])
              if stamps[e] != UInt32(word) {
                stamps[e] = UInt32(word)
                numbers[e] = next
                targetPartners[e] += 1
                next += 1
              }
              cells[cell] = numbers[e]
              cell += width
            }
          }
          sourcePartners[word] = next - first
        }
      }
    }
    Self.renumber(&cells, pairCount: Int(next))
    cellStarts = starts
    self.cells = cells
    pairCount = Int(next)
    self.sourcePartners = sourcePartners
    self.targetPartners = targetPartners
  }

  /// Numbers the pairs with many cells first and each group by first occurrence.
  private static func renumber(_ cells: inout [UInt32], pairCount: Int) {
    let many = 4
    var cellCounts = [UInt32](repeating: 0, count: pairCount)
    for cell in cells { cellCounts[Int(cell)] += 1 }
    var next: UInt32 = 0
    var nextRare = UInt32(cellCounts.count { $0 >= many })
    var numbers = [UInt32](repeating: .max, count: pairCount)
    for index in cells.indices {
      let old = Int(cells[index])
      if numbers[old] == .max {
        if cellCounts[old] >= many {
          numbers[old] = next
          next += 1
        } else {
          numbers[old] = nextRare
          nextRare += 1
        }
      }
      cells[index] = numbers[old]
    }
  }
}
