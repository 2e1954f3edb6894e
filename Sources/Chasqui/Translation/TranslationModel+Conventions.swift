public import Text

extension TranslationModel {
  /// The names of the writing conventions that translations can have, besides the model's own.
  public var conventions: [String] { targetText.processor.conventions }

  /// The convention that text of the target language is written in.
  public func convention(of lines: some Sequence<String>) -> OutputConvention {
    targetText.processor.convention(of: lines)
  }
}
