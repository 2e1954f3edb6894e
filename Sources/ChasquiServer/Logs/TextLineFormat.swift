internal import Logging

/// A line for people: `14:03:07.120 warning chasqui: the message (key: value, key: value)`, in UTC.
struct TextLineFormat: LineFormat {
  func text(of line: LogLine) -> String {
    var text = "\(line.time.rfc3339.dropFirst(11).dropLast()) \(line.level.rawValue) "
    text += LogText.safe(line.label) + ": " + LogText.safe(line.message)
    guard !line.metadata.isEmpty else { return text }
    let pairs = line.metadata.sorted { $0.key < $1.key }
      .map { LogText.safe($0.key) + ": " + LogText.safe("\($0.value)") }
    return text + " (" + pairs.joined(separator: ", ") + ")"
  }
}
