internal import Compute
public import LanguageModeling
public import PhraseModeling
internal import Tokens

/// Phrase-based beam search with a stack for each number of covered tokens (Koehn 2010, chapter 6) and
/// cube pruning (Huang and Chiang 2007).
///
/// One decoder serves one thread and keeps its memory from sentence to sentence; the models are shared.
public struct BeamSearchDecoder: ~Copyable {
  public let languageModel: LanguageModel
  /// The language model of word classes, if the translation model has one.
  public let classModel: ClassLanguageModel?
  public var weights: FeatureWeights
  public var parameters: SearchParameters

  var options = ScoredOptions()
  var hypotheses = FlatArray<Hypothesis>(capacity: 4096)
  private var edges = FlatArray<Edge>(capacity: 1024)
  /// For each edge, the next one that ends in the same stack; −1 at the end of the list.
  private var nextEdge = FlatArray<Int32>(capacity: 1024)
  /// For each stack, the first edge that ends in it.
  private var firstEdge = FlatArray<Int32>(capacity: 128)
  private var sorted = FlatArray<Int32>(capacity: 4096)
  private var queue = CandidateQueue()
  private var evaluations = FlatArray<Evaluation>(capacity: 1024)
  private var table = RecombinationTable()
  private var reordering = ReorderingLimits()
  private var banned = BannedPhrases()

  public init(
    languageModel: LanguageModel, classModel: ClassLanguageModel? = nil, weights: FeatureWeights,
    parameters: SearchParameters = SearchParameters()
  ) {
    self.languageModel = languageModel
    self.classModel = classModel
    self.weights = weights
    self.parameters = parameters
  }

  /// Translates a sentence of `length` source tokens with `options`, and gives the graph of all that was
  /// searched.
  ///
  /// Every token must have an option of its own alone, or be part of a required phrase: then there is always
  /// a translation.
  public mutating func search(
    _ input: TranslationOptions, length: Int, limits: SearchLimits = .none
  ) -> SearchGraph {
    banned.prepare(limits.banned)
    reordering.prepare(limits, length: length, distortionLimit: parameters.distortionLimit)
    options.prepare(
      input, length: length, weights: weights, limit: parameters.optionLimit, languageModel: languageModel,
      classModel: classModel, banned: banned)
    hypotheses.removeAll()
    edges.removeAll()
    nextEdge.removeAll()
    firstEdge.fill(-1, count: length + 1)
    sorted.removeAll()
    hypotheses.append(
      Hypothesis(
        score: 0, total: options.future(0, length), languageModel: 0, classLanguageModel: 0, previous: -1,
        entry: -1, recombined: -1, coverage: .none, lastStart: 0, lastEnd: 0, banned: 0,
        state: languageModel.startState, classState: classModel?.model.startState ?? languageModel.emptyState)
    )
    sorted.append(0)
    addEdges(from: 0..<1, covered: 0)
    var finals = length == 0 ? 0..<1 : 0..<0
    for stack in 1..<max(1, length + 1) {
      fill(stack: stack, isLast: stack == length, tokens: input)
      let range = sortStack()
      if stack == length {
        finals = range
      } else {
        addEdges(from: range, covered: stack)
      }
    }
    return SearchGraph(finals: finals.map { Int(sorted[$0]) }.sorted { isBetter($0, $1) })
  }

  // MARK: Expansion

  /// Joins the hypotheses of a stack, which are grouped, with the spans that can follow.
  private mutating func addEdges(from range: Range<Int>, covered: Int) {
    let length = options.length
    let limit = parameters.distortionLimit
    var start = range.lowerBound
    while start < range.upperBound {
      let first = hypotheses[Int(sorted[start])]
      var end = start + 1
      while end < range.upperBound {
        let other = hypotheses[Int(sorted[end])]
        guard other.coverage == first.coverage, other.lastEnd == first.lastEnd else { break }
        end += 1
      }
      let gap = Int(first.coverage.firstGap)
      let lastEnd = Int(first.lastEnd)
      var spanStart = gap
      while spanStart < length, spanStart - lastEnd <= limit, spanStart - gap <= limit {
        defer { spanStart += 1 }
        if lastEnd - spanStart > limit, spanStart != gap { continue }
        var spanEnd = spanStart + 1
        while spanEnd <= length, spanEnd - spanStart <= options.maximumLength {
          guard first.coverage.isFree(spanStart, spanEnd) else { break }
          // A jump ahead must leave the way back to the first gap open.
          if spanStart != gap, spanEnd - gap > limit { break }
          let entries = options.range(start: spanStart, end: spanEnd)
          if !entries.isEmpty,
            !reordering.isActive || reordering.allows(spanStart, spanEnd, after: first.coverage)
          {
            let coverage = first.coverage.adding(spanStart, spanEnd)
            let stack = covered + spanEnd - spanStart
            edges.append(
              Edge(
                firstHypothesis: Int32(start), hypothesisCount: Int32(end - start),
                firstEntry: Int32(entries.lowerBound), entryCount: Int32(entries.count),
                distortion: -weights[.distortion] * Float(abs(spanStart - lastEnd)),
                future: remainingScore(coverage), coverage: coverage))
            nextEdge.append(firstEdge[stack])
            firstEdge[stack] = Int32(edges.count - 1)
          }
          spanEnd += 1
        }
      }
      start = end
    }
  }

  /// The future score of all stretches that `coverage` leaves open.
  private func remainingScore(_ coverage: Coverage) -> Float {
    var sum: Float = 0
    var position = Int(coverage.firstGap)
    var bits = coverage.bits
    while bits != 0 {
      let gap = bits.trailingZeroBitCount
      sum += options.future(position, position &+ gap)
      bits &>>= UInt64(gap)
      let run = (~bits).trailingZeroBitCount
      bits = run >= 64 ? 0 : bits &>> UInt64(run)
      position &+= gap &+ run
    }
    return sum + options.future(position, options.length)
  }

  /// Pops the best candidates of all edges that end in `stack`, and makes hypotheses of them.
  private mutating func fill(stack: Int, isLast: Bool, tokens: TranslationOptions) {
    queue.removeAll()
    evaluations.removeAll()
    table.removeAll()
    var edge = firstEdge[stack]
    while edge >= 0 {
      pushCandidate(edge: edge, row: 0, column: 0)
      edge = nextEdge[Int(edge)]
    }
    var pops = 0
    tokens.tokens.withUnsafeBufferPointer { tokens in
      while !queue.isEmpty, pops < parameters.popLimit {
        var candidate = queue.pop()
        if candidate.evaluation < 0 {
          candidate = evaluate(candidate, isLast: isLast, tokens: tokens)
          if !queue.isEmpty, Candidate.precedes(queue.top, candidate) {
            queue.push(candidate)
            continue
          }
        }
        accept(candidate)
        pops += 1
        pushCandidate(edge: candidate.edge, row: candidate.row, column: candidate.column + 1)
        // Each cell is reached in one way only: down the first column, then along its row.
        if candidate.column == 0 {
          pushCandidate(edge: candidate.edge, row: candidate.row + 1, column: 0)
        }
      }
    }
  }

  private mutating func pushCandidate(edge: Int32, row: Int32, column: Int32) {
    let cube = edges[Int(edge)]
    guard row < cube.hypothesisCount, column < cube.entryCount else { return }
    let hypothesis = Int(sorted[Int(cube.firstHypothesis + row)])
    let estimate = options.entries[Int(cube.firstEntry + column)].estimate
    queue.push(
      Candidate(
        score: hypotheses[hypothesis].score + cube.distortion + estimate + cube.future, edge: edge, row: row,
        column: column, evaluation: -1))
  }

  /// Computes the real score of a candidate: the language model and the orientations in context.
  private mutating func evaluate(
    _ candidate: Candidate, isLast: Bool, tokens: UnsafeBufferPointer<TokenID>
  ) -> Candidate {
    let cube = edges[Int(candidate.edge)]
    let index = Int(sorted[Int(cube.firstHypothesis + candidate.row)])
    let hypothesis = hypotheses[index]
    let entry = options.entries[Int(cube.firstEntry + candidate.column)]
    var state = hypothesis.state
    var next = state
    var logProbability: Float = 0
    var unknown: Float = 0
    let offset = Int(entry.targetOffset)
    for place in offset..<(offset &+ Int(entry.targetLength)) {
      logProbability += languageModel.score(state, tokens[place], next: &next)
      if !languageModel.knows(tokens[place]) { unknown += 1 }
      state = next
    }
    if isLast {
      logProbability += languageModel.score(state, SpecialToken.sentenceEnd, next: &next)
      state = next
    }
    logProbability *= logarithmOfTen
    var classState = hypothesis.classState
    var classLogProbability: Float = 0
    if let classModel {
      classLogProbability = score(entry, isLast: isLast, by: classModel, state: &classState)
    }
    var score = hypothesis.score + cube.distortion + entry.fixed
    score += weights[.languageModel] * logProbability + weights[.unknownToLanguageModel] * unknown
    score += weights[.classLanguageModel] * classLogProbability
    if entry.start == hypothesis.lastEnd {
      score += entry.before.0
      if hypothesis.entry >= 0 { score += options.entries[Int(hypothesis.entry)].after.0 }
    } else if entry.end == hypothesis.lastStart, hypothesis.entry >= 0 {
      score += entry.before.1 + options.entries[Int(hypothesis.entry)].after.1
    } else {
      score += entry.before.2
      if hypothesis.entry >= 0 { score += options.entries[Int(hypothesis.entry)].after.2 }
    }
    if isLast { score += Int(entry.end) == options.length ? entry.after.0 : entry.after.2 }
    var bannedState = hypothesis.banned
    if banned.isActive {
      for place in offset..<(offset &+ Int(entry.targetLength)) {
        score -= BannedPhrases.penalty * Float(banned.advance(&bannedState, by: tokens[place]))
      }
    }
    evaluations.append(
      Evaluation(
        score: score, languageModel: logProbability, classLanguageModel: classLogProbability,
        banned: bannedState, state: state, classState: classState))
    var result = candidate
    result.score = score + cube.future
    result.evaluation = Int32(evaluations.count - 1)
    return result
  }

  /// The natural log probability of the classes of an option's target, with the state behind it.
  private func score(
    _ entry: ScoredOptions.Entry, isLast: Bool, by classModel: ClassLanguageModel,
    state: inout LanguageModelState
  ) -> Float {
    var next = state
    var sum: Float = 0
    let offset = Int(entry.targetOffset)
    for place in offset..<(offset &+ Int(entry.targetLength)) {
      sum += classModel.model.score(state, options.classes[place], next: &next)
      state = next
    }
    if isLast {
      sum += classModel.model.score(state, SpecialToken.sentenceEnd, next: &next)
      state = next
    }
    return sum * logarithmOfTen
  }

  /// Makes a hypothesis of an evaluated candidate, and recombines it with one that has the same future.
  private mutating func accept(_ candidate: Candidate) {
    let cube = edges[Int(candidate.edge)]
    let evaluation = evaluations[Int(candidate.evaluation)]
    let entry = cube.firstEntry + candidate.column
    let option = options.entries[Int(entry)]
    hypotheses.append(
      Hypothesis(
        score: evaluation.score, total: candidate.score, languageModel: evaluation.languageModel,
        classLanguageModel: evaluation.classLanguageModel,
        previous: sorted[Int(cube.firstHypothesis + candidate.row)], entry: entry, recombined: -1,
        coverage: cube.coverage, lastStart: option.start, lastEnd: option.end, banned: evaluation.banned,
        state: evaluation.state, classState: evaluation.classState))
    table.insert(Int32(hypotheses.count - 1), afterKey: option.afterKey, &hypotheses, options)
  }

  private func isBetter(_ a: Int, _ b: Int) -> Bool {
    hypotheses[a].score != hypotheses[b].score ? hypotheses[a].score > hypotheses[b].score : a < b
  }

  // MARK: Stacks

  /// Appends the best hypotheses of the stack in the table to `sorted`, grouped by coverage and end and
  /// best first inside a group; gives their range.
  private mutating func sortStack() -> Range<Int> {
    var heads: [Int32] = table.heads()
    let hypotheses = hypotheses.buffer
    heads.sort {
      let (a, b) = (hypotheses[Int($0)], hypotheses[Int($1)])
      return a.total != b.total ? a.total > b.total : $0 < $1
    }
    if heads.count > parameters.stackSize { heads.removeLast(heads.count - parameters.stackSize) }
    if let first = heads.first {
      let worst = hypotheses[Int(first)].total - parameters.beamWidth
      heads.removeAll { hypotheses[Int($0)].total < worst }
    }
    heads.sort {
      let (a, b) = (hypotheses[Int($0)], hypotheses[Int($1)])
      if a.coverage.firstGap != b.coverage.firstGap { return a.coverage.firstGap < b.coverage.firstGap }
      if a.coverage.bits != b.coverage.bits { return a.coverage.bits < b.coverage.bits }
      if a.lastEnd != b.lastEnd { return a.lastEnd < b.lastEnd }
      return a.score != b.score ? a.score > b.score : $0 < $1
    }
    let start = sorted.count
    for head in heads { sorted.append(head) }
    return start..<sorted.count
  }
}

/// What a search left in its decoder; valid until the decoder's next search.
public struct SearchGraph: Sendable {
  /// The hypotheses that end a translation, best first.
  let finals: [Int]
}
