import ChasquiTestSupport
import Foundation
import FuzzTargets
import Testing

/// Inputs that once crashed: `FuzzTesting/FailCases/TARGET/NAME`.
@Suite struct FailCaseTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../FuzzTesting/FailCases").standardizedFileURL.path

  private static func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  @Test(arguments: FuzzTarget.allCases)
  func crashesNoMore(target: FuzzTarget) throws {
    let scratch = TemporaryFolder()
    let session = try FuzzSession(target, folder: scratch.file("session"))
    try session.writeSeeds(to: scratch.file("seeds"))
    let seeds = Self.names(scratch.file("seeds")).map { "\(scratch.file("seeds"))/\($0)" }
    #expect(!seeds.isEmpty)
    let folder = "\(Self.folder)/\(target.rawValue)"
    let cases = Self.names(folder).map { "\(folder)/\($0)" }
    for path in seeds + cases {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes.withUnsafeBytes { session.run($0) }
    }
  }

  @Test func allCasesBelongToATarget() {
    let targets = Set(FuzzTarget.allCases.map(\.rawValue))
    #expect(Self.names(Self.folder).allSatisfy { targets.contains($0) })
  }
}
