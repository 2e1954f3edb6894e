private import Foundation

/// The most memory that a process had resident at once.
enum PeakMemory {
  /// Of this process, in MB (Linux: `VmHWM` in `/proc/self/status`).
  static func ofThisProcess() -> Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
    else { return nil }
    return Double(kilobytes).map { $0 * 1024 / 1e6 }
  }

  /// Of a run of this program with `arguments`, which must print it. A process of its own, because a peak
  /// never goes down again.
  static func ofRun(_ arguments: [String]) throws -> Double? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
