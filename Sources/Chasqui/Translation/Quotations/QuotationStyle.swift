internal import Text

/// How the quotation marks of translations look: as the output convention has them, else as the source has them.
struct QuotationStyle {
  let target: LanguageTag
  /// The marks of the convention, with the spaces inside; nil if it has none of its own.
  let convened: (opening: String, closing: String)?

  private static let single: Set<String> = ["'", "‘", "’", "‚", "‛", "‹", "›", "`", "´"]

  /// A mark of the source in the translation. French has spaces within guillemets, other languages have none.
  func mark(_ written: String, isOpening: Bool, isMeasure: Bool = false) -> String {
    if isMeasure { return written }
    if let convened, !Self.single.contains(written) { return isOpening ? convened.opening : convened.closing }
    guard target.code == "fra", written == "«" || written == "»" else { return written }
    return isOpening ? written + "\u{A0}" : "\u{A0}" + written
  }
}
