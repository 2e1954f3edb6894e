private import Foundation

/// A moment, to the millisecond.
struct LogTime: Sendable, Equatable {
  /// Milliseconds since 1970.
  var milliseconds: Int

  static func now() -> LogTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return LogTime(milliseconds: Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000)
  }

  /// `2026-11-25T03:57:29.120Z`.
  var rfc3339: String {
    var seconds = time_t((Double(milliseconds) / 1000).rounded(.down))
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ value: Int, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let date =
      "\(digits(Int(parts.tm_year) + 1900, 4))-\(digits(Int(parts.tm_mon) + 1, 2))-"
      + digits(Int(parts.tm_mday), 2)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }.joined(separator: ":")
    return "\(date)T\(clock).\(digits(milliseconds - Int(seconds) * 1000, 3))Z"
  }
}
