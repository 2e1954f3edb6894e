internal import Chasqui
internal import Logging
internal import Terminology

/// What the routes of all dialects share.
final class Services: Sendable {
  let configuration: ServerConfiguration
  let logger: Logger
  let prometheus = PrometheusRegistry()
  let metrics: ServerMetrics
  let access: AccessControl
  let jobs: JobRunner
  let registry: ModelRegistry
  let translation: TranslationService
  /// Glossaries and the translation memory; nil if the database cannot be opened.
  let glossaries: GlossaryStore?
  let memory: TranslationMemory?
  /// Threads that translate.
  let decoding: WorkerPool
  /// Threads for what waits for the disk.
  let storage: WorkerPool

  init(configuration: ServerConfiguration, logger: Logger) throws {
    self.configuration = configuration
    self.logger = logger
    metrics = ServerMetrics(registry: prometheus)
    let glossaries = try GlossaryStore(path: configuration.database)
    let names = Set(try glossaries.list().map(\.glossary.name))
    if let unknown = configuration.glossaries.first(where: { !names.contains($0) }) {
      throw ConfigurationError(
        "glossaries",
        "There is no glossary \(unknown) in \(configuration.database). Import it first, or correct the name.")
    }
    self.glossaries = glossaries
    memory = TranslationMemory(database: glossaries.database)
    func limit(_ value: Int) -> Int? { value > 0 ? value : nil }
    let database = try ServiceDatabase(path: configuration.serviceDatabasePath)
    access = try AccessControl(
      database: database,
      options: .init(
        anonymous: configuration.anonymousAccess,
        anonymousLimits: CallerLimits(
          requestsPerMinute: limit(configuration.requestsPerMinute),
          charactersPerMonth: limit(configuration.charactersPerMonth),
          charactersPerDay: limit(configuration.charactersPerDay))),
      logger: logger)
    decoding = WorkerPool(name: "decoding", threads: configuration.threads)
    storage = WorkerPool(name: "storage", threads: 2)
    registry = ModelRegistry(
      store: ModelStore(folders: configuration.models), glossaries: glossaries, logger: logger)
    translation = TranslationService(
      registry: registry, pool: decoding, gate: AdmissionGate(capacity: configuration.queue),
      limits: .init(characters: configuration.maximumCharacters, texts: configuration.maximumTexts),
      metrics: metrics)
    var jobLimits = JobLimits()
    jobLimits.atOnce = configuration.concurrentJobs
    jobLimits.retention = .seconds(configuration.jobsKept)
    jobLimits.time = configuration.jobTime > 0 ? .seconds(configuration.jobTime) : nil
    let documents = DocumentTranslation(service: translation)
    jobs = JobRunner(
      store: try JobStore(database: database, folder: configuration.jobsFolder, limits: jobLimits),
      logger: logger
    ) { job, upload, finished, progress in
      try await documents.translate(job, upload, finished, progress)
    }
    let gate = translation.gate
    prometheus.observe("chasqui_requests_admitted", "Translation requests that are in.") {
      Double(gate.count)
    }
    let decoding = decoding
    prometheus.observe(
      "chasqui_work_seconds_total", "Seconds that the threads have translated, together.", isCounter: true
    ) { Double(decoding.busy.nanoseconds) / 1e9 }
    prometheus.observe("chasqui_work_waiting", "Sentences and look-ups that wait for a thread.") {
      Double(decoding.waiting)
    }
  }

  /// When a request that came with `context` is given up.
  func limits(_ context: ServerRequestContext) -> WorkLimits {
    WorkLimits(deadline: context.arrival + .seconds(configuration.deadline))
  }

  /// Does `work` within the limits of the request; it is given up when the client goes.
  func answering<Value>(
    _ context: ServerRequestContext, _ work: (WorkLimits) async throws -> Value
  ) async throws -> Value {
    let limits = limits(context)
    guard let connection = context.connection else { return try await work(limits) }
    return try await connection.watching(limits.cancellation) { try await work(limits) }
  }
}
