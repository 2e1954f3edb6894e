/// The rows of a table or sheet that are not blank.
package struct GlossaryTable {
  /// Cells in a table, empty ones included: some two million terms in our layout.
  static let maximumCells = 50_000_000

  package var rows: [Row] = []
  /// What was odd about the cells themselves.
  var warnings: [GlossaryDocument.Warning] = []
  var skipped: [String: Int] = [:]

  package struct Row {
    /// The line on which the row begins, or the number of the row in a sheet, from 1.
    package let line: Int
    package var cells: [String]
  }
}
