public import Storage
public import Tokens

/// The class of each token of a vocabulary; memory-mapped and immutable.
///
/// Classes are numbered as tokens are, so that a `LanguageModel` can be one of classes: the special tokens are
/// classes of their own under their own numbers.
public final class WordClasses: Sendable {
  private let file: SectionFile
  // The pointer reaches into `file`, which lives as long as this object and never changes.
  private nonisolated(unsafe) let classes: UnsafeBufferPointer<TokenID>

  /// Opens what `write` wrote.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    file = try SectionFile(path: path)
    classes = try file.elements("WCLS", as: TokenID.self)
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// The class of `token`; that of unknown tokens for one that the vocabulary does not hold.
  public subscript(token: TokenID) -> TokenID {
    Int(token) < classes.count ? classes[Int(token)] : SpecialToken.unknown
  }

  /// Writes the class of each token as a section file: `WCLS`, u32 by token number.
  public static func write(_ classes: [TokenID], to path: String) throws(StorageError) {
    var writer = try SectionWriter(path: path)
    try writer.append("WCLS", classes)
    try writer.commit()
  }
}
