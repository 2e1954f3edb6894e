public import Decoding
private import Foundation
public import PhraseModeling
public import Storage

/// What `manifest.json` of a model directory says: what the model is, what it was made of, how it is used.
public struct ModelManifest: Codable, Sendable {
  /// The name of the format, always `chasqui-model`.
  public var format = "chasqui-model"
  /// The version of the layout of the directory.
  public var formatVersion = Self.currentVersion
  public var toolkitVersion = Toolkit.version
  public var name: String
  /// ISO 639-3 codes, with region or variant where one was given.
  public var sourceLanguage: String
  public var targetLanguage: String
  /// When it was trained (ISO 8601), and by whom, if they said so. Not part of what determines the model.
  public var created: String?
  public var author: String?
  public var corpora: [CorpusRecord]
  public var training: TrainingRecord
  public var text: TextRecord
  public var weights: FeatureWeights
  public var search: SearchParameters
  public var phraseTable: PhraseTable.Parameters
  public var tuning: TuningRecord?
  public var files: [FileRecord]

  public static let currentVersion = 1

  /// A corpus that the model was trained on.
  public struct CorpusRecord: Codable, Sendable {
    public var name: String
    public var licence: String?
    public var weight: Double
    public var pairs: Int
    /// XXH64 of the pairs that were kept, in hexadecimal.
    public var checksum: String
  }

  public struct TrainingRecord: Codable, Sendable {
    public var pairs: Int
    public var sourceTokens: Int
    public var targetTokens: Int
    public var sourceVocabulary: Int
    public var targetVocabulary: Int
    public var languageModelOrder: Int
    public var monolingualLines: Int
    public var options: TrainingOptions
  }

  /// How text is prepared for this model.
  public struct TextRecord: Codable, Sendable {
    public var sourceSubwords: Bool
    public var targetSubwords: Bool
  }

  public struct TuningRecord: Codable, Sendable {
    /// The name of the model that was tuned, if it was another, whose weights this one has.
    public var model: String?
    public var objective: String
    public var sentences: Int
    /// The value of the objective on the tuning set, round by round.
    public var values: [Double]
    /// Tells how good a translation is likely to be; nil if the set was too small to learn it.
    public var estimator: QualityEstimator?
  }

  public struct FileRecord: Codable, Sendable {
    public var name: String
    public var bytes: Int
    /// In hexadecimal.
    public var xxh64: String
  }

  /// Reads a manifest.
  ///
  /// - Throws: `StorageError` if it is missing, not JSON, or of a newer format.
  public static func read(from path: String) throws(StorageError) -> ModelManifest {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StorageError(
        .missing, file: path, "There is no model manifest here.",
        advice: "Name the folder of a model, as `chasqui models list` shows them.")
    }
    struct Version: Decodable {
      var format: String
      var formatVersion: Int
    }
    if let version = try? JSONDecoder().decode(Version.self, from: data),
      version.formatVersion > currentVersion
    {
      throw StorageError(
        .tooNew, file: path,
        "The model has format version \(version.formatVersion); this program reads up to \(currentVersion).",
        advice: "Update Chasqui.")
    }
    let manifest: ModelManifest
    do {
      manifest = try JSONDecoder().decode(ModelManifest.self, from: data)
    } catch {
      throw StorageError(
        .damaged, file: path, "The manifest cannot be read: \(Self.explain(error)).",
        advice: "Install the model again, or train it again.")
    }
    if let field = manifest.fieldOutOfRange {
      throw StorageError(
        .damaged, file: path, "Field `\(field)` of the manifest has a value that no model can have.",
        advice: "Install the model again, or train it again.")
    }
    return manifest
  }

  /// The first field whose value the search or the phrase table would not survive, or a file elsewhere.
  var fieldOutOfRange: String? {
    let checks = [
      ("weights", weights.values.allSatisfy(\.isFinite)),
      ("search.popLimit", (1...1_000_000).contains(search.popLimit)),
      ("search.stackSize", (1...1_000_000).contains(search.stackSize)),
      ("search.distortionLimit", (0...40).contains(search.distortionLimit)),
      ("search.optionLimit", (1...1_000_000).contains(search.optionLimit)),
      ("search.beamWidth", search.beamWidth >= 0),
      (
        "phraseTable.maximumPhraseLength",
        (1...PhraseTable.longestPhrase).contains(phraseTable.maximumPhraseLength)
      ),
      ("phraseTable.sampleSize", (1...1_000_000).contains(phraseTable.sampleSize)),
      ("phraseTable.candidateLimit", (1...1_000_000).contains(phraseTable.candidateLimit)),
      ("phraseTable.discount", (0..<1).contains(phraseTable.discount)),
      ("tuning.estimator", tuning?.estimator?.isSound ?? true),
      ("files", files.allSatisfy { !$0.name.isEmpty && !$0.name.contains("/") && !$0.name.hasPrefix(".") }),
    ]
    return checks.first { !$0.1 }?.0
  }

  /// Writes the manifest, with sorted keys, so that equal models have equal bytes.
  public func write(to path: String) throws(StorageError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a manifest holds nothing that JSON cannot")
    }
    try AtomicFile.write(String(decoding: data, as: UTF8.self) + "\n", to: path)
  }

  static func explain(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "it has no field `\(key.stringValue)`"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "field `\(context.codingPath.map(\.stringValue).joined(separator: "."))` has a wrong type"
    default: "it is not valid JSON"
    }
  }
}

/// The version of this program.
public enum Toolkit {
  public static let version = "0.1.0"
}
