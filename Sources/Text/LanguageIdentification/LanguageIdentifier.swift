public import Storage

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Tells the language of a text by its character n-grams (naive Bayes; Cavnar and Trenkle 1994 for the
/// features, Lui and Baldwin 2012 for the estimate). The file is mapped, not parsed.
public final class LanguageIdentifier: Sendable {
  /// The languages of the model, sorted.
  public let languages: [String]

  private let keys: BorrowedArray<UInt32>
  private let cells: BorrowedArray<UInt8>
  /// For each language, mean and standard deviation of the cost of a 3- or 4-gram of its own text.
  private let means: [Float]
  private let deviations: [Float]
  /// For each language, the cells of a 3-gram and of a 4-gram that it lacks.
  private let floors: [UInt8]

  static let stepsPerNat = 16.0
  /// The n-grams of a text overlap, so that naive Bayes counts each letter about four times.
  private static let dependence = 4.0

  @inline(__always)
  static func slot(_ hash: UInt64, of count: Int) -> Int { Int(((hash &>> 32) &* UInt64(count)) &>> 32) }

  @inline(__always)
  static func fingerprint(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) | 1 }

  /// Opens what `LanguageIdentifierBuilder.write` wrote.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    let file = try SectionFile(path: path)
    keys = BorrowedArray(try file.elements("LIKY", as: UInt32.self), owner: file)
    cells = BorrowedArray(try file.elements("LICE", as: UInt8.self), owner: file)
    languages = String(decoding: try file.elements("LILA", as: UInt8.self), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    means = Array(try file.elements("LIME", as: Float.self))
    deviations = Array(try file.elements("LISD", as: Float.self))
    floors = Array(try file.elements("LIFL", as: UInt8.self))
    guard keys.elements.count > 0, keys.elements.count <= UInt32.max, languages.count == means.count,
      languages.count == deviations.count, languages.count * 2 == floors.count,
      cells.elements.count == keys.elements.count * languages.count
    else {
      throw StorageError(
        .damaged, file: path, "It is not a language identifier: its tables do not fit together.",
        advice: "Install the model again, or train it again.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { keys.isDamaged }

  /// The languages that `text` may be in, best first, all of the model's.
  ///
  /// A text in none of them, or without letters, gets low confidence everywhere.
  public func identify(_ text: String) -> [LanguageGuess] {
    let count = languages.count
    var sums = [UInt64](repeating: 0, count: count)
    // The cost of the longer n-grams alone; those that the model lacks cost what a language lacks.
    var longSums = [UInt64](repeating: 0, count: count)
    var missing = (0, 0)
    var seen = 0
    var grams = CharacterGrams()
    let keys = self.keys.elements
    let cells = self.cells.elements
    let letters = sums.withUnsafeMutableBufferPointer { sums in
      longSums.withUnsafeMutableBufferPointer { longSums in
        grams.forEach(in: text) { order, hash in
          let isLong = order > 2
          if isLong { seen &+= 1 }
          let fingerprint = Self.fingerprint(hash)
          var slot = Self.slot(hash, of: keys.count)
          var isFound = false
          for _ in 0..<keys.count {
            let key = keys[slot]
            if key == 0 { break }
            if key == fingerprint {
              isFound = true
              break
            }
            slot = slot &+ 1 == keys.count ? 0 : slot &+ 1
          }
          if !isFound {
            if order == 3 { missing.0 &+= 1 } else if order == 4 { missing.1 &+= 1 }
            return
          }
          let row = slot &* count
          for language in 0..<count { sums[language] &+= UInt64(cells[row &+ language]) }
          if isLong {
            for language in 0..<count { longSums[language] &+= UInt64(cells[row &+ language]) }
          }
        }
      }
    }
    let script = grams.script
    guard letters > 0, count > 0 else {
      return languages.map { LanguageGuess(language: $0, confidence: 0, script: script) }
    }
    let scores = sums.map { -Double($0) / (Self.stepsPerNat * Self.dependence) }
    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    let weights = scores.map { exp($0 - scores[best]) }
    let total = weights.reduce(0, +)
    let cost =
      Double(longSums[best]) + Double(missing.0) * Double(floors[best * 2])
      + Double(missing.1) * Double(floors[best * 2 + 1])
    let trust = trust(cost: cost, count: seen, language: best)
    let order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    return order.map {
      LanguageGuess(language: languages[$0], confidence: weights[$0] / total * trust, script: script)
    }
  }

  /// How much the text looks like `language` at all: the mean cost of its n-grams against that of the
  /// language's own text, with the error of so short a sample allowed for.
  private func trust(cost: Double, count: Int, language: Int) -> Double {
    guard count > 0 else { return 0.2 }
    let error = Double(deviations[language]) * (2 / Double(count)).squareRoot()
    let excess = (cost / Double(count) - Double(means[language]) - error) / Self.stepsPerNat
    // Measured on tuning sets: in the worst of five languages 95 % of lines stay below 1.25 nats. Most of
    // twenty sentences in other languages lay above 1.6; the threshold is between.
    return 1 / (1 + exp((excess - 1.45) * 6)) * (Double(count) / (Double(count) + 4))
  }
}
