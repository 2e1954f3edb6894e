import Foundation

/// Writes texts as Swift: `ResourceEmbedder OUTPUT FILE…`. `page.css` becomes `PackageResources.page_css`.
@main enum ResourceEmbedder {
  static func main() {
    do {
      let paths = CommandLine.arguments.dropFirst()
      guard let output = paths.first else { throw Failure("usage: ResourceEmbedder OUTPUT FILE…") }
      let members = try paths.dropFirst().map(member).joined()
      let text = "enum PackageResources {\n\(members)}\n"
      // What is as it was is not written: nothing need be compiled again.
      guard (try? String(contentsOfFile: output, encoding: .utf8)) != text else { return }
      try text.write(toFile: output, atomically: true, encoding: .utf8)
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func member(_ path: String) throws -> String {
    guard let text = String(validating: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    else {
      throw Failure("\(path) is not UTF-8.")
    }
    let name = String(
      URL(fileURLWithPath: path).lastPathComponent.map {
        $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
      })
    return "  static let \(name): [UInt8] = Array(\"\(text.unicodeScalars.map(escaped).joined())\".utf8)\n"
  }

  /// All that a literal could take otherwise is written by its number.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case " "..."~": String(scalar)
    case "\n": "\\n"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
