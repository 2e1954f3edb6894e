public import Storage

/// A language model of the classes of words (Brown et al. 1992): it knows word orders that no text has shown
/// with these very words. Its probabilities are those of a class after others, not of a word in its class, which
/// the translation itself decides.
public final class ClassLanguageModel: Sendable {
  public let classes: WordClasses
  /// The model whose tokens are classes.
  public let model: LanguageModel

  /// Opens the classes and their model.
  ///
  /// - Throws: `StorageError` if a file is missing, damaged or newer than this program.
  public init(classesPath: String, modelPath: String) throws(StorageError) {
    classes = try WordClasses(path: classesPath)
    model = try LanguageModel(path: modelPath)
  }

  /// Tells whether bytes of a file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { classes.isDamaged || model.isDamaged }
}
