private import Dispatch
internal import Synchronization

/// Holds the current `TermIndex` of a language pair and lets it follow its glossaries.
///
/// Readers take a snapshot and keep it for as long as they like. Each asks the source for changes unless another is
/// just doing it, and does not wait for that one. Shared by all threads.
public final class GlossaryCache: Sendable {
  /// Gives the changes after a sequence number, in their order.
  public typealias Source = @Sendable (_ sequence: Int) throws(TerminologyError) -> [GlossaryChange]

  /// How long a source that failed is not asked again.
  private static let patience = Duration.milliseconds(100)

  private let changes: Source
  private let interval: Duration
  private let published: Mutex<TermIndex>
  private let writer: Mutex<Writer>
  /// How many edits were told of, and of how many of them the published index knows.
  private let edits = Atomic(0)
  private let knownEdits = Atomic(0)

  private struct Writer {
    /// The last change that the published index knows.
    var sequence: Int
    var nextPoll: ContinuousClock.Instant
    var failure: TerminologyError?
    /// The changes since folding began; nil while nothing is folded.
    var sinceFolding: [GlossaryChange]?
  }

  /// A cache of `index`, which knows all changes up to `sequence`.
  ///
  /// - Parameter interval: how long a snapshot may lag behind a source that takes long to ask.
  public init(
    index: TermIndex, sequence: Int = 0, interval: Duration = .zero, changes: @escaping Source
  ) {
    self.changes = changes
    self.interval = interval
    published = Mutex(index)
    writer = Mutex(Writer(sequence: sequence, nextPoll: .now))
  }

  /// The current index, after a look at the source if the interval has passed or an edit was told of.
  public func snapshot() -> TermIndex {
    let edits = edits.load(ordering: .acquiring)
    if knownEdits.load(ordering: .acquiring) < edits {
      // Whoever comes after an edit waits until it is known.
      writer.withLock { writer in
        if knownEdits.load(ordering: .acquiring) < edits { poll(&writer) }
      }
    }
    writer.withLockIfAvailable { writer in
      if ContinuousClock.now >= writer.nextPoll { poll(&writer) }
    }
    return published.withLock { $0 }
  }

  /// Tells of an edit: every later snapshot knows it.
  public func noteEdit() { edits.add(1, ordering: .acquiringAndReleasing) }

  /// Looks at the source at once.
  ///
  /// - Throws: what the source throws; the index stays as it was.
  public func refresh() throws(TerminologyError) {
    let failure = writer.withLock { writer in
      poll(&writer)
      return writer.failure
    }
    if let failure { throw failure }
  }

  /// The last change that the index knows.
  public var sequence: Int { writer.withLock { $0.sequence } }

  /// Why the last look at the source failed; nil if it did not. Snapshots are of the time before.
  public var failure: TerminologyError? { writer.withLock { $0.failure } }

  private func poll(_ writer: inout Writer) {
    let edits = edits.load(ordering: .acquiring)
    do {
      let new = try changes(writer.sequence).filter { $0.sequence > writer.sequence }
      writer.failure = nil
      if !new.isEmpty { apply(new, &writer) }
    } catch {
      writer.failure = error
    }
    // Also when it failed: those who come later need not all wait for the same failure.
    knownEdits.store(edits, ordering: .releasing)
    writer.nextPoll = .now + (writer.failure == nil ? interval : max(interval, Self.patience))
  }

  private func apply(_ new: [GlossaryChange], _ writer: inout Writer) {
    let index = published.withLock { $0 }.updated(with: new)
    published.withLock { $0 = index }
    writer.sequence = new.reduce(writer.sequence) { max($0, $1.sequence) }
    if writer.sinceFolding != nil {
      writer.sinceFolding! += new
    } else if index.needsFolding {
      writer.sinceFolding = []
      DispatchQueue.global(qos: .utility).async { [self] in fold(index) }
    }
  }

  /// Folds `index` beside the readers, and brings what changed meanwhile up to date.
  private func fold(_ index: TermIndex) {
    let folded = index.folded()
    writer.withLock { writer in
      let current = folded.updated(with: writer.sinceFolding ?? [])
      published.withLock { $0 = current }
      writer.sinceFolding = nil
    }
  }
}
