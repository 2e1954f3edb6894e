internal import Chasqui
private import Foundation
internal import Logging
internal import Storage
internal import Synchronization
internal import Terminology
internal import Text

/// The models of the store, opened; follows what is installed, replaced and removed while the server runs.
///
/// A new model is opened and verified beside the old one and then takes its place at once; requests that have
/// begun end with the old one, whose files stay mapped until then.
final class ModelRegistry: Sendable {
  private let store: ModelStore
  private let glossaries: GlossaryStore?
  private let logger: Logger
  private let published = Mutex(ModelSet())
  private let detector = Mutex<LanguageDetection?>(nil)
  /// Held while the store is looked at.
  private let known = Mutex<[String: Known]>([:])

  /// What was found at a path at the last look.
  private struct Known {
    var stamp: ModelStamp
    var model: LoadedModel?
    var problem: String?
  }

  init(store: ModelStore, glossaries: GlossaryStore?, logger: Logger) {
    self.store = store
    self.glossaries = glossaries
    self.logger = logger
  }

  /// The models that serve now.
  var current: ModelSet { published.withLock { $0 } }

  /// What tells languages apart; nil until a model serves.
  var detection: LanguageDetection? { detector.withLock { $0 } }

  /// Tells that glossaries or the translation memory were edited: the next translation knows it.
  func noteEdit() {
    for model in current.ready { model.noteEdit() }
  }

  /// The first of these names of which there is no glossary any longer; nil if all are there, or if the database cannot
  /// be asked.
  func missingGlossary(among names: [String]) -> String? {
    names.first { name in
      do {
        // The cheapest of questions about a glossary.
        _ = try glossaries?.entries(of: name, limit: 1)
        return false
      } catch {
        return (error as? TerminologyError)?.reason == .missing
      }
    }
  }

  /// Looks at the store, and opens what is new. Takes as long as reading the new files does; not for an event
  /// loop.
  ///
  /// - Returns: whether anything changed.
  @discardableResult func reload() -> Bool {
    known.withLock { known in
      var next: [String: Known] = [:]
      var set = ModelSet()
      var names: Set<String> = []
      for entry in found() {
        let state: Known
        if let old = known[entry.path], old.stamp == entry.stamp, old.model?.model.isDamaged != true {
          state = old
        } else {
          state = open(entry.path, name: entry.name, stamp: entry.stamp)
        }
        next[entry.path] = state
        guard names.insert(entry.name).inserted else { continue }
        if let model = state.model {
          set.ready.append(model)
        } else {
          set.failed.append((entry.name, entry.path, state.problem ?? ""))
        }
      }
      let isChanged =
        known.mapValues(\.stamp) != next.mapValues(\.stamp)
        || !set.ready.elementsEqual(current.ready, by: ===)
      guard isChanged else { return false }
      for path in known.keys where next[path] == nil {
        logger.info("A model was removed", metadata: ["path": "\(path)"])
      }
      known = next
      let languagesBefore = detection?.languages
      let languages = set.languages.map(\.code)
      published.withLock { $0 = set }
      if languagesBefore != languages {
        let detection = LanguageDetection(models: set.ready, logger: logger)
        detector.withLock { $0 = detection }
      }
      return true
    }
  }

  private func open(_ path: String, name: String, stamp: ModelStamp) -> Known {
    do {
      let model = try LoadedModel(name: name, path: path, store: glossaries)
      logger.info("A model serves", metadata: ["model": "\(name)", "checksum": "\(model.checksum)"])
      return Known(stamp: stamp, model: model)
    } catch {
      logger.error("A model cannot serve", metadata: ["model": "\(name)", "problem": "\(error)"])
      return Known(stamp: stamp, problem: "\(error)")
    }
  }

  /// The folders that hold a manifest, in the order of the store.
  private func found() -> [(name: String, path: String, stamp: ModelStamp)] {
    store.folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted().compactMap { name -> (String, String, ModelStamp)? in
        guard !name.contains(".tmp-"), !name.contains(".old-"), !name.hasPrefix(".") else { return nil }
        let path = "\(folder)/\(name)"
        guard let stamp = ModelStamp(folder: path) else { return nil }
        return (name, path, stamp)
      }
    }
  }
}

/// What changes when any file of a model is replaced, or when it comes: models may be copied file by file.
private struct ModelStamp: Equatable {
  private let files: [String: FileStamp]

  /// - Parameter folder: that of the model; nil comes of one without a manifest.
  init?(folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard names.contains("manifest.json") else { return nil }
    var files: [String: FileStamp] = [:]
    for name in names { files[name] = FileStamp(path: "\(folder)/\(name)") }
    self.files = files
  }
}
