public import Tokens

/// The words that a word of the bitext is linked with, and how often: a lexicon without a file, counted on
/// demand from a sample of the word's occurrences.
public struct BitextLexicon: Sendable {
  private let table: PhraseTable
  private static let sampleSize = 200

  public init(table: PhraseTable) {
    self.table = table
  }

  /// A target word and the strength of its links with a source word.
  public struct Link: Sendable, Equatable {
    public var target: TokenID
    /// The share of the source word's links, and of its unlinked places, that go to this target word.
    public var forward: Float
    /// The share of the target word's places at which the source word is linked to it; at most 1.
    public var backward: Float
    /// The estimated number of links.
    public var count: Float
  }

  /// The number of pairs of the bitext.
  public var pairCount: Int { table.bitext.sentenceCount }

  /// The words that `token` is linked with, in the order of their first sight, and how often it stands in the
  /// bitext.
  public func links(of token: TokenID) -> (links: [Link], occurrences: Int) {
    guard let interval = table.interval(of: token) else { return ([], 0) }
    let bitext = table.bitext
    let sampled = min(interval.count, Self.sampleSize)
    var found: [Link] = []
    var places: [Int] = []
    var indices: [TokenID: Int] = [:]
    var total: Float = 0
    for sample in 0..<sampled {
      let place = Int(bitext.sourceSuffixes[interval.lower + sample * interval.count / sampled])
      guard place < bitext.sourceTokens.count else { continue }
      let sentence = Int(bitext.sentenceOfSource[place])
      guard sentence < bitext.sentenceCount else { continue }
      let position = place - Int(bitext.sourceOffsets[sentence])
      for way in 0..<bitext.alignmentCount {
        guard bitext.sourceSpans[way * bitext.sourceTokens.count + place].isAligned else {
          total += 1
          continue
        }
        for link in bitext.linkNumbers(sentence, way: way) where Int(bitext.links[link * 2]) == position {
          let targetPlace = Int(bitext.targetOffsets[sentence]) + Int(bitext.links[link * 2 + 1])
          guard targetPlace < bitext.targetTokens.count else { continue }
          let target = bitext.targetTokens[targetPlace]
          let index = indices[target] ?? found.count
          if index == found.count {
            indices[target] = index
            found.append(Link(target: target, forward: 0, backward: 0, count: 0))
            places.append(targetPlace)
          }
          found[index].count += 1
          total += 1
        }
      }
    }
    let scale = Float(interval.count) / Float(max(1, sampled * bitext.alignmentCount))
    for index in found.indices {
      found[index].forward = found[index].count / max(1, total)
      found[index].count *= scale
      found[index].backward = min(1, found[index].count / Float(occurrences(ofTargetAt: places[index])))
    }
    return (found, interval.count)
  }

  private func occurrences(ofTargetAt place: Int) -> Int {
    let bitext = table.bitext
    let rank = Int(bitext.targetRanks[place])
    guard rank < bitext.targetTokens.count else { return 1 }
    return max(1, table.occurrences(ofTargetPhrase: bitext.targetPhrases[rank], length: 1))
  }
}
