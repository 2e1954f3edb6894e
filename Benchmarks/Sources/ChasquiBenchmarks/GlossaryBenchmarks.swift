internal import Compute
internal import Terminology
internal import Text

/// Building a glossary's index, looking up sentences of 40 words, and changing one entry.
struct GlossaryBenchmarks {
  let workload: Workload
  let stopwatch: Stopwatch
  /// The numbers of entries to measure with.
  let sizes: [Int]

  func run() throws -> [Measurement] {
    let processor = try TextProcessor(language: workload.sourceLanguage)
    let sentences = sentences(processor)
    return sizes.flatMap { measure($0, processor, sentences) }
  }

  private func measure(
    _ size: Int, _ processor: TextProcessor, _ sentences: [TokenizedText]
  ) -> [Measurement] {
    let entries = entries(size)
    var index = TermIndex(processor: processor, target: workload.targetLanguage)
    let start = ContinuousClock.now
    index = TermIndex(processor: processor, target: workload.targetLanguage, entries: entries)
    let building = ContinuousClock.now - start
    var spans = 0
    let lookingUp = stopwatch.seconds {
      spans = 0
      for sentence in sentences { spans += index.matches(in: sentence).count }
      consume(spans)
    }
    let editCount = 1000
    let edits = (0..<editCount).map { number -> GlossaryChange in
      let old = entries[number * 7919 % size]
      let entry = VersionedEntry(glossary: old.glossary, entry: old.entry, version: old.version + 1)
      return GlossaryChange(sequence: number + 1, entry: entry)
    }
    var (changed, slowest) = (index, Duration.zero)
    let updating = stopwatch.seconds {
      changed = index
      for edit in edits {
        let start = ContinuousClock.now
        changed = changed.updated(with: [edit])
        slowest = max(slowest, ContinuousClock.now - start)
      }
    }
    let lookingUpChanged = stopwatch.seconds {
      for sentence in sentences { consume(changed.matches(in: sentence).count) }
    }
    let folding = ContinuousClock.now
    consume(changed.folded().count)
    let folded = ContinuousClock.now - folding
    let name = "glossary of \(size)"
    let count = Double(sentences.count)
    return [
      Measurement(name: "\(name), build", value: building / .milliseconds(1), unit: "ms"),
      Measurement(name: "\(name), look-up of 40 words", value: lookingUp / count * 1e6, unit: "µs"),
      Measurement(name: "\(name), terms in 40 words", value: Double(spans) / count, unit: "terms"),
      Measurement(
        name: "\(name), look-up after \(editCount) edits", value: lookingUpChanged / count * 1e6, unit: "µs"),
      Measurement(name: "\(name), one edit", value: updating / Double(editCount) * 1e6, unit: "µs"),
      Measurement(name: "\(name), slowest edit", value: slowest / .microseconds(1), unit: "µs"),
      Measurement(name: "\(name), folding", value: folded / .milliseconds(1), unit: "ms"),
    ]
  }

  /// Stretches of 40 words of the corpus.
  private func sentences(_ processor: TextProcessor) -> [TokenizedText] {
    let words = workload.source.flatMap { $0.split(separator: " ") }
    return Parallel.chunks(words.count, size: 40).prefix(500).map {
      processor.tokenize(words[$0].joined(separator: " "))
    }
  }

  /// Entries of one to three words of the corpus, half of them with one made up behind, so that terms start
  /// everywhere; no two are homonyms.
  private func entries(_ count: Int) -> [VersionedEntry] {
    let words = workload.source.flatMap { $0.split(separator: " ") }
    var random = RandomSource(seed: 1)
    var seen: Set<String> = []
    return (0..<count).map { number in
      let start = Int(random.next(below: UInt32(words.count - 3)))
      let length = Int(1 + random.next(below: 3))
      var text = words[start..<start + length].joined(separator: " ")
      let isMadeUp = random.next(below: 2) == 0 || !seen.insert(text.lowercased()).inserted
      if isMadeUp { text += " w\(random.next(below: UInt32(count)))" }
      let terms = [
        Term(language: workload.sourceLanguage, text: text, forms: ["f\(number)"]),
        Term(language: workload.targetLanguage, text: "t\(number)"),
      ]
      return VersionedEntry(
        glossary: "benchmark", entry: GlossaryEntry(identifier: "\(number)", terms: terms), version: 1)
    }
  }
}
