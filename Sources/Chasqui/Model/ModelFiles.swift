/// The names of the files in a model directory.
enum ModelFiles {
  static let manifest = "manifest.json"
  static let card = "MODEL_CARD.md"
  static let sourceVocabulary = "source.vocab"
  static let targetVocabulary = "target.vocab"
  static let bitext = "bitext.index"
  static let hotPhrases = "phrases.hot"
  static let languageModel = "target.lm"
  static let targetClasses = "target.classes"
  static let classLanguageModel = "target.classlm"
  static let sourceCasing = "source.casing"
  static let targetCasing = "target.casing"
  static let sourceSubwords = "source.subwords"
  static let targetSubwords = "target.subwords"
}
