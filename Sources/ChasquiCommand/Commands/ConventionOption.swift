internal import ArgumentParser
internal import Chasqui
internal import Text

/// `--convention`, checked against what the model's target language has.
struct ConventionOption: ParsableArguments {
  @Option(help: "The writing convention of the output, such as circumflex for Guaraní.")
  var convention: String?

  /// - Throws: `CommandFailure` that names the conventions there are.
  func resolve(for model: TranslationModel) throws -> OutputConvention {
    guard let convention else { return .default }
    guard model.conventions.contains(convention) else {
      let known = model.conventions.map { "`\($0)`" }.joined(separator: ", ")
      throw CommandFailure(
        "There is no convention `\(convention)` for \(model.targetLanguage). "
          + (known.isEmpty ? "The language has only one." : "Known are \(known)."))
    }
    return OutputConvention(name: convention)
  }
}
