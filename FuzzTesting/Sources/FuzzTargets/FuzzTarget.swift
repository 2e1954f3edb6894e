/// A kind of file that may come from anywhere: whatever its bytes, reading it gives a value or an error, and
/// what is read can be used.
public enum FuzzTarget: String, CaseIterable, Sendable {
  case tsv
  case tmx
  case xliff
  case po
  case mo
  /// Both sides of a parallel corpus in one input, separated by a NUL.
  case lines
  case arpa
  case manifest
  case vocabulary
  case bitext
  case hotPhrases = "hot-phrases"
  case languageModel = "language-model"
  case casing
  case subwords
  /// A model packed as one file.
  case package
  /// A glossary in TBX.
  case tbx
  /// A glossary in CSV.
  case csv
  /// A glossary in a workbook.
  case xlsx
  /// Documents to translate.
  case text
  case html
  case xml
  /// A table to translate; `csv` is a glossary.
  case commaTable = "comma-table"
  case markdown
  case srt
  case vtt

  /// The file of a model that the input stands in for.
  var modelFile: String? {
    switch self {
    case .manifest: "manifest.json"
    case .vocabulary: "target.vocab"
    case .bitext: "bitext.index"
    case .hotPhrases: "phrases.hot"
    case .languageModel: "target.lm"
    case .casing: "target.casing"
    case .subwords: "source.subwords"
    default: nil
    }
  }
}
