import Compute
import Decoding
import PhraseModeling
import Testing
import Tokens

/// Required and banned phrases, walls and zones, against the enumeration of all translations.
@Suite struct SearchConstraintsTests {
  private let fixture = SearchFixture()
  private static let seeds = [11, 12, 13, 14, 15, 16] as [UInt64]

  /// The tokens that `path` makes.
  private func tokens(_ path: [TranslationOption], _ input: TranslationOptions) -> [TokenID] {
    path.flatMap { Array(input.target(of: $0)) }
  }

  private func occurrences(of phrase: [TokenID], in tokens: [TokenID]) -> Int {
    guard tokens.count >= phrase.count else { return 0 }
    return (0...(tokens.count - phrase.count)).count {
      tokens[$0..<($0 + phrase.count)].elementsEqual(phrase)
    }
  }

  /// The source spans of a path, in the order of the target.
  private func spans(_ path: [TranslationOption]) -> [Range<Int>] { path.map { Int($0.start)..<Int($0.end) } }

  private func breaksWall(_ wall: Int, _ spans: [Range<Int>]) -> Bool {
    // Each token before the wall comes before each one behind it.
    let order = spans.flatMap { $0 }
    guard let first = order.firstIndex(where: { $0 >= wall }) else { return false }
    return order[first...].contains { $0 < wall }
  }

  private func breaksZone(_ zone: Range<Int>, _ spans: [Range<Int>]) -> Bool {
    let touching = spans.indices.filter { spans[$0].overlaps(zone) }
    guard let first = touching.first, let last = touching.last else { return false }
    if touching.count != last - first + 1 { return true }
    return touching.count > 1
      && touching.contains { !zone.contains(spans[$0].lowerBound) || spans[$0].upperBound > zone.upperBound }
  }

  @Test(arguments: seeds) func requiredPhrasesAlwaysStandInTheTranslation(seed: UInt64) throws {
    let model = try fixture.languageModel()
    var input = fixture.options(length: 5, seed: seed)
    let targets: [[TokenID]] = [[5, 5, 9], [40], [9, 3]]
    input.require([
      RequiredPhrase(source: 1..<3, targets: [.init(targets[0]), .init(targets[1], penalty: 2)]),
      RequiredPhrase(source: 4..<5, targets: [.init(targets[2])]),
    ])
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 5)
    let list = decoder.nBest(graph, count: 60, input)
    #expect(list.count > 20)
    for derivation in list {
      let first =
        occurrences(of: targets[0], in: derivation.tokens)
        + occurrences(of: targets[1], in: derivation.tokens)
      #expect(first > 0 && occurrences(of: targets[2], in: derivation.tokens) > 0)
      #expect(derivation.steps.map(\.source.count).reduce(0, +) == 5)
    }
    let best = fixture.bestByEnumeration(input, length: 5, decoder.weights, model)
    #expect(abs(try #require(list.first).score - best) < 1e-3)
  }

  @Test func optionsAroundARequiredPhraseStayIfTheyHoldIt() {
    var input = TranslationOptions()
    input.append(start: 0, end: 1, target: [3], kind: .phrase)
    input.append(start: 1, end: 2, target: [4], kind: .phrase)
    input.append(start: 0, end: 2, target: [3, 7, 8], kind: .phrase)
    input.append(start: 0, end: 2, target: [7, 3], kind: .phrase)
    input.append(start: 1, end: 3, target: [7, 8], kind: .phrase)
    input.append(start: 1, end: 4, target: [7, 8], kind: .phrase)
    input.append(start: 1, end: 4, target: [7, 8, 7, 8], kind: .phrase)
    input.require([
      RequiredPhrase(source: 1..<2, targets: [.init([7, 8])]),
      RequiredPhrase(source: 3..<4, targets: [.init([7, 8])]),
    ])
    let left = input.options.map { "\($0.start)-\($0.end) \(Array(input.target(of: $0)))" }
    #expect(
      left == [
        "0-1 [3]", "0-2 [3, 7, 8]", "1-3 [7, 8]", "1-4 [7, 8, 7, 8]", "1-2 [7, 8]", "3-4 [7, 8]",
      ])
  }

  @Test func reservedTokensComeByRequiredPhrasesOnly() {
    // 9 is an address, 5 and 6 are numbers.
    let reserved = ReservedTokens(count: 10) { $0 == 9 ? .verbatim : (5...6).contains($0) ? .number : nil }
    var input = TranslationOptions()
    input.append(start: 0, end: 1, target: [3], kind: .phrase)
    input.append(start: 0, end: 1, target: [5], kind: .phrase)
    input.append(start: 0, end: 2, target: [3, 9], kind: .phrase)
    input.append(start: 1, end: 2, target: [6], kind: .phrase)
    input.append(start: 1, end: 2, target: [9], kind: .phrase)
    input.append(start: 1, end: 2, target: [9, 6], kind: .memory)
    input.append(start: 2, end: 3, target: [6], kind: .phrase)
    input.append(start: 2, end: 3, target: [9], kind: .phrase)
    input.append(start: 2, end: 4, target: [3, 5], kind: .phrase)
    input.append(start: 2, end: 4, target: [5, 5], kind: .phrase)
    input.append(start: 2, end: 4, target: [5, 12], kind: .phrase)
    input.require([RequiredPhrase(source: 3..<4, targets: [.init([5])])], reserved: reserved)
    let left = Set(input.options.map { "\($0.start)-\($0.end) \(Array(input.target(of: $0)))" })
    // The third token has nothing but the number.
    #expect(
      left == ["0-1 [3]", "1-2 [9, 6]", "2-3 [6]", "2-4 [3, 5]", "2-4 [5, 12]", "3-4 [5]"])
  }

  @Test func theBitextTellsWhichTargetIsLikely() {
    var input = TranslationOptions()
    input.append(start: 0, end: 1, target: [4], kind: .phrase) { $0.forward = -0.7 }
    input.append(start: 0, end: 1, target: [6], kind: .phrase) { $0.forward = -0.7 }
    input.require([RequiredPhrase(source: 0..<1, targets: [.init([5]), .init([4])])])
    #expect(input.options.map { Array(input.target(of: $0)) } == [[5], [4]])
    #expect(input.options[1].forward > -0.2 && input.options[0].forward < -1.5)
  }

  @Test(arguments: seeds) func bannedPhrasesAreAvoidedWhereThereIsAnotherWay(seed: UInt64) throws {
    let model = try fixture.languageModel()
    let input = fixture.options(length: 4, seed: seed)
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 4)
    let freeBest = decoder.best(graph, input)
    let free = try #require(freeBest).tokens
    // All pairs and one triple of the free translation: there is mostly another way.
    var limits = SearchLimits()
    for place in 0..<(free.count - 1) { limits.banned.append(Array(free[place..<(place + 2)])) }
    if free.count > 2 { limits.banned.append(Array(free[0..<3])) }
    let second = decoder.search(input, length: 4, limits: limits)
    let foundBest = decoder.best(second, input)
    let found = try #require(foundBest)
    let best = fixture.bestByEnumeration(input, length: 4, decoder.weights, model) { path in
      let made = tokens(path, input)
      return 1000 * Float(Set(limits.banned).map { occurrences(of: $0, in: made) }.reduce(0, +))
    }
    #expect(abs(found.score - best) < 1e-2)
    // What was banned for one sentence is free in the next.
    let third = decoder.search(input, length: 4)
    let againBest = decoder.best(third, input)
    let again = try #require(againBest).tokens
    #expect(again == free)
  }

  @Test func whatIsBannedStaysWhereNothingElseIsKnown() throws {
    let model = try fixture.languageModel()
    var input = TranslationOptions()
    input.append(start: 0, end: 1, target: [4], kind: .phrase)
    input.append(start: 1, end: 2, target: [5], kind: .phrase)
    var limits = SearchLimits()
    limits.banned = [[4]]
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 2, limits: limits)
    let tokens = decoder.best(graph, input)?.tokens
    #expect(Set(tokens ?? []) == [4, 5])
  }

  @Test(arguments: seeds) func wallsAndZonesHold(seed: UInt64) throws {
    let model = try fixture.languageModel()
    let input = fixture.options(length: 5, seed: seed)
    var limits = SearchLimits()
    var random = RandomSource(seed: seed)
    if seed % 3 != 0 { limits.walls = [1 + Int(random.next(below: 4))] }
    if seed % 3 != 1 {
      let start = Int(random.next(below: 3))
      limits.zones = [start..<(start + 2 + Int(random.next(below: 2)))]
    }
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 5, limits: limits)
    let list = decoder.nBest(graph, count: 40, input)
    for derivation in list {
      let spans = derivation.steps.map(\.source)
      #expect(!limits.walls.contains { breaksWall($0, spans) })
      #expect(!limits.zones.contains { breaksZone($0, spans) })
    }
    let best = fixture.bestByEnumeration(input, length: 5, decoder.weights, model) { path in
      let spans = spans(path)
      let isBroken =
        limits.walls.contains { breaksWall($0, spans) } || limits.zones.contains { breaksZone($0, spans) }
      return isBroken ? .infinity : 0
    }
    #expect(abs(try #require(list.first).score - best) < 1e-3)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func thereIsAlwaysATranslation(seed: UInt64) throws {
    let model = try fixture.languageModel()
    let length = 40
    var random = RandomSource(seed: seed)
    var input = fixture.options(length: length, seed: seed)
    var limits = SearchLimits()
    var required: [RequiredPhrase] = []
    var position = Int(random.next(below: 4))
    while position < length {
      let end = min(length, position + 1 + Int(random.next(below: 10)))
      switch Int(random.next(below: 4)) {
      case 0: limits.walls.append(position)
      case 1: limits.zones.append(position..<end)
      case 2: required.append(RequiredPhrase(source: position..<end, targets: [.init([4, 8])]))
      default:
        limits.banned.append([
          TokenID(3 + Int(random.next(below: 8))), TokenID(3 + Int(random.next(below: 8))),
        ])
      }
      position = end + Int(random.next(below: 3))
    }
    limits.zones.append(0..<(length / 2))
    limits.zones.removeAll { zone in
      required.contains { $0.source.overlaps(zone) && $0.source.clamped(to: zone) != $0.source }
    }
    input.require(required)
    var decoder = BeamSearchDecoder(languageModel: model, weights: FeatureWeights())
    decoder.parameters.popLimit = 30
    let graph = decoder.search(input, length: length, limits: limits)
    let foundBest = decoder.best(graph, input)
    let found = try #require(foundBest)
    #expect(found.steps.map(\.source.count).reduce(0, +) == length)
    let spans = found.steps.map(\.source)
    #expect(!limits.walls.contains { breaksWall($0, spans) })
    #expect(!limits.zones.contains { breaksZone($0, spans) })
  }
}
