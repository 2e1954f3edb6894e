/// How Prometheus writes names, labels and numbers (text exposition format, version 0.0.4).
enum PrometheusText {
  /// Longer values of labels are cut.
  private static let maximumValueLength = 128

  /// The first lines of a metric.
  static func head(_ name: String, _ kind: MetricFamily.Kind, help: String?) -> String {
    let text = help.map { "# HELP \(name) \(escaped($0, quotes: false))\n" } ?? ""
    return text + "# TYPE \(name) \(kind.rawValue)\n"
  }

  static func sample(_ name: String, _ labels: String, _ value: Double) -> String {
    "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(number(value))\n"
  }

  /// Labels in the order of their names: `method="GET",status="2xx"`. Of two with one name the first stays.
  static func labels(_ dimensions: [(String, String)]) -> String {
    var seen: Set<String> = []
    return
      dimensions
      .map { (name($0.0, allowsColon: false), String($0.1.prefix(maximumValueLength))) }
      .filter { seen.insert($0.0).inserted }
      .sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }
      .joined(separator: ",")
  }

  /// `text` as a name: other letters than those allowed become `_`.
  static func name(_ text: String, allowsColon: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "a"..."z", "A"..."Z", "_": result.unicodeScalars.append(character)
      case "0"..."9":
        if result.isEmpty { result = "_" }
        result.unicodeScalars.append(character)
      case ":" where allowsColon: result.unicodeScalars.append(character)
      default: result += "_"
      }
    }
    return result.isEmpty ? "_" : result
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 0x1p53 ? String(Int(value)) : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
