public import Storage

/// Why a model could not be trained.
public enum TrainingError: Error, CustomStringConvertible {
  /// Nothing was left to learn from.
  case noPairs(String)
  /// An option has a value that cannot be used.
  case option(String)
  case storage(StorageError)
  case cancelled

  public var description: String {
    switch self {
    case .noPairs(let reason):
      "There is nothing to train on: \(reason). Give a corpus with --corpus that has sentences in both languages."
    case .option(let message): message
    case .storage(let error): "\(error)"
    case .cancelled: "Training was stopped; no model was written."
    }
  }
}
