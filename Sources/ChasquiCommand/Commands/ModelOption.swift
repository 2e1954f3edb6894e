internal import ArgumentParser
internal import Chasqui

/// `--model`: the model that a command works with.
struct ModelOption: ParsableArguments {
  @Option(help: "The model: its folder, or the name of an installed one (see `chasqui models list`).")
  var model: String

  func open() throws -> TranslationModel {
    try TranslationModel(path: ModelStore().path(of: model))
  }
}
