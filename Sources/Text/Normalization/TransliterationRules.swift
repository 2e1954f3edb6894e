private import CICU

/// The compiled ICU rules of a section of a profile.
///
/// ICU takes microseconds a word, so it sees only the words that a trigger is in or touches.
final class TransliterationRules: Sendable {
  private let triggers: TriggerSet
  private let pool: HandlePool

  /// - Parameter triggers: the sequences without one of which no rule applies; none: rules apply anywhere.
  /// - Throws: `TextError` with ICU's reason.
  init(rules: String, triggers: [String], name: String) throws(TextError) {
    self.triggers = TriggerSet(triggers.map { Array($0.utf8) })
    let units = Array(rules.utf16)
    var error: UnsafePointer<CChar>?
    var offset: Int32 = 0
    guard let opened = cicu_transliterator_open(units, Int32(units.count), &error, &offset) else {
      let reason = error.map { String(cString: $0) } ?? "unknown error"
      throw TextError("Orthography profile \(name): ICU refuses the rule at character \(offset) (\(reason)).")
    }
    let prototype = Prototype(pointer: opened)
    pool = HandlePool(
      make: { cicu_transliterator_clone(prototype.pointer) }, close: { cicu_transliterator_close($0) })
  }

  /// Never run, only cloned, which reads it.
  private final class Prototype: @unchecked Sendable {
    let pointer: OpaquePointer
    init(pointer: OpaquePointer) { self.pointer = pointer }
    deinit { cicu_transliterator_close(pointer) }
  }

  /// `text` rewritten, with a map to `text` itself; `nil` if it stays as it is.
  func apply(to text: [UInt8]) -> NormalizedText? {
    text.withUnsafeBufferPointer { text in
      let windows = triggers.isEmpty ? [0..<text.count] : triggers.windows(in: text)
      guard !windows.isEmpty, text.count > 0 else { return nil }
      return pool.with { rewrite(text, windows, $0) } ?? nil
    }
  }

  private func rewrite(
    _ text: UnsafeBufferPointer<UInt8>, _ windows: [Range<Int>], _ transliterator: OpaquePointer
  ) -> NormalizedText? {
    var output = TextRewriter(capacity: text.count + 16)
    var copied = 0
    var isChanged = false
    for window in windows {
      guard let (old, new) = transliterate(text, window, transliterator) else { continue }
      isChanged = true
      output.copy(copied..<window.lowerBound, of: text)
      write(old, new, window.lowerBound, text, &output)
      copied = window.upperBound
    }
    guard isChanged else { return nil }
    output.copy(copied..<text.count, of: text)
    return output.finish(originalCount: text.count)
  }

  /// A window before and after; `nil` if the rules change nothing.
  private func transliterate(
    _ text: UnsafeBufferPointer<UInt8>, _ window: Range<Int>, _ transliterator: OpaquePointer
  ) -> (old: [UInt32], new: [UInt32])? {
    var old: [UInt32] = []
    old.reserveCapacity(window.count)
    var index = window.lowerBound
    while index < window.upperBound {
      let (value, width) = UTF8Bytes.decode(text.baseAddress!, index)
      old.append(value)
      index += width
    }
    let units = UTF16Units.encode(old)
    let capacity = units.count * 2 + 32
    let new = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: capacity) { result -> [UInt32]? in
      let count = Int(
        cicu_transliterate(transliterator, units, Int32(units.count), result.baseAddress!, Int32(capacity)))
      guard count >= 0 else { return nil }
      if count == units.count, (0..<count).allSatisfy({ result[$0] == units[$0] }) { return nil }
      return UTF16Units.decode(Array(result[..<count])[...])
    }
    return new.map { (old, $0) }
  }

  /// Writes `new`, what it shares with `old` as copies: between them the two are aligned greedily.
  private func write(
    _ old: [UInt32], _ new: [UInt32], _ start: Int, _ text: UnsafeBufferPointer<UInt8>,
    _ output: inout TextRewriter
  ) {
    var offset = start
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        let width = UTF8Bytes.width(old[i])
        output.copy(offset..<offset + width, of: text)
        offset += width
        i += 1
        j += 1
        continue
      }
      let (skipOld, skipNew) = Self.resynchronize(old, i, new, j)
      let end = old[i..<i + skipOld].reduce(offset) { $0 + UTF8Bytes.width($1) }
      output.replace(offset..<end, by: new[j..<j + skipNew])
      offset = end
      i += skipOld
      j += skipNew
    }
  }

  /// The nearest place where both sides go on alike for two characters, or end.
  private static func resynchronize(
    _ old: [UInt32], _ i: Int, _ new: [UInt32], _ j: Int
  ) -> (Int, Int) {
    // One character for one is the commonest change.
    if i < old.count, j < new.count, agree(old, i + 1, new, j + 1) { return (1, 1) }
    for distance in 1...24 {
      for skipNew in 0...distance {
        let skipOld = distance - skipNew
        guard i + skipOld <= old.count, j + skipNew <= new.count else { continue }
        if agree(old, i + skipOld, new, j + skipNew) { return (skipOld, skipNew) }
      }
    }
    return (old.count - i, new.count - j)
  }

  private static func agree(_ old: [UInt32], _ i: Int, _ new: [UInt32], _ j: Int) -> Bool {
    if i == old.count || j == new.count { return i == old.count && j == new.count }
    guard old[i] == new[j] else { return false }
    if i + 1 == old.count || j + 1 == new.count { return old.count - i == new.count - j }
    return old[i + 1] == new[j + 1]
  }
}
