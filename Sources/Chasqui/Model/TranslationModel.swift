private import Foundation
public import LanguageModeling
public import PhraseModeling
public import Storage
public import Text
public import Tokens

/// A model directory, opened: memory-mapped, immutable, shared by all threads.
public final class TranslationModel: Sendable {
  public let path: String
  public let manifest: ModelManifest
  public let sourceLanguage: LanguageTag
  public let targetLanguage: LanguageTag
  public let sourceVocabulary: Vocabulary
  public let targetVocabulary: Vocabulary
  public let phraseTable: PhraseTable
  public let languageModel: LanguageModel
  /// nil where the model was trained without word classes.
  public let classLanguageModel: ClassLanguageModel?
  let sourceText: TextPreparation
  let targetText: TextPreparation
  let similarWords: SimilarWords
  let reservedTargets: ReservedTargets
  /// How the target language writes the numbers of the source language.
  let locales: LocaleConverter

  /// Opens the model in the directory `path`. Maps its files and reads their headers.
  ///
  /// - Throws: `StorageError` that names the file that is missing, damaged or too new.
  public init(path: String) throws(StorageError) {
    self.path = path
    manifest = try ModelManifest.read(from: "\(path)/\(ModelFiles.manifest)")
    for record in manifest.files {
      let file = "\(path)/\(record.name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: file)
      guard let size = (attributes?[.size] as? NSNumber)?.intValue else {
        throw StorageError(
          .missing, file: file, "This file of the model is missing.",
          advice: "Install the model again, or train it again.")
      }
      guard size == record.bytes else {
        throw StorageError(
          .damaged, file: file, "It has \(size) bytes; the manifest says \(record.bytes).",
          advice: "Install the model again, or train it again.")
      }
    }
    do {
      sourceLanguage = try LanguageTag(manifest.sourceLanguage)
      targetLanguage = try LanguageTag(manifest.targetLanguage)
    } catch {
      throw StorageError(
        .damaged, file: "\(path)/\(ModelFiles.manifest)", "\(error)",
        advice: "Install the model again, or train it again.")
    }
    locales = LocaleConverter(source: sourceLanguage, target: targetLanguage)
    sourceVocabulary = try Vocabulary(path: "\(path)/\(ModelFiles.sourceVocabulary)")
    targetVocabulary = try Vocabulary(path: "\(path)/\(ModelFiles.targetVocabulary)")
    let bitext = try IndexedBitext(path: "\(path)/\(ModelFiles.bitext)")
    // Older models, and those trained without, have none.
    let hotPath = "\(path)/\(ModelFiles.hotPhrases)"
    var hotPhrases: HotPhrases?
    if FileManager.default.fileExists(atPath: hotPath) {
      hotPhrases = try HotPhrases(path: hotPath, bitext: bitext)
    }
    phraseTable = PhraseTable(
      bitext: bitext, parameters: manifest.phraseTable, hotPhrases: hotPhrases)
    languageModel = try LanguageModel(path: "\(path)/\(ModelFiles.languageModel)")
    classLanguageModel =
      manifest.training.options.wordClasses == 0
      ? nil
      : try ClassLanguageModel(
        classesPath: "\(path)/\(ModelFiles.targetClasses)",
        modelPath: "\(path)/\(ModelFiles.classLanguageModel)")
    sourceText = try TextPreparation(
      language: sourceLanguage, casing: "\(path)/\(ModelFiles.sourceCasing)",
      subwords: manifest.text.sourceSubwords ? "\(path)/\(ModelFiles.sourceSubwords)" : nil)
    targetText = try TextPreparation(
      language: targetLanguage, casing: "\(path)/\(ModelFiles.targetCasing)",
      subwords: manifest.text.targetSubwords ? "\(path)/\(ModelFiles.targetSubwords)" : nil)
    similarWords = SimilarWords(vocabulary: sourceVocabulary, table: phraseTable)
    reservedTargets = ReservedTargets(vocabulary: targetVocabulary, processor: targetText.processor)
  }

  /// Tells whether a file of the model was cut short or its disk failed after it was opened: its translations
  /// are no longer to be trusted. Only `MemoryGuard` notices; elsewhere the program ends.
  public var isDamaged: Bool {
    sourceVocabulary.isDamaged || targetVocabulary.isDamaged || phraseTable.isDamaged
      || languageModel.isDamaged || classLanguageModel?.isDamaged == true || sourceText.isDamaged
      || targetText.isDamaged
  }

  /// Reads every file of the model and compares checksums.
  public func verify() throws(StorageError) {
    for record in manifest.files {
      let file = try MappedFile(path: "\(path)/\(record.name)")
      guard String(Checksum.xxh64(file.bytes), radix: 16) == record.xxh64 else {
        throw StorageError(
          .damaged, file: file.path, "Its checksum is not the one in the manifest.",
          advice: "Install the model again, or train it again.")
      }
    }
  }
}
