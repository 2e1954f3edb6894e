internal import ArgumentParser

@main
struct ChasquiCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chasqui",
    abstract: "Train translation models from your own texts, and translate with them.")
}
