private import Foundation

/// The counts of class bigrams, and what they would bring with one word moved.
///
/// A class is a number below `classCount`; what lies outside the words is the class `classCount`, which no word
/// joins. The gain of a table is Σ n(g, h) log n(g, h) − Σ n(g, ·) log n(g, ·) − Σ n(·, h) log n(·, h), the part
/// of the likelihood that depends on the classes (Martin, Liermann and Ney 1998, equation 4).
struct ClassBigrams {
  private let classCount: Int
  private var stride: Int { classCount + 1 }
  /// n(g, h) at g × stride + h, and the same with g and h swapped.
  private var counts: [Int32]
  private var transposed: [Int32]
  /// n(g, ·) and n(·, h).
  private var firsts: [Int32]
  private var seconds: [Int32]
  private let logs: EntropyTerms

  /// The word that was removed: how often each class stood before and after it, itself left out, and how
  /// often it followed itself.
  private var before: [Int32]
  private var after: [Int32]
  private var beforeClasses: [Int] = []
  private var afterClasses: [Int] = []
  private var itself: Int32 = 0
  private var beforeTotal: Int32 = 0
  private var afterTotal: Int32 = 0
  private var gains: [Float]

  init(classCount: Int, _ neighbours: NeighbourCounts, _ classes: [UInt32]) {
    self.classCount = classCount
    let stride = classCount + 1
    counts = [Int32](repeating: 0, count: stride * stride)
    transposed = counts
    firsts = [Int32](repeating: 0, count: stride)
    seconds = firsts
    before = firsts
    after = firsts
    gains = [Float](repeating: 0, count: stride)
    var total = 0
    for word in 0...neighbours.wordCount {
      let first = word < classes.count ? Int(classes[word]) : classCount
      for index in neighbours.after.starts[word]..<neighbours.after.starts[word + 1] {
        let neighbour = neighbours.after.neighbours[index]
        let second = Int(neighbour.word) < classes.count ? Int(classes[Int(neighbour.word)]) : classCount
        counts[first * stride + second] += neighbour.count
        transposed[second * stride + first] += neighbour.count
        firsts[first] += neighbour.count
        seconds[second] += neighbour.count
        total += Int(neighbour.count)
      }
    }
    logs = EntropyTerms(total: total)
  }

  /// Takes `word` out of its class.
  mutating func remove(_ word: Int, _ neighbours: NeighbourCounts, _ classes: [UInt32]) {
    for known in beforeClasses { before[known] = 0 }
    for known in afterClasses { after[known] = 0 }
    beforeClasses.removeAll(keepingCapacity: true)
    afterClasses.removeAll(keepingCapacity: true)
    itself = 0
    beforeTotal = 0
    afterTotal = 0
    for index in neighbours.before.starts[word]..<neighbours.before.starts[word + 1] {
      let neighbour = neighbours.before.neighbours[index]
      if Int(neighbour.word) == word {
        itself = neighbour.count
        continue
      }
      let other = Int(neighbour.word) < classes.count ? Int(classes[Int(neighbour.word)]) : classCount
      if before[other] == 0 { beforeClasses.append(other) }
      before[other] += neighbour.count
      beforeTotal += neighbour.count
    }
    for index in neighbours.after.starts[word]..<neighbours.after.starts[word + 1] {
      let neighbour = neighbours.after.neighbours[index]
      if Int(neighbour.word) == word { continue }
      let other = Int(neighbour.word) < classes.count ? Int(classes[Int(neighbour.word)]) : classCount
      if after[other] == 0 { afterClasses.append(other) }
      after[other] += neighbour.count
      afterTotal += neighbour.count
    }
    add(Int(classes[word]), sign: -1)
  }

  /// Puts the word that was removed into a class.
  mutating func insert(into target: UInt32) { add(Int(target), sign: 1) }

  /// The word's neighbours stand where they stood, so their own totals stay.
  private mutating func add(_ target: Int, sign: Int32) {
    let stride = stride
    for other in beforeClasses {
      counts[other * stride + target] += sign * before[other]
      transposed[target * stride + other] += sign * before[other]
    }
    for other in afterClasses {
      counts[target * stride + other] += sign * after[other]
      transposed[other * stride + target] += sign * after[other]
    }
    counts[target * stride + target] += sign * itself
    transposed[target * stride + target] += sign * itself
    firsts[target] += sign * (afterTotal + itself)
    seconds[target] += sign * (beforeTotal + itself)
  }

  /// The class that gains most from the word that was removed; of equals `old`, then the first.
  mutating func bestClass(usually old: UInt32) -> UInt32 {
    let stride = stride
    let (firstTotal, secondTotal) = (afterTotal + itself, beforeTotal + itself)
    for target in 0..<classCount {
      gains[target] = -logs.gain(firsts[target], firstTotal) - logs.gain(seconds[target], secondTotal)
    }
    for other in beforeClasses {
      logs.addGains(counts, other * stride, before[other], to: &gains, count: classCount)
    }
    for other in afterClasses {
      logs.addGains(transposed, other * stride, after[other], to: &gains, count: classCount)
    }
    // Inside a class the bigrams before, after and with itself are one count.
    for target in beforeClasses where target < classCount { correct(target) }
    for target in afterClasses where target < classCount && before[target] == 0 { correct(target) }
    if itself > 0 {
      for target in 0..<classCount where before[target] == 0 && after[target] == 0 { correct(target) }
    }
    var best = Int(old)
    for target in 0..<classCount where gains[target] > gains[best] + 1e-3 { best = target }
    return UInt32(best)
  }

  private mutating func correct(_ target: Int) {
    let own = counts[target * stride + target]
    gains[target] -= logs.gain(own, before[target]) + logs.gain(own, after[target])
    gains[target] += logs.gain(own, before[target] + after[target] + itself)
  }
}

/// n log n for counts.
private struct EntropyTerms {
  private let values: [Float]

  init(total: Int) {
    values = (0...max(1, min(total, 1 << 16))).map { $0 == 0 ? 0 : Float(Double($0) * log(Double($0))) }
  }

  private func term(_ count: Int32) -> Float {
    Int(count) < values.count ? values[Int(count)] : Float(Double(count) * log(Double(count)))
  }

  /// What `more` bring to a count.
  func gain(_ count: Int32, _ more: Int32) -> Float { more == 0 ? 0 : term(count + more) - term(count) }

  /// Adds to each of `gains` what `more` bring to the counts from `start` on.
  func addGains(_ counts: [Int32], _ start: Int, _ more: Int32, to gains: inout [Float], count: Int) {
    for index in 0..<count { gains[index] += gain(counts[start + index], more) }
  }
}
