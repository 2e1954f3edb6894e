internal import Synchronization
public import Terminology
internal import Text

/// The overlay of a translation memory, which follows its changes, also those of other processes.
///
/// Readers take a snapshot and keep it; each looks for changes first, and only what changed is aligned. Shared by
/// all threads.
public final class MemoryOverlay: Sendable {
  private let memory: TranslationMemory
  private let model: TranslationModel
  private let interval: Duration
  private let state: Mutex<State>

  private struct State {
    var overlay: TranslationOverlay
    /// The last change that the overlay knows.
    var number: Int64
    var nextLook: ContinuousClock.Instant
  }

  /// - Parameter interval: how long a snapshot may lag behind the memory.
  /// - Throws: `TerminologyError` if the memory cannot be read.
  public init(memory: TranslationMemory, model: TranslationModel, interval: Duration = .zero)
    throws(TerminologyError)
  {
    self.memory = memory
    self.model = model
    self.interval = interval
    state = Mutex(State(overlay: TranslationOverlay(model: model), number: 0, nextLook: .now))
    _ = try snapshot()
  }

  /// Tells of an edit: every later snapshot knows it.
  public func noteEdit() { state.withLock { $0.nextLook = .now } }

  /// The current overlay, after a look at the memory if the interval has passed or an edit was told of.
  ///
  /// - Throws: `TerminologyError` if the memory cannot be read; what was known before stays.
  public func snapshot() throws(TerminologyError) -> TranslationOverlay {
    try state.withLock { (state) throws(TerminologyError) in
      guard ContinuousClock.now >= state.nextLook else { return state.overlay }
      state.nextLook = .now + interval
      // Mostly nothing has changed: the number alone is read much faster.
      guard try memory.database.changeNumber() > state.number else { return state.overlay }
      let update = try memory.changes(since: state.number)
      let units = update.changed.filter { serves($0.unit) }
      // An edited unit may have moved to another pair of languages, or have become a suggestion again.
      let moved = update.changed.filter { !serves($0.unit) }.map { OverlayPair.id(of: $0.number) }
      let gone = Set(update.removed.map(OverlayPair.id(of:)) + moved)
      state.overlay = state.overlay.removing(gone).adding(units.map(OverlayPair.init))
      state.number = update.changeNumber
      return state.overlay
    }
  }

  private func serves(_ unit: TranslationUnit) -> Bool {
    !unit.isSuggestion && unit.sourceLanguage.code == model.sourceLanguage.code
      && unit.targetLanguage.code == model.targetLanguage.code
  }
}

extension OverlayPair {
  fileprivate static func id(of unit: Int64) -> String { "memory:\(unit)" }

  fileprivate init(_ stored: StoredUnit) {
    let unit = stored.unit
    self.init(
      id: Self.id(of: stored.number), source: unit.source, target: unit.target,
      author: unit.author.isEmpty ? nil : unit.author, origin: unit.origin.isEmpty ? "memory" : unit.origin)
  }
}
