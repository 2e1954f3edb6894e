private import Foundation

/// What the operating system knows about this process, under the names that all Prometheus clients use.
enum ProcessMetrics {
  static func register(in registry: PrometheusRegistry) {
    registry.observe(
      "process_cpu_seconds_total", "Processor time used, in seconds.", isCounter: true,
      value: processorSeconds)
    registry.observe("process_resident_memory_bytes", "Memory in use, mapped models included.") {
      pages(at: 1).map { $0 * Double(getpagesize()) }
    }
    registry.observe("process_virtual_memory_bytes", "Address space in use.") {
      pages(at: 0).map { $0 * Double(getpagesize()) }
    }
    registry.observe("process_open_fds", "Open file descriptors.", value: openDescriptors)
    registry.observe(
      "process_max_fds", "The most file descriptors that may be open.", value: maximumDescriptors)
    // A hardened service may not see what the machine is doing, and has only just begun.
    let start = startTime() ?? Date().timeIntervalSince1970
    registry.observe("process_start_time_seconds", "When the process began, in seconds since 1970.") { start }
  }

  @Sendable private static func processorSeconds() -> Double? {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A number of pages in `/proc/self/statm`: 0 all, 1 resident.
  private static func pages(at field: Int) -> Double? {
    let fields = text("/proc/self/statm")?.split(separator: " ") ?? []
    return fields.count > field ? Double(fields[field]) : nil
  }

  @Sendable private static func openDescriptors() -> Double? {
    // The folder that is read has a descriptor too.
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count - 1) }
  }

  @Sendable private static func maximumDescriptors() -> Double? {
    var limit = rlimit()
    #if canImport(Glibc)
      guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    #else
      guard getrlimit(RLIMIT_NOFILE, &limit) == 0 else { return nil }
    #endif
    return Double(limit.rlim_cur)
  }

  /// The boot of the machine (proc(5), `btime`) plus the ticks until the process began (field 22 of its
  /// `stat`, the 20th after the name, which may itself hold spaces and brackets).
  private static func startTime() -> Double? {
    guard let status = text("/proc/self/stat"), let bracket = status.lastIndex(of: ")"),
      let machine = text("/proc/stat"),
      let boot = machine.split(separator: "\n").first(where: { $0.hasPrefix("btime ") })
    else { return nil }
    let fields = status[bracket...].split(separator: " ")
    guard fields.count > 20, let ticks = Double(fields[20]), let seconds = Double(boot.dropFirst(6)) else {
      return nil
    }
    return seconds + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
