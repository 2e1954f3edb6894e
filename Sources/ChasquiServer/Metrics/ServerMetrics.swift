internal import HTTPTypes
internal import Metrics

/// What the server counts. The labels are route templates, methods, status classes and languages of models:
/// no address, key or text can get among them.
struct ServerMetrics: Sendable {
  /// Why a request was turned away before any work.
  enum Rejection: String, Sendable, CaseIterable {
    case busy, deadline
    case rateLimit = "rate-limit"
    case quota, unauthorized, forbidden
  }

  /// How a document's translation ended.
  enum JobOutcome: String, Sendable, CaseIterable {
    case done, failed, cancelled
  }

  private let factory: any MetricsFactory
  private let requestsAtWork: Meter

  /// Counts in `registry`, where the process's own metrics are put too.
  init(registry: PrometheusRegistry) {
    factory = registry
    requestsAtWork = Meter(label: "chasqui_http_requests_in_flight", factory: registry)
    for (name, help) in Self.help { registry.describe(name, help) }
    ProcessMetrics.register(in: registry)
  }

  func requestBegan() { requestsAtWork.increment() }

  /// - Parameter route: the template that matched, such as `/v1/documents/{id}`; nil where none did.
  func requestEnded(
    route: String?, method: HTTPRequest.Method, status: HTTPResponse.Status, nanoseconds: Int64
  ) {
    requestsAtWork.decrement()
    let labels = [
      ("route", route ?? "none"), ("method", Self.methods.contains(method) ? method.rawValue : "other"),
    ]
    Counter(
      label: "chasqui_http_requests_total",
      dimensions: labels + [("status", "\(min(max(status.code / 100, 1), 5))xx")], factory: factory
    ).increment()
    Timer(label: "chasqui_http_request_duration_seconds", dimensions: labels, factory: factory)
      .recordNanoseconds(nanoseconds)
  }

  func requestRejected(_ reason: Rejection) {
    Counter(
      label: "chasqui_requests_rejected_total", dimensions: [("reason", reason.rawValue)], factory: factory
    ).increment()
  }

  /// - Parameter source: a language of a model, never what a caller wrote.
  func translated(source: String, target: String, characters: Int, sentences: Int, nanoseconds: Int64) {
    let labels = [("source", source), ("target", target)]
    Counter(label: "chasqui_translated_characters_total", dimensions: labels, factory: factory)
      .increment(by: characters)
    Counter(label: "chasqui_translated_sentences_total", dimensions: labels, factory: factory)
      .increment(by: sentences)
    Timer(label: "chasqui_translation_duration_seconds", dimensions: labels, factory: factory)
      .recordNanoseconds(nanoseconds)
  }

  func jobEnded(_ outcome: JobOutcome) {
    Counter(label: "chasqui_jobs_total", dimensions: [("status", outcome.rawValue)], factory: factory)
      .increment()
  }

  func modelsLoaded(ready: Int, failed: Int) {
    for (status, count) in [("ready", ready), ("failed", failed)] {
      Meter(label: "chasqui_models", dimensions: [("status", status)], factory: factory).set(count)
    }
  }

  private static let methods: Set<HTTPRequest.Method> = [
    .get, .head, .post, .put, .patch, .delete, .options,
  ]

  private static let help = [
    "chasqui_http_requests_in_flight": "Requests at work.",
    "chasqui_http_requests_total": "Requests answered, by route, method and class of the status.",
    "chasqui_http_request_duration_seconds": "How long answers took.",
    "chasqui_requests_rejected_total": "Requests turned away before any work, by reason.",
    "chasqui_translated_characters_total": "Characters translated, by the languages of the model.",
    "chasqui_translated_sentences_total": "Sentences translated, by the languages of the model.",
    "chasqui_translation_duration_seconds": "How long the translation of a request's texts took.",
    "chasqui_jobs_total": "Documents that are done, failed or cancelled.",
    "chasqui_models": "Models that serve, and those that failed to open.",
  ]
}
