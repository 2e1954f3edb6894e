import Foundation
import HTTPTypes
import Metrics
import Testing

@testable import ChasquiServer

@Suite struct PrometheusRegistryTests {
  let registry = PrometheusRegistry(maximumSeries: 3)

  @Test func countersGaugesAndHistograms() {
    registry.describe("requests_total", "All\nof \\ them.")
    let counter = Counter(label: "requests", dimensions: [("b", "2"), ("a", "1")], factory: registry)
    counter.increment()
    counter.increment(by: 2)
    FloatingPointCounter(label: "seconds.used", factory: registry).increment(by: 0.25)
    let meter = Meter(label: "queue", factory: registry)
    meter.set(5)
    meter.decrement(by: 1.5)
    let timer = Timer(label: "wait", factory: registry)
    timer.recordMilliseconds(3)
    timer.recordMilliseconds(700)
    timer.recordSeconds(100)
    Gauge(label: "temperature", factory: registry).record(-1)
    let buckets = [
      "0.005\"} 1", "0.01\"} 1", "0.025\"} 1", "0.05\"} 1", "0.1\"} 1", "0.25\"} 1", "0.5\"} 1", "1\"} 2",
      "2.5\"} 2", "5\"} 2", "10\"} 2", "30\"} 2", "60\"} 2", "+Inf\"} 3",
    ]
    #expect(
      registry.text == """
        # TYPE queue gauge
        queue 3.5
        # HELP requests_total All\\nof \\\\ them.
        # TYPE requests_total counter
        requests_total{a="1",b="2"} 3
        # TYPE seconds_used_total counter
        seconds_used_total 0.25
        # TYPE temperature gauge
        temperature -1
        # TYPE wait_seconds histogram
        \(buckets.map { "wait_seconds_bucket{le=\"" + $0 }.joined(separator: "\n"))
        wait_seconds_sum 100.703
        wait_seconds_count 3

        """)
  }

  @Test func theSameMetricIsTheSameSeries() {
    let labels = [("x", "1"), ("y", "2")]
    for _ in 0..<10 {
      let counter = Counter(label: "n", dimensions: labels, factory: registry)
      counter.increment()
      counter.destroy()
    }
    Counter(label: "n_total", dimensions: labels.reversed(), factory: registry).increment()
    #expect(registry.text == "# TYPE n_total counter\nn_total{x=\"1\",y=\"2\"} 11\n")
  }

  @Test func theNumberOfSeriesIsBounded() {
    for path in 0..<1000 {
      Counter(label: "n", dimensions: [("path", "/\(path)")], factory: registry).increment()
    }
    #expect(
      registry.text == """
        # TYPE n_total counter
        n_total{path="/0"} 1
        n_total{path="/1"} 1
        n_total{path="/2"} 1
        n_total{path="other"} 997

        """)
  }

  @Test func labelsCannotBreakOut() {
    let value = "a\"} 1\nevil 2\\"
    Counter(label: "n", dimensions: [("1 ä", value), ("__1__", "later")], factory: registry).increment()
    let long = String(repeating: "x", count: 1000)
    Meter(label: "9:g\n", dimensions: [("l", long)], factory: registry).set(Double.nan)
    #expect(
      registry.text == """
        # TYPE _9:g_ gauge
        _9:g_{l="\(long.prefix(128))"} NaN
        # TYPE n_total counter
        n_total{_1__="a\\"} 1\\nevil 2\\\\",__1__="later"} 1

        """)
  }

  @Test func aNameOfAnotherKindIsPassedOver() {
    Counter(label: "n_total", factory: registry).increment()
    Meter(label: "n_total", factory: registry).set(7)
    Recorder(label: "n_total", factory: registry).record(7)
    #expect(registry.text == "# TYPE n_total counter\nn_total 1\n")
  }

  @Test func countersDoNotFall() {
    let counter = FloatingPointCounter(label: "n", factory: registry)
    for amount in [1, -5, .nan, .infinity, 0.5] { counter.increment(by: amount) }
    #expect(registry.text.hasSuffix("n_total 1.5\n"))
  }

  @Test func manyThreadsLoseNothing() {
    let registry = registry
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<1000 {
        Counter(label: "n", dimensions: [("t", "\(number % 2)")], factory: registry).increment()
        Timer(label: "d", factory: registry).recordNanoseconds(Int64(thread))
      }
    }
    #expect(registry.text.contains("n_total{t=\"0\"} 4000\nn_total{t=\"1\"} 4000\n"))
    #expect(registry.text.contains("d_seconds_count 8000\n"))
  }

  /// Every line is a comment or a sample of the grammar of the text format.
  @Test func theServersMetricsAreWellFormed() throws {
    let registry = PrometheusRegistry()
    let metrics = ServerMetrics(registry: registry)
    metrics.requestBegan()
    metrics.requestBegan()
    metrics.requestEnded(
      route: "/v1/documents/{id}", method: .get, status: .notFound, nanoseconds: 2_000_000)
    metrics.requestEnded(
      route: nil, method: .init("WEIRD")!, status: .init(code: 999), nanoseconds: 1)
    metrics.requestRejected(.rateLimit)
    metrics.translated(source: "es", target: "ay", characters: 40, sentences: 2, nanoseconds: 5_000_000)
    metrics.jobEnded(.done)
    metrics.modelsLoaded(ready: 2, failed: 1)
    let text = registry.text
    let sample = /[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (\+Inf|NaN|-?[0-9.e+\-]+)/
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: sample) != nil, "\(line)")
    }
    for line in [
      "chasqui_http_requests_in_flight 0",
      "chasqui_http_requests_total{method=\"GET\",route=\"/v1/documents/{id}\",status=\"4xx\"} 1",
      "chasqui_http_requests_total{method=\"other\",route=\"none\",status=\"5xx\"} 1",
      "chasqui_requests_rejected_total{reason=\"rate-limit\"} 1",
      "chasqui_translated_characters_total{source=\"es\",target=\"ay\"} 40",
      "chasqui_models{status=\"failed\"} 1", "chasqui_jobs_total{status=\"done\"} 1",
      "# TYPE process_cpu_seconds_total counter",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }.count
        == Set(
          text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        ).count)
  }

  @Test func theProcessIsMeasured() throws {
    let registry = PrometheusRegistry()
    ProcessMetrics.register(in: registry)
    func value(_ name: String) throws -> Double {
      let line = try #require(registry.text.split(separator: "\n").first { $0.hasPrefix("\(name) ") })
      return try #require(Double(line.dropFirst(name.count + 1)))
    }
    #expect(try value("process_resident_memory_bytes") > 1_000_000)
    #expect(try value("process_virtual_memory_bytes") > value("process_resident_memory_bytes"))
    #expect(try value("process_cpu_seconds_total") > 0)
    let before = try value("process_open_fds")
    let files = (0..<20).map { _ in FileHandle(forReadingAtPath: "/dev/null") }
    // Other tests of this process open and close files too.
    #expect(try value("process_open_fds") > before)
    withExtendedLifetime(files) {}
    #expect(try value("process_max_fds") >= before)
    let age = try Date().timeIntervalSince1970 - value("process_start_time_seconds")
    #expect(age > -2 && age < 36_000)
  }
}
