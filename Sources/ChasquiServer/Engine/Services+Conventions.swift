internal import Chasqui
internal import Text

extension Services {
  /// The writing convention of this name, as `/v1/languages` lists them for the target language.
  ///
  /// - Throws: `ServiceError` that names those there are.
  func convention(_ name: String, target: LanguageTag) throws(ServiceError) -> OutputConvention {
    guard !name.isEmpty else { return .default }
    let models = registry.current.ready.filter { $0.model.targetLanguage.code == target.code }
    let known = Set(models.flatMap(\.model.conventions))
    // Without a model of the language the request fails for that.
    guard known.contains(name) || models.isEmpty else {
      let list = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw .invalid(
        field: "convention",
        "There is no such convention. \(known.isEmpty ? "This language has none." : "There are \(list).")")
    }
    return OutputConvention(name: name)
  }
}
