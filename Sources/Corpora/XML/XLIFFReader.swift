internal import XMLReading

/// Reads XLIFF 1.2 (OASIS 2008) and 2.x (OASIS 2014, 2018), as a stream.
///
/// The pairs are the `source` and `target` of `trans-unit` (1.2) and `segment` (2.x); alternative
/// translations, matches and glossaries beside them are not read. A 1.2 unit with a segmented source
/// (`seg-source`) gives a pair for each `mrk` of type `seg` that stands on both sides.
struct XLIFFReader {
  let reader: CorpusReader

  enum Name: Int, CaseIterable {
    case xliff, file, unit, transUnit, segment, source, target, segSource, mrk
    case bpt, ept, ph, it, sub, x, bx, ex, cp, altTrans, matches, glossary, ignorable

    var spelling: String {
      switch self {
      case .transUnit: "trans-unit"
      case .segSource: "seg-source"
      case .altTrans: "alt-trans"
      default: "\(self)"
      }
    }
  }

  func read(path: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let cursor = try XMLCursor.open(path, elements: Name.allCases.map(\.spelling))
    var state = XLIFFState(reader: reader)
    while let event = try cursor.step() {
      switch event {
      case .text: state.text(cursor)
      case .start(let isEmpty):
        let name = Name(rawValue: cursor.element)
        state.start(name, cursor)
        if isEmpty { state.end(name, cursor, &corpus) }
      case .end: state.end(Name(rawValue: cursor.element), cursor, &corpus)
      }
    }
    if !state.isXLIFF {
      throw CorpusError(
        .malformed, file: path, "This is XML, but not XLIFF: there is no <xliff> element.",
        advice: "Check that the name of the file says what it is.")
    }
    if corpus.isEmpty, state.otherUnits > 0 { throw reader.noPairs(path, found: state.languagesFound) }
  }
}

/// What is known at a place in an XLIFF file.
private struct XLIFFState {
  let reader: CorpusReader
  var isXLIFF = false
  /// Units of files in other languages.
  var otherUnits = 0
  var languagesFound: Set<String> = []

  private typealias Name = XLIFFReader.Name
  private enum Direction { case forward, backward, other }
  private var documentLanguages: (source: String?, target: String?) = (nil, nil)
  private var direction = Direction.other
  private var isVersion2 = false

  private var isInUnit = false
  private var isTranslatable = true
  private var isApproved = false
  private var state: String?
  private var line = 0
  private var source = XLIFFSide()
  private var segmentedSource = XLIFFSide()
  private var target = XLIFFSide()

  /// Which side text goes to, if any.
  private var field: Name?
  private var codeDepth = 0
  /// Inside an element whose sources and targets are not the unit's own.
  private var skipDepth = 0
  /// Whether each open `mrk` is a segment.
  private var openMarks: [Bool] = []

  init(reader: CorpusReader) { self.reader = reader }

  mutating func text(_ cursor: XMLCursor) {
    guard let field, skipDepth == 0, codeDepth == 0 || reader.options.inlineMarkup == .text else { return }
    change(field) { cursor.appendText(to: &$0.text) }
  }

  mutating func start(_ name: XLIFFReader.Name?, _ cursor: XMLCursor) {
    guard let name else { return }
    if skipDepth > 0 || [.altTrans, .matches, .glossary, .ignorable].contains(name) {
      if [.altTrans, .matches, .glossary, .ignorable].contains(name) { skipDepth += 1 }
      return
    }
    switch name {
    case .xliff:
      isXLIFF = true
      isVersion2 = cursor.attribute("version")?.hasPrefix("2") == true
      documentLanguages = (cursor.attribute("srcLang"), cursor.attribute("trgLang"))
    case .file:
      setDirection(
        cursor.attribute("source-language") ?? documentLanguages.source,
        cursor.attribute("target-language") ?? documentLanguages.target)
    case .unit where isVersion2:
      isTranslatable = cursor.attribute("translate") != "no"
    case .transUnit, .segment:
      isInUnit = true
      line = cursor.line
      source.clear()
      segmentedSource.clear()
      target.clear()
      state = name == .segment ? cursor.attribute("state") : nil
      if name == .transUnit {
        isTranslatable = cursor.attribute("translate") != "no"
        isApproved = cursor.attribute("approved") == "yes"
      }
    case .source, .segSource, .target:
      guard isInUnit, field == nil else { return }
      field = name
      codeDepth = 0
      openMarks.removeAll()
      if name == .target, !isVersion2 { state = cursor.attribute("state") }
      change(name) { $0.clear() }
    case .mrk:
      guard let field else { return }
      let isSegment = cursor.attribute("mtype") == "seg"
      openMarks.append(isSegment)
      if isSegment {
        let identifier = cursor.attribute("mid") ?? ""
        change(field) { $0.begin(identifier) }
      }
    case .bpt, .ept, .ph, .it, .sub:
      if field != nil { codeDepth += 1 }
    case .cp:
      guard let field, let hex = cursor.attribute("hex"), let value = UInt32(hex, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return }
      change(field) { $0.text.append(contentsOf: String(Character(scalar)).utf8) }
    default: break
    }
  }

  mutating func end(_ name: XLIFFReader.Name?, _ cursor: XMLCursor, _ corpus: inout ParallelCorpus) {
    guard let name else { return }
    if [.altTrans, .matches, .glossary, .ignorable].contains(name) {
      skipDepth = max(0, skipDepth - 1)
      return
    }
    if skipDepth > 0 { return }
    switch name {
    case .source, .segSource, .target:
      if field == name { field = nil }
    case .mrk:
      guard let field, let isSegment = openMarks.popLast(), isSegment else { return }
      change(field) { $0.end() }
    case .bpt, .ept, .ph, .it, .sub:
      if field != nil, codeDepth > 0 { codeDepth -= 1 }
    case .transUnit, .segment:
      if isInUnit { finishUnit(&corpus) }
      isInUnit = false
      field = nil
    default: break
    }
  }

  // MARK: Units

  private mutating func finishUnit(_ corpus: inout ParallelCorpus) {
    if direction == .other {
      otherUnits += 1
      return
    }
    guard isTranslatable, isWanted, !target.isBlank, !source.isBlank || !segmentedSource.isBlank else {
      corpus.notes.skippedUnits += 1
      return
    }
    let ranges = Dictionary(
      target.segments.map { ($0.identifier, $0.range) }, uniquingKeysWith: { first, _ in first })
    let parts = segmentedSource.segments.compactMap { part in
      ranges[part.identifier].map { (segmentedSource.bytes(part.range), target.bytes($0)) }
    }
    if !parts.isEmpty, parts.count == segmentedSource.segments.count, parts.count == target.segments.count {
      for (source, target) in parts { append(source, target, &corpus) }
    } else {
      append((source.isBlank ? segmentedSource : source).text, target.text, &corpus)
    }
  }

  private func append(_ source: [UInt8], _ target: [UInt8], _ corpus: inout ParallelCorpus) {
    var (a, b) = direction == .forward ? (source, target) : (target, source)
    XMLText.joinLines(&a)
    XMLText.joinLines(&b)
    a.withUnsafeBytes { a in b.withUnsafeBytes { b in corpus.append(source: a, target: b, line: line) } }
  }

  private var isWanted: Bool {
    switch reader.options.xliffUnits {
    case .all: return true
    case .translated:
      guard let state, !isApproved else { return true }
      return state != "new" && state != "initial" && !state.hasPrefix("needs-")
    case .approved:
      return isApproved || state == "final" || state == "signed-off"
    }
  }

  private mutating func setDirection(_ source: String?, _ target: String?) {
    for tag in [source, target] { if let tag { languagesFound.insert(tag) } }
    let languages = reader.languages
    func isLanguage(_ wanted: String, _ tag: String?) -> Bool {
      // A 1.2 file need not name the target language.
      tag.map { languages.matches(wanted: wanted, found: $0) } ?? true
    }
    if source != nil, isLanguage(reader.source, source), isLanguage(reader.target, target) {
      direction = .forward
    } else if source != nil, isLanguage(reader.target, source), isLanguage(reader.source, target) {
      direction = .backward
    } else {
      direction = .other
    }
  }

  private mutating func change(_ field: XLIFFReader.Name, _ body: (inout XLIFFSide) -> Void) {
    switch field {
    case .source: body(&source)
    case .segSource: body(&segmentedSource)
    default: body(&target)
    }
  }
}

/// The text of a `source`, `seg-source` or `target`, and its segments.
private struct XLIFFSide {
  var text: [UInt8] = []
  private(set) var segments: [(identifier: String, range: Range<Int>)] = []
  private var open: [(identifier: String, start: Int)] = []

  var isBlank: Bool { text.allSatisfy { $0 <= 0x20 } }

  mutating func clear() {
    text.removeAll(keepingCapacity: true)
    segments.removeAll()
    open.removeAll()
  }

  mutating func begin(_ identifier: String) { open.append((identifier, text.count)) }

  mutating func end() {
    if let last = open.popLast() { segments.append((last.identifier, last.start..<text.count)) }
  }

  func bytes(_ range: Range<Int>) -> [UInt8] { Array(text[range]) }
}
