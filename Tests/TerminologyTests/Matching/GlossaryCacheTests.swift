import Foundation
import Synchronization
import Terminology
import Testing
import Text

@Suite struct GlossaryCacheTests {
  private final class Log: Sendable {
    let changes = Mutex<[GlossaryChange]>([])
    let fails = Mutex(false)
    let polls = Mutex(0)

    func add(_ entry: VersionedEntry) {
      changes.withLock { $0.append(GlossaryChange(sequence: $0.count + 1, entry: entry)) }
    }

    func since(_ sequence: Int) throws(TerminologyError) -> [GlossaryChange] {
      polls.withLock { $0 += 1 }
      if fails.withLock({ $0 }) { throw TerminologyError(.locked, "glossary.sqlite", "It is locked.") }
      return changes.withLock { Array($0.dropFirst(sequence)) }
    }
  }

  private let processor: TextProcessor
  private let target: LanguageTag

  init() throws {
    processor = try TextProcessor(language: try LanguageTag("es"))
    target = try LanguageTag("en")
  }

  private func entry(_ number: Int) -> VersionedEntry {
    VersionedEntry(
      glossary: "g",
      entry: GlossaryEntry(
        identifier: "\(number)",
        terms: [
          Term(language: processor.language, text: "palabra\(number)"), Term(language: target, text: "word"),
        ]), version: 1)
  }

  private func cache(_ log: Log, interval: Duration) -> GlossaryCache {
    GlossaryCache(index: TermIndex(processor: processor, target: target), interval: interval) {
      sequence throws(TerminologyError) in try log.since(sequence)
    }
  }

  @Test func followsItsSource() {
    let log = Log()
    let cache = cache(log, interval: .zero)
    let old = cache.snapshot()
    log.add(entry(1))
    let text = processor.tokenize("una palabra1")
    #expect(cache.snapshot().matches(in: text).count == 1)
    #expect(old.matches(in: text).isEmpty)
    #expect(cache.sequence == 1)
  }

  @Test func anEditThatIsToldOfCountsAtOnce() {
    let log = Log()
    let cache = cache(log, interval: .seconds(3_600))
    let text = processor.tokenize("una palabra1")
    _ = cache.snapshot()
    log.add(entry(1))
    #expect(cache.snapshot().matches(in: text).isEmpty)
    cache.noteEdit()
    #expect(cache.snapshot().matches(in: text).count == 1)
    let polls = log.polls.withLock { $0 }
    _ = cache.snapshot()
    #expect(log.polls.withLock { $0 } == polls)
    // The source is not asked again and again where it fails.
    log.fails.withLock { $0 = true }
    cache.noteEdit()
    for _ in 0..<3 { #expect(cache.snapshot().matches(in: text).count == 1) }
    #expect(log.polls.withLock { $0 } == polls + 1)
  }

  @Test func asksAtMostOnceAnInterval() throws {
    let log = Log()
    let cache = cache(log, interval: .seconds(1000))
    for _ in 0..<10 { _ = cache.snapshot() }
    #expect(log.polls.withLock { $0 } == 1)
    log.add(entry(1))
    #expect(cache.snapshot().count == 0)
    try cache.refresh()
    #expect(cache.snapshot().count == 1)
  }

  @Test func keepsItsIndexWhenTheSourceFails() throws {
    let log = Log()
    log.add(entry(1))
    let cache = cache(log, interval: .zero)
    #expect(cache.snapshot().count == 1)
    log.fails.withLock { $0 = true }
    #expect(cache.snapshot().count == 1)
    #expect(cache.failure?.reason == .locked)
    #expect(throws: TerminologyError.self) { try cache.refresh() }
    log.fails.withLock { $0 = false }
    try cache.refresh()
    #expect(cache.failure == nil)
  }

  /// Readers and a writer at once, through more than one folding.
  @Test func losesNothingWhileFolding() throws {
    let log = Log()
    let cache = cache(log, interval: .zero)
    DispatchQueue.concurrentPerform(iterations: 3) { thread in
      for number in 0..<800 {
        if thread == 0 { log.add(entry(number)) }
        _ = cache.snapshot().count
      }
    }
    try cache.refresh()
    #expect(cache.snapshot().count == 800)
    for number in [0, 399, 799] {
      #expect(cache.snapshot().matches(in: processor.tokenize("palabra\(number)")).count == 1)
    }
  }
}
