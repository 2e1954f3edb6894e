/// One measured figure.
struct Measurement: Encodable {
  /// What was done, such as `decoding, pop limit 150`.
  var name: String
  var value: Double
  /// The unit of `value`, such as `MB/s`.
  var unit: String
}

/// Measures how long work takes: one run to warm up, then the median of some more.
struct Stopwatch {
  /// How many runs are timed.
  let runs: Int

  /// The median time of `body` in seconds.
  func seconds(_ body: () throws -> Void) rethrows -> Double {
    try body()
    var times: [Double] = []
    for _ in 0..<runs {
      let start = ContinuousClock.now
      try body()
      let elapsed = (ContinuousClock.now - start).components
      times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
    return times.sorted()[times.count / 2]
  }
}

/// Keeps the compiler from dropping work whose result nobody needs.
@inline(never)
func consume(_ value: some Any) { withUnsafePointer(to: value) { observed = UInt(bitPattern: $0) } }

/// Where values were that somebody seemed to need.
private nonisolated(unsafe) var observed: UInt = 0
