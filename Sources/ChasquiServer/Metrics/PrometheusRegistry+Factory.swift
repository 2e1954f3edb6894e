public import Metrics

/// Counters end in `_total` and timers in `_seconds`, as is usual in Prometheus. A recorder that aggregates is
/// a histogram; one that does not is a gauge.
extension PrometheusRegistry: MetricsFactory {
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter, suffix: "_total", create: CounterSeries.init)
      ?? NOOPMetricsHandler.instance
  }

  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter, suffix: "_total", create: CounterSeries.init)
      ?? NOOPMetricsHandler.instance
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge, create: GaugeSeries.init) ?? NOOPMetricsHandler.instance
  }

  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate {
      return series(label, dimensions, .histogram) { HistogramSeries(bounds: HistogramSeries.amounts) }
        ?? NOOPMetricsHandler.instance
    }
    return series(label, dimensions, .gauge, create: GaugeSeries.init) ?? NOOPMetricsHandler.instance
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram, suffix: "_seconds") {
      HistogramSeries(bounds: HistogramSeries.seconds)
    } ?? NOOPMetricsHandler.instance
  }

  // Whoever makes the same metric again goes on with the same series, so none ends with its handler.
  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  public func destroyMeter(_ handler: any MeterHandler) {}
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}
}
