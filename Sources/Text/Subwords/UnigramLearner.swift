#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// A unigram model of pieces, learned by expectation maximization and pruning (Kudo 2018, section 3.2).
///
/// The seed pieces are the most frequent substrings, counted exactly on a trie. All places where a piece
/// fits are stored once and thinned out as pieces are pruned, so that an iteration is two sweeps of
/// multiplications. Words are short, so probabilities need no logarithms.
struct UnigramLearner {
  private(set) var pieces: [String] = []
  /// Natural logarithms of probabilities.
  private(set) var scores: [Float] = []

  private let corpus: AtomCorpus
  /// For each candidate piece its atoms, by trie: the node of its prefix and its last atom.
  private var parents: [UInt32] = []
  private var lastAtoms: [UInt32] = []
  private var lengths: [UInt8] = []
  private var frequencies: [Int] = []
  /// Pieces that fit at a place of the corpus: `edgePieces[edgeOffsets[p]..<edgeOffsets[p + 1]]`.
  private var edgeOffsets: [UInt32] = []
  private var edgePieces: [UInt32] = []
  private var probabilities: [Double] = []
  private let atomCount: Int

  private static let longestPiece = 16
  /// The share of pieces kept by a round of pruning, as in SentencePiece.
  private static let keep = 0.75

  init(_ corpus: AtomCorpus, minimumCount: Int) {
    self.corpus = corpus
    atomCount = corpus.atoms.count
    collect(minimumCount: minimumCount)
  }

  mutating func learn(vocabularySize: Int) {
    let goal = max(vocabularySize, atomCount)
    seed(limit: max(goal * 10, 1))
    while true {
      for _ in 0..<2 { maximize(expect()) }
      let alive = probabilities.indices.filter { isAlive($0) }.count
      if alive <= goal { break }
      prune(to: max(goal, Int(Double(alive) * Self.keep)))
    }
    finish()
  }

  private func isAlive(_ piece: Int) -> Bool { piece < atomCount || probabilities[piece] > 0 }

  /// Counts all substrings: the trie of the words' suffixes, down to the longest piece.
  private mutating func collect(minimumCount: Int) {
    for atom in 0..<atomCount {
      parents.append(.max)
      lastAtoms.append(UInt32(atom))
      lengths.append(1)
      frequencies.append(0)
    }
    var children = PairCounts(capacity: 1 << 16)
    edgeOffsets.reserveCapacity(corpus.symbols.count + 1)
    for index in corpus.counts.indices {
      let end = Int(corpus.offsets[index + 1])
      let weight = corpus.counts[index]
      for start in Int(corpus.offsets[index])..<end {
        edgeOffsets.append(UInt32(edgePieces.count))
        var node = corpus.symbols[start]
        guard node != AtomCorpus.rare else { continue }
        frequencies[Int(node)] += weight
        edgePieces.append(node)
        var place = start + 1
        while place < end, place - start < Self.longestPiece, corpus.symbols[place] != AtomCorpus.rare {
          let child = children.insert(PairCounts.key(node, corpus.symbols[place])) + atomCount
          if child == parents.count {
            parents.append(node)
            lastAtoms.append(corpus.symbols[place])
            lengths.append(UInt8(place - start + 1))
            frequencies.append(0)
          }
          frequencies[child] += weight
          node = UInt32(child)
          edgePieces.append(node)
          place += 1
        }
      }
    }
    edgeOffsets.append(UInt32(edgePieces.count))
    for piece in atomCount..<max(atomCount, frequencies.count) where frequencies[piece] < minimumCount {
      frequencies[piece] = 0
    }
  }

  /// Keeps the candidates that cover most text, with probabilities by that measure.
  private mutating func seed(limit: Int) {
    let weight = frequencies.indices.map { frequencies[$0] * Int(lengths[$0]) }
    var candidates = (atomCount..<max(atomCount, weight.count)).filter { weight[$0] > 0 }
    if candidates.count > limit {
      // Ties keep shorter pieces, whose parents have smaller numbers.
      candidates.sort { weight[$0] != weight[$1] ? weight[$0] > weight[$1] : $0 < $1 }
      candidates.removeLast(candidates.count - limit)
    }
    probabilities = [Double](repeating: 0, count: weight.count)
    var total = 0
    for piece in 0..<atomCount { total += weight[piece] }
    for piece in candidates { total += weight[piece] }
    guard total > 0 else { return }
    for piece in 0..<atomCount { probabilities[piece] = Double(max(1, weight[piece])) / Double(total) }
    for piece in candidates { probabilities[piece] = Double(weight[piece]) / Double(total) }
    compact()
  }

  /// Drops the edges of dead pieces.
  private mutating func compact() {
    var written = 0
    for place in 0..<(edgeOffsets.count - 1) {
      let range = Int(edgeOffsets[place])..<Int(edgeOffsets[place + 1])
      edgeOffsets[place] = UInt32(written)
      for edge in range where probabilities[Int(edgePieces[edge])] > 0 {
        edgePieces[written] = edgePieces[edge]
        written += 1
      }
    }
    edgeOffsets[edgeOffsets.count - 1] = UInt32(written)
    edgePieces.removeLast(edgePieces.count - written)
  }

  /// The expected count of each piece (forward–backward over each word's lattice).
  private func expect() -> [Double] {
    var expected = [Double](repeating: 0, count: probabilities.count)
    var forward = [Double](repeating: 0, count: 80)
    var backward = [Double](repeating: 0, count: 80)
    expected.withUnsafeMutableBufferPointer { expected in
      probabilities.withUnsafeBufferPointer { probability in
        lengths.withUnsafeBufferPointer { lengths in
          edgePieces.withUnsafeBufferPointer { edges in
            edgeOffsets.withUnsafeBufferPointer { offsets in
              for index in corpus.counts.indices {
                let start = Int(corpus.offsets[index])
                let length = Int(corpus.offsets[index + 1]) - start
                for place in 0...length { forward[place] = 0 }
                forward[0] = 1
                for place in 0..<length {
                  let from = Int(offsets[start &+ place])
                  let to = Int(offsets[start &+ place &+ 1])
                  // A rare atom has no piece: it passes.
                  if from == to { forward[place &+ 1] += forward[place] }
                  for edge in from..<to {
                    let piece = Int(edges[edge])
                    forward[place &+ Int(lengths[piece])] += forward[place] * probability[piece]
                  }
                }
                guard forward[length] > 0 else { continue }
                let scale = Double(corpus.counts[index]) / forward[length]
                backward[length] = 1
                for place in stride(from: length - 1, through: 0, by: -1) {
                  let from = Int(offsets[start &+ place])
                  let to = Int(offsets[start &+ place &+ 1])
                  var sum = from == to ? backward[place &+ 1] : 0
                  for edge in from..<to {
                    let piece = Int(edges[edge])
                    let tail = probability[piece] * backward[place &+ Int(lengths[piece])]
                    sum += tail
                    expected[piece] += forward[place] * tail * scale
                  }
                  backward[place] = sum
                }
              }
            }
          }
        }
      }
    }
    return expected
  }

  /// The new probabilities, with the sparse prior of SentencePiece: exp(digamma(count)), and pieces
  /// expected less than half a time die.
  private mutating func maximize(_ expected: [Double]) {
    var total = 0.0
    for piece in expected.indices where piece < atomCount || expected[piece] >= 0.5 {
      total += max(expected[piece], 0.5)
    }
    let logTotal = Self.digamma(total)
    for piece in expected.indices {
      if piece < atomCount || expected[piece] >= 0.5 {
        probabilities[piece] = exp(Self.digamma(max(expected[piece], 0.5)) - logTotal)
      } else {
        probabilities[piece] = 0
      }
    }
    compact()
    frequencies = expected.map { Int(($0 * 16).rounded()) }
  }

  /// Drops the pieces whose loss costs least: each expected use would be written with the best other pieces.
  private mutating func prune(to goal: Int) {
    var losses: [(loss: Double, piece: Int)] = []
    let logs = probabilities.map { $0 > 0 ? log($0) : -.infinity }
    var children = PairCounts(capacity: 1 << 16)
    var numbers: [Int] = []
    for piece in atomCount..<max(atomCount, parents.count) {
      let number = children.insert(PairCounts.key(parents[piece], lastAtoms[piece]))
      if number == numbers.count { numbers.append(piece) }
    }
    var atoms: [UInt32] = []
    for piece in atomCount..<max(atomCount, probabilities.count) where probabilities[piece] > 0 {
      atoms.removeAll(keepingCapacity: true)
      var node = piece
      while true {
        atoms.append(lastAtoms[node])
        if parents[node] == .max { break }
        node = Int(parents[node])
      }
      atoms.reverse()
      var best = [Double](repeating: -.infinity, count: atoms.count + 1)
      best[0] = 0
      for start in atoms.indices where best[start] > -.infinity {
        var node = Int(atoms[start])
        var end = start + 1
        while true {
          if node != piece, logs[node] > -.infinity {
            best[end] = max(best[end], best[start] + logs[node])
          }
          guard end < atoms.count,
            let child = children.find(PairCounts.key(UInt32(node), atoms[end]))
          else { break }
          node = numbers[child]
          end += 1
        }
      }
      losses.append((Double(frequencies[piece]) * (logs[piece] - best[atoms.count]), piece))
    }
    losses.sort { $0.loss != $1.loss ? $0.loss > $1.loss : $0.piece < $1.piece }
    for entry in losses.dropFirst(max(0, goal - atomCount)) { probabilities[entry.piece] = 0 }
    compact()
  }

  private mutating func finish() {
    for piece in probabilities.indices where isAlive(piece) {
      var spelling = ""
      var node = piece
      var atoms: [String] = []
      while true {
        let isFirst = parents[node] == .max
        let atom = corpus.atoms[Int(lastAtoms[node])]
        atoms.append(isFirst ? atom : String(atom.unicodeScalars.dropFirst()))
        if isFirst { break }
        node = Int(parents[node])
      }
      for atom in atoms.reversed() { spelling += atom }
      pieces.append(spelling)
      scores.append(Float(log(max(probabilities[piece], 1e-300))))
    }
  }

  /// The derivative of log gamma, by recurrence and its asymptotic series (Abramowitz and Stegun 6.3.18).
  private static func digamma(_ value: Double) -> Double {
    var x = value
    var result = 0.0
    while x < 7 {
      result -= 1 / x
      x += 1
    }
    x -= 0.5
    let inverse = 1 / (x * x)
    return result + log(x) + inverse * (1.0 / 24 - inverse * (7.0 / 960 - inverse * 31.0 / 8064))
  }
}
