/// Which elements of an XML text stand within sentences; all others end them.
///
/// Nothing in XML says so. An element that stands beside words anywhere in the text is within a sentence
/// everywhere; where only elements stand side by side, they are the outline.
///
/// A CDATA section that is all of its element is a text of its own, with the markup of its own that feeds and
/// resource files put there; beside words it is another way to write characters.
struct XMLOutline {
  private let options: DocumentOptions
  private var besideWords: Set<String> = []
  /// The indices of the tokens that are such sections.
  private(set) var sections: Set<Int> = []

  init(_ elements: XMLElements, _ bytes: [UInt8], _ options: DocumentOptions) {
    self.options = options
    var levels = [Level()]
    for (index, token) in elements.tokens.enumerated() {
      switch token.kind {
      case .rawText: levels[levels.count - 1].sections.append(index)
      case .text:
        if bytes[token.range].contains(where: { !$0.isMarkupSpace }) {
          levels[levels.count - 1].hasText = true
        }
      case .start:
        levels[levels.count - 1].children.insert(token.name)
        if !token.isSelfClosing { levels.append(Level()) }
      case .end: close(levels.removeLast())
      case .comment: continue
      }
    }
    close(levels.removeLast())
  }

  func isInline(_ name: String) -> Bool {
    if options.splittingTags.contains(name) { return false }
    if options.nonSplittingTags.contains(name) { return true }
    return !options.detectsOutline || besideWords.contains(name)
  }

  private mutating func close(_ level: Level) {
    if level.hasText || !level.sections.isEmpty { besideWords.formUnion(level.children) }
    if !level.hasText, level.children.isEmpty, level.sections.count == 1 {
      sections.formUnion(level.sections)
    }
  }

  /// What stands directly in an element.
  private struct Level {
    var children: Set<String> = []
    var hasText = false
    var sections: [Int] = []
  }
}
