public import Compute
public import Decoding
private import Foundation

/// Finds the feature weights under which the decoder does best on a tuning set.
///
/// In rounds: decode with the present weights, pool the candidates, and climb the expected objective over
/// the pool. The expected statistics of the whole corpus, not of single sentences, are what the objective
/// sees, so the length of the output is right for the set as a whole.
public struct Tuner: Sendable {
  public struct Options: Sendable, Codable {
    public var maximumRounds = 6
    /// Candidates for each sentence and round.
    public var candidates = 60
    /// Steps of gradient ascent in a round.
    public var steps = 100
    /// How strongly the first round holds on to the weights that it starts from, as a share of the objective
    /// for a squared distance in deviations. The candidates tell nothing of what lies far away: a round that
    /// brings a gain lets the next one go further, one that brings a loss holds it back (a trust region).
    public var inertia = 0.05
    /// How strongly all rounds are drawn to the weights that work before tuning, in the same unit. A tuning set
    /// is small, and of one domain: what it does not speak against should stay.
    public var prior = 0.05
    /// How often the tuning set is decoded at most, after the rounds, to find the weights of the numbers of tokens
    /// and characters under which translations are as long as their references, and half as often before them; 0
    /// leaves the length to the objective, which hardly tells a tenth too long from right, where other texts feel it.
    public var lengthCalibrations = 6
    public var threads = Parallel.coreCount

    public init() {}
  }

  /// One round: the value of the objective for the best translations under its weights.
  public struct Round: Sendable, Codable {
    public var value: Double
    public var weights: FeatureWeights
  }

  public struct Result: Sendable {
    /// The weights of the best round, with the length made right.
    public var weights: FeatureWeights
    public var rounds: [Round]
  }

  public let objective: TuningObjective
  public let options: Options

  public init(objective: TuningObjective, options: Options = Options()) {
    self.objective = objective
    self.options = options
  }

  /// - Parameter decode: the candidates of each tuning sentence under given weights, best first.
  public func tune<Failure: Error>(
    from initial: FeatureWeights, progress: any ProgressReporter,
    decode: (FeatureWeights, Int) throws(Failure) -> [[TuningCandidate]]
  ) throws(Failure) -> Result {
    var weights = FeatureWeights(
      values: Feature.allCases.map { Float(Self.bounded(Double(initial[$0]), $0.sign)) })
    // Candidates that are all too long or too short tell little of anything else.
    weights = try calibrated(
      weights, tries: options.lengthCalibrations / 2, progress: progress, decode: decode)
    var rounds: [Round] = []
    var pool: CandidatePool?
    var inertia = options.inertia
    for round in 0..<options.maximumRounds {
      let lists = try decode(weights, options.candidates)
      rounds.append(Round(value: value(of: lists), weights: weights))
      if progress.isCancelled { break }
      var grown =
        pool
        ?? CandidatePool(
          sentenceCount: lists.count, featureCount: Feature.count, statisticCount: objective.dimension)
      grown.add(lists)
      pool = grown
      if hasConverged(rounds) || round + 1 == options.maximumRounds { break }
      // A round that went wrong has still shown where not to go: the next one starts from the best.
      let best = Self.best(of: rounds) ?? round
      if round > 0 { inertia *= Self.caution(after: rounds) }
      weights = climb(
        grown, from: rounds[best].weights, inertia: inertia * abs(rounds[best].value),
        prior: options.prior * abs(rounds[best].value))
    }
    let best = Self.best(of: rounds).map { rounds[$0].weights } ?? weights
    return Result(
      weights: try calibrated(best, tries: options.lengthCalibrations, progress: progress, decode: decode),
      rounds: rounds)
  }

  /// `weights` with the length of the output made right, if the objective can tell it.
  private func calibrated<Failure: Error>(
    _ weights: FeatureWeights, tries: Int, progress: any ProgressReporter,
    decode: (FeatureWeights, Int) throws(Failure) -> [[TuningCandidate]]
  ) throws(Failure) -> FeatureWeights {
    guard let lengths = objective.lengths else { return weights }
    var search: LengthCalibration?
    var next = weights
    for _ in 0..<tries where !progress.isCancelled {
      let found = lengths(sums(of: try decode(next, 1)))
      var current = search ?? LengthCalibration(from: weights, charactersPerWord: found.charactersPerWord)
      let isDone = current.isDone(found)
      search = current
      if isDone { break }
      next = current.weights
    }
    return search?.nearest ?? weights
  }

  /// How much more, or less, the next round should hold back: a gain, or a step that changed little, lets it go
  /// further from the best round; a loss shows that the candidates do not tell what lies there.
  private static func caution(after rounds: [Round]) -> Double {
    let before = rounds.dropLast().map(\.value).max() ?? 0
    let gain = rounds[rounds.count - 1].value / max(before, .leastNormalMagnitude) - 1
    return gain > 0.0005 ? 0.5 : gain > -0.005 ? 0.7 : 3
  }

  /// The index of the best round, the earlier of equals.
  private static func best(of rounds: [Round]) -> Int? {
    rounds.indices.max {
      rounds[$0].value != rounds[$1].value ? rounds[$0].value < rounds[$1].value : $0 > $1
    }
  }

  /// The objective of the first candidates.
  private func value(of lists: [[TuningCandidate]]) -> Double { objective.value(sums(of: lists)) }

  /// The statistics of the first candidates, summed.
  private func sums(of lists: [[TuningCandidate]]) -> [Double] {
    var sums = [Double](repeating: 0, count: objective.dimension)
    for list in lists {
      guard let best = list.first else { continue }
      for index in sums.indices { sums[index] += Double(best.statistics[index]) }
    }
    return sums
  }

  private static func bounded(_ weight: Double, _ sign: Feature.Sign) -> Double {
    switch sign {
    case .nonnegative: max(0, weight)
    case .nonpositive: min(0, weight)
    case .free: weight
    }
  }

  /// Four rounds that bring less than a fifth of a percent over the best before them end the tuning: one or two
  /// may have gone too far.
  private func hasConverged(_ rounds: [Round]) -> Bool {
    guard rounds.count >= 8 else { return false }
    let before = rounds.dropLast(4).map(\.value).max() ?? 0
    return rounds.suffix(4).allSatisfy { $0.value < before * 1.002 }
  }

  /// Adam (Kingma and Ba 2015) on weights in units of each feature's deviation.
  private func climb(_ pool: CandidatePool, from initial: FeatureWeights, inertia: Double, prior: Double)
    -> FeatureWeights
  {
    let scales = pool.featureDeviations().map { Double(max($0, 0.02)) }
    let expected = ExpectedObjective(pool: pool, objective: objective, threads: options.threads)
    func unscaled(_ point: [Double]) -> [Float] { zip(point, scales).map { Float($0 / $1) } }

    // The length of the vector does not change what the decoder does, but how sharp the distribution is:
    // start soft, or there is no slope to climb.
    func scaled(_ weights: FeatureWeights) -> [Double] {
      let point = zip(weights.values, scales).map { Double($0) * $1 }
      let length = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? point.map { $0 * 3 / length } : point
    }
    let anchor = scaled(initial)
    let usual = scaled(FeatureWeights())
    // The length differs from pair to pair, and a tuning set shows it well: nothing draws it anywhere.
    let pulls = Feature.allCases.map { $0 == .tokenCount || $0 == .characterCount ? 0 : prior }
    var point = anchor
    var best = (value: -Double.infinity, point: point)
    var momentum = [Double](repeating: 0, count: point.count)
    var variance = [Double](repeating: 0, count: point.count)
    var slope: [Double]?
    for step in 1...max(1, options.steps) {
      let value = expected.value(at: unscaled(point), slope: slope)
      slope = value.slope
      var penalty = 0.0
      for index in point.indices {
        penalty += inertia * (point[index] - anchor[index]) * (point[index] - anchor[index])
        penalty += pulls[index] * (point[index] - usual[index]) * (point[index] - usual[index])
      }
      let total = value.objective - penalty
      if total > best.value { best = (total, point) }
      let rate = 0.08 * (1 - 0.9 * Double(step) / Double(options.steps))
      for index in point.indices {
        let slope =
          value.gradient[index] / scales[index] - 2 * inertia * (point[index] - anchor[index])
          - 2 * pulls[index] * (point[index] - usual[index])
        momentum[index] = 0.9 * momentum[index] + 0.1 * slope
        variance[index] = 0.99 * variance[index] + 0.01 * slope * slope
        let m = momentum[index] / (1 - pow(0.9, Double(step)))
        let v = variance[index] / (1 - pow(0.99, Double(step)))
        point[index] += rate * m / (v.squareRoot() + 1e-9)
        point[index] = Self.bounded(point[index], Feature.allCases[index].sign)
      }
    }
    return FeatureWeights(values: unscaled(best.point))
  }
}
