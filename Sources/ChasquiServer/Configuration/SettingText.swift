private import Foundation

/// How sizes, times and texts are written in settings.
enum SettingText {
  private static let units: [(name: String, bytes: Int)] = [
    ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
  ]

  /// The bytes that `text` names: `1048576`, `1 MiB`; nil if it names none, or fewer than 1 KiB or more than
  /// 16 GiB.
  static func bytes(_ text: String) -> Int? {
    let unit = units.first { text.lowercased().hasSuffix($0.name.lowercased()) }
    let digits = trimmed(unit == nil ? text[...] : text.dropLast(3)).filter { $0 != "_" }
    guard let number = Int(digits), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit?.bytes ?? 1)
    return overflow || !(1 << 10...16 << 30).contains(bytes) ? nil : bytes
  }

  /// The shortest text that names the bytes.
  static func size(_ bytes: Int) -> String {
    for unit in units where bytes > 0 && bytes % unit.bytes == 0 {
      return "\(bytes / unit.bytes) \(unit.name)"
    }
    return "\(bytes)"
  }

  /// The seconds that `text` names: `90`, `90s`, `1.5m`, `24h`.
  static func seconds(_ text: String) -> Double? {
    let factors: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let factor = text.last.flatMap { factors[$0] }
    let digits = trimmed(factor == nil ? text[...] : text.dropLast())
    guard digits.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil, let number = Double(digits) else { return nil }
    return number * (factor ?? 1)
  }

  /// The shortest text that names the seconds.
  static func duration(_ seconds: Double) -> String {
    for (unit, factor) in [("h", 3600.0), ("m", 60.0)]
    where seconds > 0 && seconds.remainder(dividingBy: factor) == 0 {
      return "\(Int(seconds / factor))\(unit)"
    }
    return seconds == seconds.rounded() && seconds < 1e15 ? "\(Int(seconds))s" : "\(seconds)s"
  }

  /// A scalar of YAML: plain where that is safe, quoted as in JSON elsewhere.
  static func yaml(_ text: String) -> String {
    if text.wholeMatch(of: /[A-Za-z0-9\/.][A-Za-z0-9_\/.\-]*( [KMG]iB)?/) != nil { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  static func trimmed(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespaces)
  }
}
