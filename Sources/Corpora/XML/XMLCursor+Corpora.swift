internal import XMLReading

extension XMLCursor {
  /// Opens the file at `path`, as a corpus.
  static func open(_ path: String, elements: [String]) throws(CorpusError) -> XMLCursor {
    do { return try XMLCursor(path: path, elements: elements) } catch { throw CorpusError(error) }
  }

  /// As `next`, with the error of a corpus.
  func step() throws(CorpusError) -> Event? {
    do { return try next() } catch { throw CorpusError(error) }
  }
}

extension CorpusError {
  init(_ error: XMLError) {
    let reason: Reason =
      switch error.reason {
      case .missing: .missing
      case .malformed: .malformed
      case .encoding: .encoding
      case .limit: .limit
      case .inputOutput: .inputOutput
      }
    self.init(
      reason, file: error.file, line: error.line, column: error.column, error.message, advice: error.advice)
  }
}
