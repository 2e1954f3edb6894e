internal import Databases
internal import Storage

/// Why something could not be done with a job.
enum JobError: Error, Equatable, CustomStringConvertible {
  /// There is no such job, or it is somebody else's: the caller is not told which.
  case missing
  /// The result was asked for, and there is none yet, or none at all.
  case notDone(JobState)
  /// `limit`: how many jobs a caller may have stored.
  case tooManyOfOwner(limit: Int)
  /// `limit`: how many bytes the files of a caller may have together.
  case tooLargeOfOwner(limit: Int)
  /// No room for more jobs of anybody.
  case full
  /// The name or an option is too long to be kept.
  case tooLong
  case database(DatabaseFileError)
  case file(StorageError)

  var description: String {
    switch self {
    case .missing: "There is no such job. Finished jobs are kept for a limited time."
    case .notDone(.queued), .notDone(.translating): "The translation is not finished. Ask again later."
    case .notDone(let state): "There is no translation: the job is \(state.rawValue)."
    case .tooManyOfOwner(let limit):
      "There are \(limit) documents of yours here already, as many as one caller may have. \(Self.advice)"
    case .tooLargeOfOwner(let limit):
      "Your documents here would have more than the \(limit >> 20) MB that one caller may have. \(Self.advice)"
    case .full: "The server has no room for more documents. \(Self.advice)"
    case .tooLong:
      "The name and the options of a document may have \(JobStore.longestText) characters at most."
    case .database(let error): error.description
    case .file(let error): error.description
    }
  }

  private static let advice =
    "Delete those that are no longer needed, or send this one again later: finished ones are kept for a limited time."
}

/// Why a document cannot be translated, in words for whoever gave it. They must not hold its text.
struct JobFailure: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
