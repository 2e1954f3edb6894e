/// The series of one metric, by their labels as text.
struct MetricFamily {
  enum Kind: String {
    case counter, gauge, histogram
  }

  let kind: Kind
  private(set) var series: [String: any MetricSeries] = [:]

  init(kind: Kind) {
    self.kind = kind
  }

  /// The series of the labels, or the one of all the others where there are too many.
  mutating func series<Series: MetricSeries>(
    _ dimensions: [(String, String)], _ kind: Kind, maximum: Int, create: () -> Series
  ) -> Series? {
    guard kind == self.kind else { return nil }
    var labels = PrometheusText.labels(dimensions)
    if series[labels] == nil, series.count >= maximum {
      labels = PrometheusText.labels(dimensions.map { ($0.0, Self.otherValue) })
    }
    if let known = series[labels] { return known as? Series }
    let new = create()
    series[labels] = new
    return new
  }

  private static let otherValue = "other"
}
