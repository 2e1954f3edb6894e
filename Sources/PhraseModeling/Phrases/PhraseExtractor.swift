private import Foundation
public import Tokens

/// Collects the translation options of sentences from a `PhraseTable`; one for each thread, reused.
public final class PhraseExtractor {
  let table: PhraseTable
  private let hotPhrases: HotPhrases?
  /// The target phrases of the source phrase at hand.
  var candidates: [PhraseCandidate] = []
  /// Open addressing over `candidates`: 0 for empty, otherwise index + 1.
  private var slots = [UInt32](repeating: 0, count: 4096)
  /// What one alignment of a place counts for.
  let alignmentShare: Float

  public init(table: PhraseTable) {
    self.table = table
    hotPhrases = table.hotPhrases
    alignmentShare = 1 / Float(table.bitext.alignmentCount)
  }

  /// Appends the options of all spans of `sentence` that the bitext knows, at most
  /// `maximumPhraseLength` tokens long. Tokens that it does not know have none.
  public func appendOptions(for sentence: [TokenID], to result: inout TranslationOptions) {
    for start in sentence.indices {
      guard var interval = table.interval(of: sentence[start]) else { continue }
      var length = 1
      while true {
        appendOptions(of: interval, start: start, length: length, to: &result)
        guard length < table.parameters.maximumPhraseLength, start + length < sentence.count,
          let narrower = table.narrow(interval, length: length, by: sentence[start + length])
        else { break }
        interval = narrower
        length += 1
      }
    }
  }

  /// Appends the options of the phrase of `interval`, `length` tokens long, which stands at `start`.
  func appendOptions(
    of interval: PhraseTable.Interval, start: Int, length: Int, to result: inout TranslationOptions
  ) {
    if let hotPhrases,
      hotPhrases.appendOptions(of: interval, start: start, length: length, bitext: table.bitext, to: &result)
    {
      return
    }
    candidates.removeAll(keepingCapacity: true)
    let limit = table.parameters.sampleSize
    let total = collect(interval, length: length, limit: limit, weight: 1)
    appendCollected(
      start: start, length: length, total: total,
      scale: Float(interval.count) / Float(min(interval.count, limit)),
      to: &result)
  }

  /// Extracts from at most `limit` of the places of `interval`; gives the weight of what was extracted.
  func collect(
    _ interval: PhraseTable.Interval, length: Int, limit: Int, weight: Float
  ) -> Float {
    let sampled = min(interval.count, limit)
    var total: Float = 0
    for sample in 0..<sampled {
      let rank = interval.lower + sample * interval.count / sampled
      total += extract(place: Int(table.bitext.sourceSuffixes[rank]), length: length, factor: weight)
    }
    return total
  }

  /// Turns the candidates into options.
  func appendCollected(
    start: Int, length: Int, total: Float, scale: Float, to result: inout TranslationOptions
  ) {
    // Last in, first out: then no key's probe path is cut before the key itself is removed.
    for candidate in candidates.reversed() { slots[slot(of: candidate.key)] = 0 }
    guard total > 0 else { return }
    if candidates.count > table.parameters.candidateLimit {
      // Equal counts fall to the lexical weight, then to the phrase's number: the same on every run.
      candidates.sort {
        if $0.count != $1.count { return $0.count > $1.count }
        if $0.lexicalForward != $1.lexicalForward { return $0.lexicalForward > $1.lexicalForward }
        return $0.key < $1.key
      }
      candidates.removeLast(candidates.count - table.parameters.candidateLimit)
    }
    for candidate in candidates {
      append(candidate, start: start, length: length, total: total, scale: scale, to: &result)
    }
  }

  private func append(
    _ candidate: PhraseCandidate, start: Int, length: Int, total: Float, scale: Float,
    to result: inout TranslationOptions
  ) {
    let bitext = table.bitext
    let targetLength = Int(candidate.key & 7)
    let place = Int(candidate.targetPlace)
    var option = TranslationOption(
      start: start, end: start + length, targetOffset: result.tokens.count, targetLength: targetLength,
      kind: .phrase)
    result.tokens.append(contentsOf: bitext.targetTokens[place..<(place + targetLength)])
    let discounted = candidate.count - table.parameters.discount * min(1, candidate.count)
    option.forward = log(discounted / total)
    let occurrences = Float(
      table.occurrences(ofTargetPhrase: UInt32(candidate.key >> 3), length: targetLength))
    let joint = min(occurrences, candidate.occurrences * scale)
    option.backward = log((joint - table.parameters.discount * min(1, joint)) / occurrences)
    option.lexicalForward = candidate.lexicalForward
    option.lexicalBackward = candidate.lexicalBackward
    option.rarity = 1 / max(1, candidate.occurrences * scale)
    option.before = candidate.before.probabilities()
    option.after = candidate.after.probabilities()
    option.sourcePlace = candidate.sourcePlace
    option.targetPlace = candidate.targetPlace
    result.options.append(option)
  }

  /// Extracts all target phrases that are consistent with an alignment for the source phrase at `place`; gives
  /// the weight of what was extracted. The alignments share the weight of the place.
  private func extract(place: Int, length: Int, factor: Float) -> Float {
    var weight: Float = 0
    for way in 0..<table.bitext.alignmentCount {
      weight += extract(place: place, length: length, way: way, factor: factor * alignmentShare)
    }
    return weight
  }

  /// The same for one of the alignments.
  private func extract(place: Int, length: Int, way: Int, factor: Float) -> Float {
    let bitext = table.bitext
    let limit = table.parameters.maximumPhraseLength
    guard place + length <= bitext.sourceTokens.count else { return 0 }
    let sentence = Int(bitext.sentenceOfSource[place])
    guard sentence < bitext.sentenceCount, Int(bitext.corpora[sentence]) < bitext.corpusWeights.count else {
      return 0
    }
    let sourceStart = Int(bitext.sourceOffsets[sentence])
    let sourceCount = Int(bitext.sourceOffsets[sentence + 1]) - sourceStart
    let targetStart = Int(bitext.targetOffsets[sentence])
    let targetCount = Int(bitext.targetOffsets[sentence + 1]) - targetStart
    guard targetCount > 0, targetStart >= 0, targetStart + targetCount <= bitext.targetTokens.count,
      place >= sourceStart
    else { return 0 }
    let first = place - sourceStart
    let end = first + length
    let sourcePlace = way * bitext.sourceTokens.count + place
    let linkedStart = way * bitext.targetTokens.count + targetStart

    var span = LinkSpan.unaligned
    var lexicalBackward: Float = 0
    for position in sourcePlace..<(sourcePlace + length) {
      let links = bitext.sourceSpans[position]
      if links.isAligned {
        span.include(links.first)
        span.include(links.last)
      }
      lexicalBackward += bitext.sourceLexical[position]
    }
    guard span.isAligned, Int(span.last) < targetCount else { return 0 }
    let innerFirst = Int(span.first)
    let innerLast = Int(span.last)
    guard innerLast - innerFirst < limit else { return 0 }
    for target in innerFirst...innerLast {
      let links = bitext.targetSpans[linkedStart + target]
      if links.isAligned, Int(links.first) < first || Int(links.last) >= end { return 0 }
    }

    let weight = factor * bitext.corpusWeights[Int(bitext.corpora[sentence])]
    // Unaligned target tokens at the edges may belong to the phrase or not: each way is an extraction,
    // and they share the weight of the occurrence.
    var outerFirst = innerFirst
    while outerFirst > 0, innerLast - outerFirst + 1 < limit,
      !bitext.targetSpans[linkedStart + outerFirst - 1].isAligned
    { outerFirst -= 1 }
    var outerLast = innerLast
    while outerLast + 1 < targetCount, outerLast + 1 - innerFirst < limit,
      !bitext.targetSpans[linkedStart + outerLast + 1].isAligned
    { outerLast += 1 }
    var ways = 0
    for start in outerFirst...innerFirst {
      for last in innerLast...outerLast where last - start < limit { ways += 1 }
    }
    let share = weight / Float(ways)
    for start in outerFirst...innerFirst {
      for last in innerLast...outerLast where last - start < limit {
        var lexicalForward: Float = 0
        for target in start...last { lexicalForward += bitext.targetLexical[linkedStart + target] }
        let before = Direction.before(
          start > 0 ? bitext.targetSpans[linkedStart + start - 1] : nil, first: first, end: end)
        let after = Direction.after(
          last + 1 < targetCount ? bitext.targetSpans[linkedStart + last + 1] : nil, first: first, end: end,
          sourceCount: sourceCount)
        add(
          targetPlace: targetStart + start, length: last - start + 1, sourcePlace: sourcePlace, weight: share,
          lexicalForward: lexicalForward, lexicalBackward: lexicalBackward, before: before, after: after)
      }
    }
    return weight
  }

  func add(
    targetPlace: Int, length: Int, sourcePlace: Int, weight: Float, lexicalForward: Float,
    lexicalBackward: Float, before: Direction, after: Direction
  ) {
    let bitext = table.bitext
    let rank = Int(bitext.targetRanks[targetPlace])
    guard rank < bitext.targetTokens.count else { return }
    let phrase = bitext.targetPhrases[(length - 1) * bitext.targetTokens.count + rank]
    let key = UInt64(phrase) << 3 | UInt64(length)
    if candidates.count * 2 >= slots.count { grow() }
    let slot = slot(of: key)
    if slots[slot] == 0 {
      candidates.append(
        PhraseCandidate(
          key: key, sourcePlace: UInt32(sourcePlace), targetPlace: UInt32(targetPlace),
          lexicalForward: lexicalForward, lexicalBackward: lexicalBackward))
      slots[slot] = UInt32(candidates.count)
    }
    let index = Int(slots[slot]) - 1
    candidates[index].count += weight
    candidates[index].occurrences += alignmentShare
    candidates[index].lexicalForward = max(candidates[index].lexicalForward, lexicalForward)
    candidates[index].lexicalBackward = max(candidates[index].lexicalBackward, lexicalBackward)
    candidates[index].before.add(before, alignmentShare)
    candidates[index].after.add(after, alignmentShare)
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] != 0, candidates[Int(slots[slot]) - 1].key != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for index in candidates.indices { slots[slot(of: candidates[index].key)] = UInt32(index + 1) }
  }
}
