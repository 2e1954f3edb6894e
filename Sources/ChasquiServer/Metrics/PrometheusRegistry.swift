private import Synchronization

/// Counts and measures in memory, as a backend of swift-metrics, and shows them as Prometheus reads them.
///
/// Series live as long as the registry. Their number is bounded: where a metric has as many as it may, further
/// combinations of labels share one whose labels all say `other`, so that sums stay right.
public final class PrometheusRegistry: Sendable {
  /// The media type of `text`.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private struct State {
    var families: [String: MetricFamily] = [:]
    var observations: [Observation] = []
    var help: [String: String] = [:]
  }

  /// A value that is asked for when the metrics are read.
  private struct Observation {
    let name: String
    let kind: MetricFamily.Kind
    let value: @Sendable () -> Double?
  }

  private let state = Mutex(State())
  private let maximumSeries: Int

  /// - Parameter maximumSeries: the most combinations of labels that one metric may have.
  public init(maximumSeries: Int = 500) {
    self.maximumSeries = maximumSeries
  }

  /// Says what a metric counts. The name is the one that is shown.
  public func describe(_ name: String, _ help: String) {
    state.withLock { $0.help[name] = help }
  }

  /// Shows what `value` says whenever the metrics are read; nothing where it says nil. It runs on the thread
  /// of the reader, and must not wait.
  public func observe(
    _ name: String, _ help: String, isCounter: Bool = false, value: @escaping @Sendable () -> Double?
  ) {
    let name = PrometheusText.name(name, allowsColon: true)
    state.withLock {
      $0.help[name] = help
      $0.observations.append(Observation(name: name, kind: isCounter ? .counter : .gauge, value: value))
    }
  }

  /// All metrics in the text exposition format, version 0.0.4, sorted by name and labels.
  public var text: String {
    let (families, observations, help) = state.withLock {
      ($0.families.mapValues { ($0.kind, $0.series) }, $0.observations, $0.help)
    }
    var blocks: [String: String] = [:]
    for (name, family) in families {
      var lines = PrometheusText.head(name, family.0, help: help[name])
      for (labels, series) in family.1.sorted(by: { $0.key < $1.key }) {
        lines += series.lines(name: name, labels: labels)
      }
      blocks[name] = lines
    }
    for observation in observations {
      guard let value = observation.value() else { continue }
      blocks[observation.name] =
        PrometheusText.head(observation.name, observation.kind, help: help[observation.name])
        + PrometheusText.sample(observation.name, "", value)
    }
    return blocks.sorted { $0.key < $1.key }.map(\.value).joined()
  }

  /// The series of the metric and labels; a new one if there is none yet, nil if the metric is of another kind.
  func series<Series: MetricSeries>(
    _ label: String, _ dimensions: [(String, String)], _ kind: MetricFamily.Kind, suffix: String = "",
    create: () -> Series
  ) -> Series? {
    var name = PrometheusText.name(label, allowsColon: true)
    if !name.hasSuffix(suffix) { name += suffix }
    return state.withLock { state in
      state.families[name, default: MetricFamily(kind: kind)]
        .series(dimensions, kind, maximum: maximumSeries, create: create)
    }
  }
}
