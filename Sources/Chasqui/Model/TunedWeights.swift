public import Decoding
private import Foundation
public import Storage

/// Weights for a model that has no tuning set of its own: those that another was tuned to, with the record of it.
public struct TunedWeights: Codable, Sendable {
  /// The model that has them.
  public var name: String?
  public var weights: FeatureWeights
  /// How they were found; nil if they were not tuned.
  public var tuning: ModelManifest.TuningRecord?

  /// The usual ones.
  public init() { weights = FeatureWeights() }

  public init(_ manifest: ModelManifest) {
    name = manifest.name
    weights = manifest.weights
    tuning = manifest.tuning
  }

  /// Those in a model's manifest, or in a file with its fields `name`, `weights` and `tuning`.
  ///
  /// - Throws: `StorageError` if there is no such file, or it holds no weights.
  public init(path: String) throws(StorageError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StorageError(
        .missing, file: path, "There is no such file.",
        advice: "Name a model, its folder, or what `chasqui models show MODEL --weights` printed.")
    }
    do {
      self = try JSONDecoder().decode(TunedWeights.self, from: data)
    } catch {
      throw StorageError(
        .damaged, file: path, "The weights cannot be read: \(ModelManifest.explain(error)).",
        advice: "Such a file is what `chasqui models show MODEL --weights` prints.")
    }
    guard weights.values.allSatisfy(\.isFinite), tuning?.estimator?.isSound ?? true else {
      throw StorageError(
        .damaged, file: path, "There are weights in it that no model can have.",
        advice: "Such a file is what `chasqui models show MODEL --weights` prints.")
    }
    if tuning?.model == nil { tuning?.model = name }
  }
}
