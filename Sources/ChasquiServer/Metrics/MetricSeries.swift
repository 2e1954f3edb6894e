internal import Metrics
private import Synchronization

/// The numbers under one combination of labels.
protocol MetricSeries: Sendable {
  /// The lines that show them.
  func lines(name: String, labels: String) -> String
}

/// A sum that only grows.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
  private let value = Mutex(0.0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  /// Amounts that are not positive numbers are passed over: a counter that falls would look like a restart.
  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    value.withLock { $0 += amount }
  }

  func reset() { value.withLock { $0 = 0 } }

  func lines(name: String, labels: String) -> String {
    PrometheusText.sample(name, labels, value.withLock { $0 })
  }
}

/// A value that goes up and down.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func lines(name: String, labels: String) -> String {
    PrometheusText.sample(name, labels, value.withLock { $0 })
  }
}

/// How often values were at most each of some bounds, and their sum.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
  /// Bounds for durations, in seconds.
  static let seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
  /// Bounds for numbers of things.
  static let amounts = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]

  private struct State {
    /// One for each bound, and one for what is above all of them.
    var counts: [Int]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  /// - Parameter bounds: in ascending order.
  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.counts[bucket] += 1
      $0.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func lines(name: String, labels: String) -> String {
    let state = state.withLock { $0 }
    var result = ""
    var count = 0
    for (bound, inBucket) in zip(bounds + [.infinity], state.counts) {
      count += inBucket
      let limit = "le=\"\(PrometheusText.number(bound))\""
      result += PrometheusText.sample(
        name + "_bucket", labels.isEmpty ? limit : "\(labels),\(limit)", Double(count))
    }
    return result + PrometheusText.sample(name + "_sum", labels, state.sum)
      + PrometheusText.sample(name + "_count", labels, Double(count))
  }
}
