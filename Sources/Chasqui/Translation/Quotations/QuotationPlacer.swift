internal import Text
internal import Tokens

/// Gives a translation the quotation marks and the pairs of inline tags of its source: each once, around the words that
/// translate those within.
///
/// Decoders see the marks of a pair as two words that have nothing to do with each other, and lose one or move it out.
/// Where those that the decoder made leave as few words on the wrong side as can be, they stay where they are.
struct QuotationPlacer {
  /// A quotation mark of the translation.
  struct Mark: Equatable {
    /// Its index among the new target tokens.
    var target: Int
    /// The mark of the source that it stands for.
    var source: Int
    var isOpening: Bool
    var isMeasure = false
    var isTag = false
  }

  private let quotations: [Quotation]
  /// The old target tokens without the quotation marks.
  private let kept: [Int]
  /// For each of them, whether it is the translation of words in the source, and of which.
  private var sources: [[Int]]
  /// For each of them, whether it has a letter or a digit.
  private let isWord: [Bool]
  /// The quotations that the decoder made, as ranges of `kept`.
  private var candidates: [Quotation]
  /// For each quotation its range of `kept`; nil for one without words.
  private var spans: [Range<Int>?]
  private let tokens: [String]
  private let sourceTokens: [String]
  /// Ranges of target tokens that no mark may cut.
  private let whole: [Range<Int>]

  /// - Parameters:
  ///   - sentence: a translation whose phrases cover its target tokens one after another.
  ///   - fixed: target tokens in which quotation marks are no business of this type, such as terms.
  /// - Returns: nil if there is nothing to do.
  init?(_ sentence: TranslatedSentence, written: [String]? = nil, fixed: [Range<Int>]) {
    var quotations = Quotation.all(in: sentence.sourceTokens, written: written)
    let targets = sentence.targetTokens
    var marks = Self.marks(in: targets, hasSource: !quotations.isEmpty).filter { mark in
      !fixed.contains { $0.contains(mark) }
    }
    for pair in Quotation.tagged(in: sentence.sourceTokens) {
      let places = [pair.opening, pair.closing].compactMap(\.self).compactMap {
        Self.target(of: $0, sentence, written)
      }
      guard places.count == 2, !places.contains(where: { place in fixed.contains { $0.contains(place) } })
      else {
        continue
      }
      quotations.append(pair)
      marks += places
    }
    guard !quotations.isEmpty || !marks.isEmpty, quotations.allSatisfy({ !$0.content.isEmpty }) else {
      return nil
    }
    guard sentence.phrases.flatMap({ Array($0.target) }) == Array(targets.indices) else { return nil }
    self.quotations = quotations
    tokens = targets
    sourceTokens = sentence.sourceTokens
    whole = fixed
    let isMark = Set(marks)
    let kept = targets.indices.filter { !isMark.contains($0) }
    self.kept = kept
    isWord = kept.map {
      targets[$0].unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }
    sources = kept.map { _ in [] }
    spans = quotations.map { _ in nil }
    candidates = []
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
    var isLinked = [Bool](repeating: false, count: sentence.sourceTokens.count)
    for link in sentence.alignment where isLinked.indices.contains(Int(link.source)) {
      guard let place = places[Int(link.target)] else { continue }
      isLinked[Int(link.source)] = true
      sources[place].append(Int(link.source))
    }
    // Of a phrase without links all is the translation of all.
    for phrase in sentence.phrases where !isLinked[phrase.source].contains(true) {
      for target in phrase.target { if let place = places[target] { sources[place] += Array(phrase.source) } }
    }
    candidates = Self.candidates(in: targets, marks: isMark, kept)
    place()
  }

  /// Where the tag at `source` stands in a translation, which has it as it is.
  private static func target(of source: Int, _ sentence: TranslatedSentence, _ written: [String]?) -> Int? {
    let core = written?[source] ?? sentence.sourceTokens[source].core
    return sentence.phrases.first { $0.source.contains(source) }?.target.first {
      sentence.targetTokens[$0].core == core
    }
  }

  /// The tokens that are quotation marks. Of single ones all are that have partners; where the source has quotations,
  /// corpora may have taught `'` for `"`, so that others are as well, if no word ends in them.
  private static func marks(in tokens: [String], hasSource: Bool) -> [Int] {
    var marks = Set(tokens.indices.filter { Quotation.isSingleMark(tokens[$0]) == false })
    for quotation in Quotation.all(in: tokens) where quotation.isSingle {
      marks.formUnion([quotation.opening, quotation.closing].compactMap(\.self))
    }
    if hasSource {
      marks.formUnion(
        tokens.indices.filter { index in
          guard Quotation.isSingleMark(tokens[index]) == true else { return false }
          let isBehindWord = tokens[index].first == Joiner.mark && index > 0
          return !isBehindWord || tokens[index - 1].core.last?.isLetter != true
        })
    }
    return marks.sorted()
  }

  /// The decoder's quotations, with their content counted in `kept`.
  private static func candidates(in tokens: [String], marks: Set<Int>, _ kept: [Int]) -> [Quotation] {
    Quotation.all(in: tokens).compactMap { quotation in
      guard [quotation.opening, quotation.closing].allSatisfy({ $0 == nil || marks.contains($0!) }) else {
        return nil
      }
      var result = quotation
      let lower = kept.prefix { $0 < quotation.content.lowerBound }.count
      result.content = lower..<kept.prefix { $0 < quotation.content.upperBound }.count
      return result
    }
  }

  private mutating func place() {
    // What is within another comes behind it; of those side by side the one of fewer words has the most to lose.
    let depths = quotations.map { inner in
      quotations.count {
        $0.content.count > inner.content.count && $0.content.clamped(to: inner.content) == inner.content
      }
    }
    let order = quotations.indices.sorted {
      (depths[$0], quotations[$0].content.count, $0) < (depths[$1], quotations[$1].content.count, $1)
    }
    var unused = candidates
    for index in order {
      let quotation = quotations[index]
      let outer = order.prefix { $0 != index }.last {
        depths[$0] < depths[index] && quotations[$0].content.contains(quotation.content.lowerBound)
          && quotations[$0].content.contains(quotation.content.upperBound - 1)
      }
      let bounds = outer.flatMap { spans[$0] } ?? kept.indices
      // None may overlap one that was placed and is not around it.
      let taken = order.prefix { $0 != index }.filter { other in
        guard let span = spans[other] else { return false }
        return quotations[other].content.clamped(to: quotation.content).isEmpty && !span.isEmpty
      }.compactMap { spans[$0] }
      let projected = projection(of: quotation, within: bounds, outside: taken)
      let choice = unused.indices.filter { candidate in
        let other = unused[candidate]
        return !quotation.isTag && (other.opening == nil) == (quotation.opening == nil)
          && (other.closing == nil) == (quotation.closing == nil) && !other.content.isEmpty
          && other.content.clamped(to: bounds) == other.content
          && !taken.contains { $0.overlaps(other.content) } && !holdsOthers(other.content, quotation)
      }.min { misplaced(unused[$0].content, quotation) < misplaced(unused[$1].content, quotation) }
      if let choice,
        projected.map({ misplaced(unused[choice].content, quotation) <= misplaced($0, quotation) }) ?? true
      {
        spans[index] = unused[choice].content
        unused.remove(at: choice)
      } else {
        spans[index] =
          projected ?? (quotation.isTag ? emptyRow(behind: quotation.content.lowerBound, bounds) : nil)
      }
    }
  }

  /// Tells whether `span` has words of a quotation apart from `quotation`.
  private func holdsOthers(_ span: Range<Int>, _ quotation: Quotation) -> Bool {
    let others = quotations.filter { $0.content.clamped(to: quotation.content).isEmpty }
    return span.contains { place in
      sources[place].contains { word in others.contains { $0.content.contains(word) } }
    }
  }

  /// How many words stand on the wrong side of the marks around `span`.
  private func misplaced(_ span: Range<Int>, _ quotation: Quotation) -> Int {
    var count = 0
    for place in kept.indices where isWord[place] && !sources[place].isEmpty {
      let inside = sources[place].contains { quotation.content.contains($0) }
      let outside = sources[place].contains { !quotation.content.contains($0) }
      if inside != outside, inside != span.contains(place) { count += 1 }
    }
    return count
  }

  /// The place in `bounds` behind the translation of what stands before `source`: of tags without words none is lost.
  private func emptyRow(behind source: Int, _ bounds: Range<Int>) -> Range<Int> {
    let before = bounds.last { place in sources[place].contains { $0 < source } }
    let place = before.map { $0 + 1 } ?? bounds.lowerBound
    return place..<place
  }

  private func projection(of quotation: Quotation, within bounds: Range<Int>, outside taken: [Range<Int>])
    -> Range<Int>?
  {
    func isFree(_ place: Int) -> Bool { bounds.contains(place) && !taken.contains { $0.contains(place) } }
    let own = kept.indices.filter { place in
      isFree(place) && sources[place].contains { quotation.content.contains($0) }
    }
    let row = TargetRow.best(of: Set(own), isFree: isFree, isForeign: { !sources[$0].isEmpty })
    guard var span = row else { return nil }
    let isAtStart = sourceTokens[..<quotation.content.lowerBound].allSatisfy {
      Quotation.isSingleMark($0) != nil
    }
    if isAtStart {
      while isFree(span.lowerBound - 1), sources[span.lowerBound - 1].isEmpty {
        span = span.lowerBound - 1..<span.upperBound
      }
    }
    let isAtEnd = sourceTokens[quotation.content.upperBound...].allSatisfy {
      Quotation.isSingleMark($0) != nil
    }
    if isAtEnd {
      while isFree(span.upperBound), sources[span.upperBound].isEmpty {
        span = span.lowerBound..<span.upperBound + 1
      }
    }
    return trimmed(snapped(span, isFree))
  }

  /// Tells whether a token is a quotation mark or a tag.
  private static func isMark(_ token: String) -> Bool {
    Quotation.isSingleMark(token) != nil || token.core.first == "<" && token.utf8.count > 3
  }

  /// A row that cuts neither words nor terms, with the mark that opens its question.
  private func snapped(_ row: Range<Int>, _ isFree: (Int) -> Bool) -> Range<Int> {
    var (lower, upper) = (row.lowerBound, row.upperBound)
    while isFree(lower - 1), isGlued(lower - 1) || "¿¡".contains(tokens[kept[lower - 1]].core) { lower -= 1 }
    while isFree(upper), isGlued(upper - 1) { upper += 1 }
    return lower..<upper
  }

  /// Tells whether a word goes on, or a term, behind the token at `place` of `kept`.
  private func isGlued(_ place: Int) -> Bool {
    guard place + 1 < kept.count else { return false }
    let (token, next) = (tokens[kept[place]], tokens[kept[place + 1]])
    if whole.contains(where: { $0.contains(kept[place]) && $0.contains(kept[place + 1]) }) { return true }
    guard next.first == Joiner.mark || token.last == Joiner.mark else { return false }
    return token.core.last?.isLetter == true && next.core.first?.isLetter == true
  }

  /// A row without the marks at its ends that belong to the words outside.
  private func trimmed(_ row: Range<Int>) -> Range<Int>? {
    var row = row
    while let first = row.first, !isWord[first], ".,;:!?)]…".contains(tokens[kept[first]].core.prefix(1)) {
      row = row.dropFirst()
    }
    while let last = row.last, !isWord[last], "([¿¡".contains(tokens[kept[last]].core) {
      row = row.dropLast()
    }
    return row.isEmpty ? nil : row
  }

  /// Puts the marks into `sentence`, which is the one that this was made for.
  ///
  /// - Returns: the new marks, and for each old target token its new index; nil for one that is left out.
  func apply(to sentence: inout TranslatedSentence) -> (marks: [Mark], moved: [Int?]) {
    var marks: [Mark] = []
    var moved = [Int?](repeating: nil, count: tokens.count)
    var targets: [String] = []
    let owners = sentence.phrases.indices.flatMap { index in sentence.phrases[index].target.map { _ in index }
    }
    var counts = [Int](repeating: 0, count: sentence.phrases.count)
    func append(_ token: String, ofPhrase owner: Int) {
      targets.append(token)
      counts[owner] += 1
    }
    func append(_ index: Int, isOpening: Bool, at place: Int) {
      let quotation = quotations[index]
      guard let source = isOpening ? quotation.opening : quotation.closing else { return }
      marks.append(
        Mark(
          target: targets.count, source: source, isOpening: isOpening, isMeasure: quotation.isMeasure,
          isTag: quotation.isTag))
      // It belongs to the phrase of the word that it touches within.
      let neighbour = kept.isEmpty ? nil : kept[min(max(isOpening ? place : place - 1, 0), kept.count - 1)]
      append(
        surface(of: quotation, isOpening: isOpening, at: place), ofPhrase: neighbour.map { owners[$0] } ?? 0)
    }
    // The inner one closes first and opens last.
    let order = quotations.indices.sorted {
      (quotations[$0].content.count, $0) < (quotations[$1].content.count, $1)
    }
    for place in 0...kept.count {
      for quotation in order where spans[quotation]?.upperBound == place && spans[quotation]?.isEmpty == false
      {
        append(quotation, isOpening: false, at: place)
      }
      for quotation in order.reversed() where spans[quotation]?.lowerBound == place {
        append(quotation, isOpening: true, at: place)
        if spans[quotation]?.isEmpty == true { append(quotation, isOpening: false, at: place + 1) }
      }
      guard place < kept.count else { break }
      moved[kept[place]] = targets.count
      append(tokens[kept[place]], ofPhrase: owners[kept[place]])
    }
    sentence.targetTokens = targets
    var start = 0
    for (index, count) in counts.enumerated() {
      sentence.phrases[index].target = start..<start + count
      start += count
    }
    let sources = Set(quotations.flatMap { [$0.opening, $0.closing] }.compactMap(\.self))
    sentence.alignment = sentence.alignment.compactMap { link in
      guard !sources.contains(Int(link.source)), let target = moved[Int(link.target)] else { return nil }
      return AlignmentPoint(source: Int(link.source), target: target)
    }
    sentence.alignment += marks.map { AlignmentPoint(source: $0.source, target: $0.target) }
    sentence.alignment.sort()
    for index in sentence.terms.indices {
      sentence.terms[index].target = sentence.terms[index].target.map { Self.moved($0, by: moved) }
    }
    return (marks, moved)
  }

  /// A mark at `place` of `kept` as a token: glued to what is within as in the source, and to what is outside where that
  /// is the translation of its neighbour there.
  private func surface(of quotation: Quotation, isOpening: Bool, at place: Int) -> String {
    let joiner = String(Joiner.mark)
    guard quotation.isTag, let source = isOpening ? quotation.opening : quotation.closing else {
      let core = quotation.isSingle ? "'" : "\""
      return isOpening ? core + joiner : joiner + core
    }
    let token = sourceTokens[source]
    var isGluedLeft = token.first == Joiner.mark
    var isGluedRight = token.last == Joiner.mark
    if isOpening {
      let isSame = place > 0 && place <= kept.count && sources[place - 1].contains(source - 1)
      isGluedLeft = isGluedLeft && isSame
    } else {
      let isSame = place < kept.count && sources[place].contains(source + 1)
      isGluedRight = isGluedRight && isSame
    }
    return (isGluedLeft ? joiner : "") + token.core + (isGluedRight ? joiner : "")
  }

  /// A range of old target tokens, none of which is left out, among the new ones.
  static func moved(_ range: Range<Int>, by moved: [Int?]) -> Range<Int> {
    guard let first = moved[range].compactMap(\.self).first, let last = moved[range].compactMap(\.self).last
    else {
      return 0..<0
    }
    return first..<last + 1
  }
}
