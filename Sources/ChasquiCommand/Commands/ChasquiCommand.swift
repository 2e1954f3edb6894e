internal import ArgumentParser
internal import Chasqui

@main
struct ChasquiCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chasqui",
    abstract: "Train translation models from your own texts, and translate with them.",
    discussion: """
      Results go to standard output, everything else to standard error. A file named - is standard \
      input or output.

      Exit codes: 0 success; 1 the work failed (the message says why), or a \
      check found something broken; 3 with --strict, a term could not be kept; 64 the command line is wrong; \
      130 stopped by Ctrl-C.
      """,
    version: Toolkit.version,
    subcommands: [
      TrainCommand.self, TranslateCommand.self, EvaluateCommand.self,
      CorpusCommand.self, ExplainCommand.self, AlignCommand.self, LanguageModelCommand.self,
      ModelsCommand.self, GlossaryCommand.self, MemoryCommand.self, ServeCommand.self,
      KeysCommand.self,
    ])
}
