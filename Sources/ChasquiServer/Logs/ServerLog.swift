private import Foundation
public import Logging

/// The log of a server, on standard error.
public enum ServerLog {
  /// Sends what all parts of the program log to standard error; once in a process.
  public static func start(_ configuration: ServerConfiguration) {
    LoggingSystem.bootstrap(
      { label, provider in
        handler(label: label, configuration, output: .standardError, metadataProvider: provider)
      }, metadataProvider: nil)
  }

  /// A logger of its own, for programs that embed a server and log elsewhere.
  public static func logger(label: String, _ configuration: ServerConfiguration) -> Logger {
    Logger(label: label) { handler(label: $0, configuration, output: .standardError) }
  }

  static func handler(
    label: String, _ configuration: ServerConfiguration, output: LogOutput,
    metadataProvider: Logger.MetadataProvider? = nil
  ) -> LineLogHandler {
    let isText = configuration.logFormat.map { $0 == .text } ?? (isatty(STDERR_FILENO) == 1)
    return LineLogHandler(
      label: label, level: configuration.logLevel,
      format: isText ? TextLineFormat() : JSONLineFormat(), output: output,
      metadataProvider: metadataProvider)
  }
}
