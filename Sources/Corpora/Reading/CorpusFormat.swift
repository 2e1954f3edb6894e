/// The formats of parallel corpora, by the ending of the name.
public enum CorpusFormat: String, Sendable, CaseIterable {
  /// Columns separated by tabs.
  case tsv
  /// Translation Memory eXchange 1.4b.
  case tmx
  /// gettext translations as text.
  case po
  /// gettext translations, compiled.
  case mo
  /// XLIFF 1.2, 2.0 and 2.1.
  case xliff

  /// The format of files whose name ends in a dot and `fileExtension`; nil if there is none.
  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "tsv", "tab": self = .tsv
    case "tmx": self = .tmx
    case "po", "pot": self = .po
    case "mo", "gmo": self = .mo
    case "xlf", "xliff", "sdlxliff", "mqxliff", "mxliff": self = .xliff
    default: return nil
    }
  }
}
