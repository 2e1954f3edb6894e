/// The references of one segment, ready for many hypotheses: n-best lists in tuning, or the candidates of
/// minimum-Bayes-risk decoding.
///
/// Preparing costs about as much as scoring five hypotheses. A value is immutable: threads may share it.
public struct PreparedReference: Sendable {
  struct Words: Sendable {
    var table = WordTable()
    var automaton: NGramAutomaton
    /// The number of words of each reference.
    var counts: [Int]
  }

  struct Characters: Sendable {
    var automaton: NGramAutomaton
    var count: Int
  }

  /// What the references were prepared for.
  public let bleu: BLEU?
  public let chrF: ChrF?

  /// All references together: the counts of n-grams are the most that any reference has.
  let bleuTokens: Words?
  /// Each reference apart: chrF takes the best.
  let chrFCharacters: [Characters]
  let chrFWords: [Words]

  /// - Parameters:
  ///   - references: at least one; none counts as an empty one.
  ///   - bleu: nil if no BLEU statistics will be asked for.
  ///   - chrF: nil if no chrF statistics will be asked for.
  public init(
    _ references: [String], bleu: BLEU? = BLEU(), chrF: ChrF? = ChrF(wordOrder: 2)
  ) {
    self.bleu = bleu
    self.chrF = chrF
    let references = references.isEmpty ? [""] : references
    bleuTokens = bleu.map { PreparedReference.tokens(references, $0) }
    var characters: [Characters] = []
    var words: [Words] = []
    if let chrF {
      for reference in references {
        UTF8Segment.withBytes(reference, chrF.letterCase) { bytes in
          characters.append(PreparedReference.characters(bytes))
          if chrF.wordOrder > 0 { words.append(PreparedReference.words(bytes, chrF.wordOrder)) }
        }
      }
    }
    chrFCharacters = characters
    chrFWords = words
  }

  private static func tokens(_ references: [String], _ metric: BLEU) -> Words {
    var table = WordTable()
    var tokens = BLEUTokens(metric)
    let sequences = references.map { reference in
      UTF8Segment.withBytes(reference, metric.letterCase) { bytes in
        tokens.read(bytes) { table.insert($0) }
        return tokens.symbols
      }
    }
    return Words(
      table: table, automaton: NGramAutomaton(order: BLEU.maximumOrder, sequences: sequences),
      counts: sequences.map(\.count))
  }

  private static func characters(_ bytes: UnsafeBufferPointer<UInt8>) -> Characters {
    var characters: [UInt32] = []
    characters.reserveCapacity(bytes.count)
    UTF8Segment.appendCharacters(of: bytes, to: &characters)
    return Characters(
      automaton: NGramAutomaton(order: ChrF.characterOrder, sequences: [characters]), count: characters.count)
  }

  private static func words(_ bytes: UnsafeBufferPointer<UInt8>, _ order: Int) -> Words {
    var table = WordTable()
    var ranges = WordRanges()
    ranges.splitPunctuation(bytes)
    let symbols = (0..<ranges.count).map { table.insert(ranges.word($0, of: bytes)) }
    return Words(
      table: table, automaton: NGramAutomaton(order: order, sequences: [symbols]), counts: [symbols.count])
  }
}
