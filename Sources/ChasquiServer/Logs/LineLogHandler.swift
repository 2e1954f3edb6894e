internal import Logging

/// Writes one line for each message, as a `LineFormat` has it, with a single call to the system.
///
/// Whatever a message or its metadata hold, nothing in them can begin a new line, end a JSON string or steer
/// a terminal.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level

  private let label: String
  private let format: any LineFormat
  private let output: LogOutput

  /// - Parameter label: which part of the program speaks.
  init(
    label: String, level: Logger.Level, format: any LineFormat, output: LogOutput,
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.label = label
    logLevel = level
    self.format = format
    self.output = output
    self.metadataProvider = metadataProvider
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
    if let own = event.metadata { all.merge(own) { _, new in new } }
    if let error = event.error { all["error"] = "\(error)" }
    let line = LogLine(
      time: .now(), level: event.level, label: label, message: "\(event.message)", metadata: all)
    output.write(format.text(of: line) + "\n")
  }
}

/// What a line says.
struct LogLine {
  var time: LogTime
  var level: Logger.Level
  var label: String
  var message: String
  var metadata: Logger.Metadata
}

/// How a line is written.
protocol LineFormat: Sendable {
  /// The line without its end, on one line.
  func text(of line: LogLine) -> String
}
