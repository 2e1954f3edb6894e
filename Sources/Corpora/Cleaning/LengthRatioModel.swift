private import Foundation

/// How long a translation is for the length of its source, learned from the corpus itself.
///
/// The natural logarithm of the ratio of characters is near normal around a mean that belongs to the pair of
/// languages (Gale and Church 1993). Mean and deviation are estimated by median and median deviation, which
/// bad pairs hardly move. Short segments vary more: for them, 2 by the mean of both lengths is added to the
/// variance.
public struct LengthRatioModel: Sendable, Equatable {
  /// The natural logarithm of target characters by source characters.
  public let mean: Double
  public let deviation: Double

  public init(mean: Double = 0, deviation: Double = 0.4) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Learns from pairs of character counts; keeps the defaults for fewer than 100 pairs.
  init(_ lengths: some Sequence<(source: Int, target: Int)>) {
    var logs = lengths.compactMap { pair in
      pair.source >= 10 && pair.target >= 10 ? Float(log(Double(pair.target) / Double(pair.source))) : nil
    }
    guard logs.count >= 100 else {
      self.init()
      return
    }
    logs.sort()
    let median = logs[logs.count / 2]
    var distances = logs.map { abs($0 - median) }
    distances.sort()
    // 1.4826 makes the median deviation of a normal distribution its standard deviation.
    self.init(mean: Double(median), deviation: max(0.15, 1.4826 * Double(distances[distances.count / 2])))
  }

  /// How many deviations the lengths of a pair lie from what is usual.
  public func distance(source: Int, target: Int) -> Double {
    let (a, b) = (Double(max(1, source)), Double(max(1, target)))
    return abs(log(b / a) - mean) / (deviation * deviation + 4 / (a + b)).squareRoot()
  }
}
