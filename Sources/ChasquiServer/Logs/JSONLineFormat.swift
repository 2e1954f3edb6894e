internal import Logging

/// One JSON object a line: `time` (RFC 3339, UTC), `level`, `label`, `message`, and `metadata` where there is
/// any.
struct JSONLineFormat: LineFormat {
  func text(of line: LogLine) -> String {
    var text = "{\"time\":\"\(line.time.rfc3339)\",\"level\":\"\(line.level.rawValue)\",\"label\":"
    text += Self.string(line.label) + ",\"message\":" + Self.string(line.message)
    if !line.metadata.isEmpty { text += ",\"metadata\":" + Self.object(line.metadata) }
    return text + "}"
  }

  private static func object(_ metadata: Logger.Metadata) -> String {
    let members = metadata.sorted { $0.key < $1.key }.map { string($0.key) + ":" + value($0.value) }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func value(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): string(text)
    case .stringConvertible(let number as any BinaryInteger & Sendable): "\(number)"
    case .stringConvertible(let number as Double) where number.isFinite: "\(number)"
    case .stringConvertible(let flag as Bool): "\(flag)"
    case .stringConvertible(let other): string("\(other)")
    case .array(let values): "[" + values.map(Self.value).joined(separator: ",") + "]"
    case .dictionary(let members): object(members)
    }
  }

  /// A JSON string. Beside what JSON demands, everything is escaped that ends a line or steers a terminal.
  static func string(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where LogText.isUnsafe(character):
        for unit in String(character).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }
}
