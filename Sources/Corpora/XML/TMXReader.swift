internal import XMLReading

/// Reads translation memories (TMX 1.4b, LISA 2005), as a stream.
///
/// Of the variants of a unit the first one that meets a language best is taken: for `spa` it is `es` before
/// `es-MX`, for `spa-MX` the other way round. `srclang` is not looked at, so `*all*` is nothing special: all
/// variants of a unit translate each other.
struct TMXReader {
  let reader: CorpusReader

  private enum Name: Int, CaseIterable {
    case tu, tuv, seg, bpt, ept, ph, it, hi, ut, sub, tmx, prop
  }

  /// The properties of a unit by which OmegaT says where alone it holds.
  private static let contexts: Set<String> = ["file", "id", "key", "next", "path", "prev"]

  func read(path: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let cursor = try XMLCursor.open(path, elements: Name.allCases.map { "\($0)" })
    var fits: [String: (source: LanguageMatching.Fit, target: LanguageMatching.Fit)] = [:]
    var source = Side()
    var target = Side()
    var fit: (source: LanguageMatching.Fit, target: LanguageMatching.Fit) = (.none, .none)
    var text: [UInt8] = []
    var isInSegment = false
    // The depth of inline elements whose content is code.
    var codeDepth = 0
    var line = 0
    var isTMX = false
    var isContextual = false
    var contextual: [(source: [UInt8], target: [UInt8], line: Int)] = []
    while let event = try cursor.step() {
      switch event {
      case .text:
        if isInSegment, codeDepth == 0 || reader.options.inlineMarkup == .text {
          cursor.appendText(to: &text)
        }
      case .start(let isEmpty):
        switch Name(rawValue: cursor.element) {
        case .tmx: isTMX = true
        case .tu:
          line = cursor.line
          source.clear()
          target.clear()
          isContextual = false
        case .prop:
          if reader.options.contextualUnits == .withoutDefault,
            Self.contexts.contains(cursor.attribute("type") ?? "")
          {
            isContextual = true
          }
        case .tuv:
          let tag = cursor.attribute("xml:lang") ?? cursor.attribute("lang") ?? ""
          if let known = fits[tag] {
            fit = known
          } else {
            let languages = reader.languages
            fit = (
              languages.fit(wanted: reader.source, found: tag),
              languages.fit(wanted: reader.target, found: tag)
            )
            fits[tag] = fit
          }
        case .seg where !isEmpty:
          isInSegment = fit.source > source.fit || fit.target > target.fit
          text.removeAll(keepingCapacity: true)
          codeDepth = 0
        case .bpt, .ept, .ph, .it, .ut, .sub:
          if isInSegment, !isEmpty { codeDepth += 1 }
        default: break
        }
      case .end:
        switch Name(rawValue: cursor.element) {
        case .seg:
          if isInSegment {
            XMLText.joinLines(&text)
            if fit.source > source.fit { source.set(text, fit.source) }
            if fit.target > target.fit { target.set(text, fit.target) }
          }
          isInSegment = false
        case .tu:
          if source.fit > .none, target.fit > .none, isContextual {
            contextual.append((source.text, target.text, line))
          } else if source.fit > .none, target.fit > .none {
            source.text.withUnsafeBytes { a in
              target.text.withUnsafeBytes { b in corpus.append(source: a, target: b, line: line) }
            }
          } else {
            corpus.notes.skippedUnits += 1
          }
        case .bpt, .ept, .ph, .it, .ut, .sub:
          if isInSegment, codeDepth > 0 { codeDepth -= 1 }
        default: break
        }
      }
    }
    if !isTMX {
      throw CorpusError(
        .malformed, file: path, "This is XML, but not TMX: there is no <tmx> element.",
        advice: "Check that the name of the file says what it is.")
    }
    append(contextual, to: &corpus)
    if corpus.isEmpty, corpus.notes.skippedUnits > 0 { throw reader.noPairs(path, found: Set(fits.keys)) }
  }

  /// Appends those whose sources the corpus has no translation of.
  private func append(
    _ contextual: [(source: [UInt8], target: [UInt8], line: Int)], to corpus: inout ParallelCorpus
  ) {
    guard !contextual.isEmpty else { return }
    let wanted = Set(contextual.map { String(decoding: $0.source, as: UTF8.self) })
    var known: Set<String> = []
    for index in 0..<corpus.count {
      let source = corpus.source(index)
      if wanted.contains(source) { known.insert(source) }
    }
    for unit in contextual {
      guard !known.contains(String(decoding: unit.source, as: UTF8.self)) else {
        corpus.notes.skippedContexts += 1
        continue
      }
      unit.source.withUnsafeBytes { a in
        unit.target.withUnsafeBytes { b in corpus.append(source: a, target: b, line: unit.line) }
      }
    }
  }

  /// The best variant so far of one side of a unit.
  private struct Side {
    var text: [UInt8] = []
    var fit = LanguageMatching.Fit.none

    mutating func clear() {
      text.removeAll(keepingCapacity: true)
      fit = .none
    }

    mutating func set(_ text: [UInt8], _ fit: LanguageMatching.Fit) {
      self.text.replaceSubrange(0..., with: text)
      self.fit = fit
    }
  }
}
