internal import CLibFuzzer
private import Foundation
internal import FuzzTargets

/// One program for all targets: `FUZZ_TARGET` names one, `FUZZ_FOLDER` a folder to work in. With `FUZZ_SEEDS`,
/// it writes inputs to start from into that folder and ends. The options are libFuzzer's.
@main
enum Fuzz {
  fileprivate nonisolated(unsafe) static var session: FuzzSession!

  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let target = environment["FUZZ_TARGET"].flatMap({ FuzzTarget(rawValue: $0) }),
      let folder = environment["FUZZ_FOLDER"]
    else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      print("Set FUZZ_FOLDER to a folder and FUZZ_TARGET to one of \(names).")
      exit(64)
    }
    session = try FuzzSession(target, folder: folder)
    if let seeds = environment["FUZZ_SEEDS"] {
      try session.writeSeeds(to: seeds)
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Fuzz.session.run(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
