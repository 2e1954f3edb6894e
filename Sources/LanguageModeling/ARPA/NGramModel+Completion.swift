internal import Tokens

extension NGramModel {
  /// Puts the n-grams of an order in the order of their tokens.
  mutating func sort(_ index: Int, file: String) throws(LanguageModelError) {
    let length = index + 1
    let order = orders[index]
    func compare(_ a: Int, _ b: Int) -> Int {
      for place in 0..<length {
        let x = order.tokens[a * length + place]
        let y = order.tokens[b * length + place]
        if x != y { return x < y ? -1 : 1 }
      }
      return 0
    }
    var isSorted = true
    for gram in 1..<max(1, order.count) where compare(gram - 1, gram) >= 0 { isSorted = false }
    if isSorted { return }
    let sorted = (0..<order.count).sorted { compare($0, $1) < 0 }
    for (a, b) in zip(sorted, sorted.dropFirst()) where compare(a, b) == 0 {
      throw LanguageModelError(
        .damagedFile, file: file, "It has an n-gram of length \(length) twice.",
        advice: "Check that the file is a complete ARPA file.")
    }
    var result = Order()
    result.tokens.reserveCapacity(order.tokens.count)
    for gram in sorted { result.tokens += order.tokens[(gram * length)..<((gram + 1) * length)] }
    result.probabilities = sorted.map { order.probabilities[$0] }
    result.backoffs = sorted.map { order.backoffs[$0] }
    orders[index] = result
  }

  /// Adds n-grams that are missing between a longer n-gram and a shorter one with the same end: SRILM prunes
  /// them. A missing context is an error, as in KenLM.
  mutating func complete(file: String) throws(LanguageModelError) {
    guard orders.count > 1 else { return }
    var blanks = [[Bool]](repeating: [], count: orders.count)
    var finders = orders.indices.map { NGramFinder(orders[$0], length: $0 + 1) }
    for index in stride(from: orders.count - 1, through: 1, by: -1) {
      let longer = orders[index]
      guard finders[index - 1].missing(from: orders[index - 1], in: longer, offset: 0).isEmpty else {
        throw LanguageModelError(
          .damagedFile, file: file,
          "It has an n-gram of length \(index + 1) but not its first \(index) tokens as one of their own.",
          advice: "Check that the file is a complete ARPA file.")
      }
      for gram in finders[index - 1].missing(from: orders[index - 1], in: longer, offset: 1) {
        let tokens = longer.tokens[(gram * (index + 1) + 1)..<((gram + 1) * (index + 1))]
        // Another n-gram may have brought it.
        guard finders[index - 1].find(tokens, in: orders[index - 1]) == nil else { continue }
        if blanks[index - 1].isEmpty {
          blanks[index - 1] = [Bool](repeating: false, count: orders[index - 1].count)
        }
        blanks[index - 1].append(true)
        orders[index - 1].tokens += tokens
        orders[index - 1].probabilities.append(0)
        orders[index - 1].backoffs.append(0)
        finders[index - 1].append(in: orders[index - 1])
      }
    }
    for index in 1..<orders.count where !blanks[index].isEmpty {
      for gram in 0..<orders[index].count where blanks[index][gram] {
        let tokens = Array(orders[index].tokens[(gram * (index + 1))..<((gram + 1) * (index + 1))])
        let context = finders[index - 1].find(tokens[..<index], in: orders[index - 1])!
        let shorter = finders[index - 1].find(tokens[1...], in: orders[index - 1])!
        orders[index].probabilities[gram] =
          orders[index - 1].backoffs[context] + orders[index - 1].probabilities[shorter]
      }
    }
    for index in 1..<orders.count where !blanks[index].isEmpty { try sort(index, file: file) }
  }
}
