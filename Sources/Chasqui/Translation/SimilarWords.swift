private import Foundation
internal import PhraseModeling
private import Synchronization
internal import Tokens

/// Finds known words that look like an unknown one: in languages that build long words from a stem and
/// many affixes, most unknown words are new forms of known stems.
///
/// Likeness is the Dice coefficient over character pairs and triples at their place in the word's start
/// and end, so that a common stem counts for more than a common ending. The index is built when it is
/// first asked for.
final class SimilarWords: Sendable {
  struct Match: Equatable {
    var token: TokenID
    /// 0 for an equal word, 1 for one that shares nothing.
    var dissimilarity: Float
  }

  private let vocabulary: Vocabulary
  private let table: PhraseTable
  private let index = Mutex<Index?>(nil)

  init(vocabulary: Vocabulary, table: PhraseTable) {
    self.vocabulary = vocabulary
    self.table = table
  }

  /// The known words that are most like `word`, best first.
  func matches(for word: String, limit: Int = 6, maximumDissimilarity: Float = 0.55) -> [Match] {
    let index = index.withLock { index in
      if let index { return index }
      let built = Index(vocabulary: vocabulary, table: table)
      index = built
      return built
    }
    let lowered = Array(word.lowercased().unicodeScalars)
    guard lowered.count >= 2 else { return [] }
    return index.matches(for: lowered, limit: limit, maximumDissimilarity: maximumDissimilarity)
  }

  /// Known words by their grams.
  private final class Index: Sendable {
    private let words: [(token: TokenID, grams: [UInt32], frequency: Int)]
    private let postings: [UInt32: [Int32]]

    init(vocabulary: Vocabulary, table: PhraseTable) {
      var words: [(token: TokenID, grams: [UInt32], frequency: Int)] = []
      var postings: [UInt32: [Int32]] = [:]
      for token in TokenID(SpecialToken.count)..<TokenID(max(SpecialToken.count, vocabulary.count)) {
        let scalars = Array(vocabulary.spelling(of: token).lowercased().unicodeScalars)
        guard scalars.count >= 2, scalars.contains(where: { $0.properties.isAlphabetic }),
          let interval = table.interval(of: token)
        else { continue }
        let grams = Self.grams(of: scalars)
        for gram in Set(grams) { postings[gram, default: []].append(Int32(words.count)) }
        words.append((token, grams, interval.count))
      }
      self.words = words
      self.postings = postings
    }

    func matches(for word: [Unicode.Scalar], limit: Int, maximumDissimilarity: Float) -> [Match] {
      let grams = Self.grams(of: word)
      var shared = [UInt32](repeating: 0, count: words.count)
      var touched: [Int32] = []
      for gram in Set(grams) {
        guard let list = postings[gram], list.count < 4000 else { continue }
        for word in list {
          if shared[Int(word)] == 0 { touched.append(word) }
          shared[Int(word)] += 1
        }
      }
      var found: [(match: Match, frequency: Int)] = []
      for word in touched {
        let entry = words[Int(word)]
        let dissimilarity = 1 - 2 * Float(shared[Int(word)]) / Float(grams.count + entry.grams.count)
        if dissimilarity <= maximumDissimilarity {
          found.append((Match(token: entry.token, dissimilarity: max(0, dissimilarity)), entry.frequency))
        }
      }
      found.sort {
        if $0.match.dissimilarity != $1.match.dissimilarity {
          return $0.match.dissimilarity < $1.match.dissimilarity
        }
        return $0.frequency != $1.frequency
          ? $0.frequency > $1.frequency : $0.match.token < $1.match.token
      }
      return found.prefix(limit).map(\.match)
    }

    /// The character pairs and triples of a word between boundary marks, and its prefixes of 3 to 6
    /// characters, as hashes.
    private static func grams(of word: [Unicode.Scalar]) -> [UInt32] {
      let padded: [UInt32] = [2] + word.map(\.value) + [3]
      var result: [UInt32] = []
      for start in padded.indices {
        if start + 3 <= padded.count {
          result.append(hash(padded[start..<(start + 3)], salt: 0))
        }
      }
      for length in 3...6 where length <= word.count {
        result.append(hash(padded[1...length], salt: UInt32(length)))
      }
      return result
    }

    private static func hash(_ scalars: ArraySlice<UInt32>, salt: UInt32) -> UInt32 {
      var hash: UInt32 = 2_166_136_261 ^ (salt &* 0x9E37_79B9)
      for scalar in scalars { hash = (hash ^ scalar) &* 16_777_619 ^ (hash &>> 15) }
      return hash
    }
  }
}
