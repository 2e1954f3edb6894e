import Foundation
import Testing

/// ARCHITECTURE.md is what the sources do.
@Suite struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..")
    .standardizedFileURL.path

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8)
  }

  /// The layer of each module, from the table.
  private static func layers() throws -> [String: Int] {
    var result: [String: Int] = [:]
    for line in try text("ARCHITECTURE.md").split(separator: "\n") {
      guard let row = line.firstMatch(of: /^\| (\d+) \| \[(\w+)\]\(Sources\/(\w+)\) \|/) else { continue }
      #expect(row.2 == row.3, "the link of \(row.2) leads to \(row.3)")
      result[String(row.2)] = Int(row.1)
    }
    return result
  }

  @Test func everyModuleIsInTheTable() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/Sources")
    #expect(try Set(modules) == Set(Self.layers().keys))
  }

  @Test func importsPointToSmallerLayers() throws {
    let layers = try Self.layers()
    var imports = 0
    for (module, layer) in layers.sorted(by: { $0.key < $1.key }) {
      let folder = "\(Self.root)/Sources/\(module)"
      for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
        guard file.hasSuffix(".swift") else { continue }
        for line in try Self.text("Sources/\(module)/\(file)").split(separator: "\n") {
          guard
            let found = line.firstMatch(
              of: /^(?:@\S+ )?(?:\w+ )?import (?:(?:struct|class|enum|func) )?(\w+)/),
            let imported = layers[String(found.1)]
          else { continue }
          imports += 1
          #expect(
            imported < layer, "\(module)/\(file) of layer \(layer) imports \(found.1) of layer \(imported)")
        }
      }
    }
    #expect(imports > 100)
  }

  @Test(arguments: ["ARCHITECTURE.md", "README.md", "corpora/README.md"])
  func linksLeadSomewhere(document: String) throws {
    let folder = ("\(Self.root)/\(document)" as NSString).deletingLastPathComponent
    for link in try Self.text(document).matches(of: /\]\(([^)#]+)\)/) where !link.1.contains("://") {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(link.1)"), "\(document): \(link.1)")
    }
  }

  /// Foundation's NSString ends the program at a path of one character: `PathParts` does not.
  @Test func pathsAreNotTakenApartByFoundation() throws {
    for case let file as String in FileManager.default.enumerator(atPath: "\(Self.root)/Sources") ?? .init()
    where file.hasSuffix(".swift") {
      let text = try Self.text("Sources/\(file)")
      #expect(text.firstMatch(of: /NSString\)\.(?:deleting|last)\w+/) == nil, "\(file)")
    }
  }

  /// Files and types that the text names between backquotes, such as `TextProcessor`.
  @Test func typesThatItNamesExist() throws {
    var declared: Set<Substring> = []
    var sources = ""
    for case let file as String in FileManager.default.enumerator(atPath: "\(Self.root)/Sources") ?? .init()
    where file.hasSuffix(".swift") {
      sources += try Self.text("Sources/\(file)")
    }
    for match in sources.matches(of: /(?:struct|class|enum|protocol) ([A-Z]\w+)/) { declared.insert(match.1) }
    for name in try Self.text("ARCHITECTURE.md").matches(of: /`([A-Z][a-z]\w+)`/) {
      #expect(declared.contains(name.1), "\(name.1)")
    }
  }
}
