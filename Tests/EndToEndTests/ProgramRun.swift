import Foundation

/// The real program, which `./test` names in `CHASQUI_BINARY`.
enum RealProgram {
  static let path = ProcessInfo.processInfo.environment["CHASQUI_BINARY"]

  /// A process of the program that has been started; its errors go to `errors`.
  ///
  /// - Parameter wrapper: the command that starts the program, such as `env NAME=value`; none by default.
  static func start(
    _ arguments: [String], input: Data = Data(), output: String, errors: String, wrapper: [String] = []
  ) throws -> Process {
    try start(command: wrapper + [path!] + arguments, input: input, output: output, errors: errors)
  }

  /// A process of any program that has been started.
  private static func start(command: [String], input: Data, output: String, errors: String) throws -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    for path in [output, errors] { try Data().write(to: URL(fileURLWithPath: path)) }
    let inputPath = output + ".in"
    try input.write(to: URL(fileURLWithPath: inputPath))
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    return process
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String], input: Data = Data(), wrapper: [String] = []) throws -> ProgramResult
  {
    try run(command: wrapper + [path!] + arguments, input: input)
  }

  /// Runs any program to its end.
  static func run(command: [String], input: Data = Data()) throws -> ProgramResult {
    let stem = NSTemporaryDirectory() + "chasqui-run-\(UUID().uuidString)"
    let (output, errors) = (stem + ".out", stem + ".err")
    defer {
      for path in [output, errors, output + ".in"] { try? FileManager.default.removeItem(atPath: path) }
    }
    let process = try start(command: command, input: input, output: output, errors: errors)
    process.waitUntilExit()
    return ProgramResult(
      status: process.terminationStatus, crashed: process.terminationReason == .uncaughtSignal,
      output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: errors)), as: UTF8.self))
  }
}

/// How a run of the program ended, and what it said.
struct ProgramResult {
  var status: Int32
  var crashed: Bool
  var output: String
  var errors: String

  /// Tells whether the program failed in an orderly way, with a message that holds `text`.
  func failed(saying text: String) -> Bool { status == 1 && !crashed && errors.contains(text) }
}

/// Some files of the starter corpus of the repository, as options of `train`.
enum StarterCorpus {
  static let folder = FileManager.default.currentDirectoryPath + "/corpora/starter"

  static func files(_ count: Int) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().prefix(count).map { "\(folder)/\($0)" }
  }

  static func training(into model: String, corpora: Int = 3) -> [String] {
    ["train", "--source", "eng", "--target", "spa", "--output", model]
      + files(corpora).flatMap { ["--corpus", $0] }
  }
}
