import Compute
import Testing
import Tokens

@Suite struct SuffixArrayTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func agreesWithSorting(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var corpus = TokenizedCorpus()
    // Special tokens may stand in a text: `</s>` is a tag of HTML. Few different tokens make long repetitions.
    for _ in 0..<60 {
      let length = Int(random.next(below: 14))
      corpus.append((0..<length).map { _ in TokenID(random.next(below: seed == 4 ? 2 : 4)) })
    }
    func suffix(_ place: Int) -> [TokenID] {
      let sentence = (0..<corpus.sentenceCount).first { corpus.range(of: $0).contains(place) }!
      return Array(corpus.tokens[place..<corpus.range(of: sentence).upperBound].prefix(SuffixArray.depth))
    }
    let array = SuffixArray(corpus)
    #expect(Set(array.places) == Set(corpus.tokens.indices.map(UInt32.init)))
    for (a, b) in zip(array.places, array.places.dropFirst()) {
      let (first, second) = (suffix(Int(a)), suffix(Int(b)))
      #expect(first == second ? a < b : first.lexicographicallyPrecedes(second))
    }
    for rank in 1..<array.places.count {
      let (a, b) = (suffix(Int(array.places[rank - 1])), suffix(Int(array.places[rank])))
      #expect(Int(array.commonPrefixLengths[rank]) == zip(a, b).prefix { $0 == $1 }.count)
    }
  }
}
