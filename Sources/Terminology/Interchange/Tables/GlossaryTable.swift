/// The rows of a table or sheet that are not blank.
struct GlossaryTable {
  /// Cells in a table, empty ones included: some two million terms in our layout.
  static let maximumCells = 50_000_000

  var rows: [Row] = []
  /// What was odd about the cells themselves.
  var warnings: [GlossaryDocument.Warning] = []
  var skipped: [String: Int] = [:]

  struct Row {
    /// The line on which the row begins, or the number of the row in a sheet, from 1.
    let line: Int
    var cells: [String]
  }
}
