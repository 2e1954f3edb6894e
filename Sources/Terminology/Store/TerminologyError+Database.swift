internal import Databases

extension TerminologyError {
  /// What an error of the database means for whoever uses glossaries.
  init(_ error: DatabaseFileError) {
    let advice = error.reason == .missing ? "Import a glossary first, or name another file." : error.advice
    self.init(Reason(error.reason), error.place, error.message, advice: advice)
  }

  static func damaged(_ path: String, _ message: String) -> TerminologyError {
    TerminologyError(DatabaseFileError.damaged(path, message, remedy: TerminologySchema.schema.remedy))
  }
}

extension TerminologyError.Reason {
  fileprivate init(_ reason: DatabaseFileError.Reason) {
    self =
      switch reason {
      case .missing: .missing
      case .locked: .locked
      case .readOnly: .readOnly
      case .full, .inputOutput: .inputOutput
      case .tooLarge: .limit
      case .damaged: .damaged
      case .tooNew: .tooNew
      case .tooOld: .unsupported
      case .foreign: .malformed
      }
  }
}
