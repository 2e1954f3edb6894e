private import Synchronization
internal import Text

/// Brings terms into the form in which they are compared: spelling variants as the language's orthography
/// profile has them, in lower case. Accents stay; the full-text index ignores them by itself.
///
/// Normalizers are made once a language and shared.
final class TextFolding: Sendable {
  private struct Folder: Sendable {
    var processor: TextProcessor
    var mapper: CaseMapper
  }

  private let folders = Mutex<[String: Folder]>([:])

  /// The text layer of `language`, or a plain one where ICU has no rules for it.
  func processor(_ language: LanguageTag?) -> TextProcessor { folder(language).processor }

  /// `text` normalized for `language`; nil stands for an unknown one.
  func normalize(_ text: String, _ language: LanguageTag?) -> String {
    folder(language).processor.normalize(text)
  }

  /// `text` as it is compared.
  func fold(_ text: String, _ language: LanguageTag?) -> String {
    let folder = folder(language)
    return folder.mapper.lowercase(folder.processor.normalize(text))
  }

  private func folder(_ language: LanguageTag?) -> Folder {
    folders.withLock { folders in
      let key = language?.description ?? ""
      if let folder = folders[key] { return folder }
      let folder = Self.makeFolder(language)
      folders[key] = folder
      return folder
    }
  }

  private static func makeFolder(_ language: LanguageTag?) -> Folder {
    let mapper = CaseMapper(locale: language?.bcp47 ?? "")
    if let language, let processor = try? TextProcessor(language: language) {
      return Folder(processor: processor, mapper: mapper)
    }
    do {
      let plain = try TextProcessor(language: try LanguageTag("eng"), profile: nil)
      return Folder(processor: plain, mapper: mapper)
    } catch {
      preconditionFailure("Text without a profile can always be normalized: \(error)")
    }
  }
}
