import Compute
import Evaluation
import Testing

/// The fast scorers give exactly what the definitions give.
struct ScorerTests {
  private static let alphabets = [
    "ab", "abc  ", "aábcde fghij. ,'", "aé\u{301}e 😀ñ’\u{A0}\u{2028}.", "水火木金土 日月、。x ",
  ]

  private static func text(_ random: inout RandomSource, _ alphabet: [Unicode.Scalar], _ length: Int)
    -> String
  {
    var view = String.UnicodeScalarView()
    for _ in 0..<length { view.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
    return String(view)
  }

  @Test(arguments: 0..<40)
  func equalsTheDefinition(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let alphabet = Array(Self.alphabets[Int(seed) % Self.alphabets.count].unicodeScalars)
    var chrF = [
      ChrFScorer(ChrF(wordOrder: 0)), ChrFScorer(ChrF(wordOrder: 1)), ChrFScorer(ChrF(wordOrder: 2)),
    ]
    let bleuMetric = BLEU(tokenization: .none)
    var bleu = BLEUScorer(bleuMetric)
    for _ in 0..<12 {
      let references = (0..<2).map { _ in
        Self.text(&random, alphabet, Int(random.next() % 120))
      }
      for order in 0...2 {
        let prepared = PreparedReference([references[0]], bleu: nil, chrF: ChrF(wordOrder: order))
        for _ in 0..<3 {
          let hypothesis = Self.text(&random, alphabet, Int(random.next() % 120))
          #expect(
            chrF[order].statistics(hypothesis, against: prepared).values
              == NaiveMetrics.chrF(hypothesis, references[0], wordOrder: order))
        }
      }
      let prepared = PreparedReference(references, bleu: bleuMetric, chrF: nil)
      let hypothesis = Self.text(&random, alphabet, Int(random.next() % 120))
      #expect(
        bleu.statistics(hypothesis, against: prepared).values == NaiveMetrics.bleu(hypothesis, references))
    }
  }

  @Test func aLongReferenceWithManySymbols() {
    // More distinct characters than any packed key could number.
    let scalars = (0..<20000).map { Unicode.Scalar(UInt32(0x4E00 + $0 % 19000))! }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    let text = String(view)
    let metric = ChrF(wordOrder: 2)
    #expect(
      metric.statistics(hypothesis: text, references: [text]).values
        == NaiveMetrics.chrF(text, text, wordOrder: 2))
  }

  @Test func buffersHoldTheSameAsStatistics() {
    let reference = PreparedReference(["Ñande ha'e, mbo’ehao."])
    let hypothesis = Array("Ñande ha'e mbo'ehao!".utf8)
    var chrF = ChrFScorer()
    var bleu = BLEUScorer()
    let expected = (
      chrF.statistics("Ñande ha'e mbo'ehao!", against: reference).values,
      bleu.statistics("Ñande ha'e mbo'ehao!", against: reference).values
    )
    hypothesis.withUnsafeBufferPointer { hypothesis in
      var counts = [Int32](repeating: -1, count: chrF.metric.statisticCount)
      counts.withUnsafeMutableBufferPointer { chrF.statistics(hypothesis, against: reference, into: $0) }
      #expect(counts.map(Double.init) == expected.0)
      var floats = [Float](repeating: -1, count: bleu.metric.statisticCount)
      floats.withUnsafeMutableBufferPointer { bleu.statistics(hypothesis, against: reference, into: $0) }
      #expect(floats.map(Double.init) == expected.1)
      counts.withUnsafeBufferPointer { counts in
        #expect(chrF.metric.score(counts) == chrF.metric.score(SegmentStatistics(expected.0)))
      }
      let integers = expected.1.map { Int32($0) }
      integers.withUnsafeBufferPointer { counts in
        #expect(bleu.metric.score(counts) == bleu.metric.score(SegmentStatistics(expected.1)))
      }
    }
  }

  @Test(
    arguments: [
      [0xFF], [0xC2], [0xE2, 0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xE3, 0x80], [0],
      [0x61, 0xF4, 0x90, 0x80, 0x80, 0x20, 0xE1, 0x9A], [], [0x80, 0x20, 0x80], [0xE0, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidTextCountsAsRepaired(bytes: [UInt8]) {
    let repaired = String(decoding: bytes, as: UTF8.self)
    let reference = PreparedReference(["a \u{FFFD} b\u{0}"])
    var chrF = ChrFScorer()
    var bleu = BLEUScorer()
    var counts = [Int32](repeating: 0, count: 24)
    bytes.withUnsafeBufferPointer { bytes in
      counts.withUnsafeMutableBufferPointer { chrF.statistics(bytes, against: reference, into: $0) }
    }
    #expect(counts.map(Double.init) == chrF.statistics(repaired, against: reference).values)
    bytes.withUnsafeBufferPointer { bytes in
      counts.withUnsafeMutableBufferPointer { bleu.statistics(bytes, against: reference, into: $0) }
    }
    #expect(counts[..<10].map(Double.init) == bleu.statistics(repaired, against: reference).values)
  }
}
