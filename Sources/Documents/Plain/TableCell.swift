/// What the cell of a table holds.
enum TableCell {
  /// Tells whether `cell` is to be translated. Numbers, dates, and codes such as `A-7` are data.
  static func isText(_ cell: String) -> Bool {
    guard cell.contains(where: \.isLetter) else { return false }
    let isCode = cell.contains(where: \.isNumber) && !cell.contains { $0.isLowercase || $0.isWhitespace }
    return !isCode
  }
}
