/// Which elements of an XML text stand within sentences; all others end them.
///
/// Nothing in XML says so. An element that stands beside words anywhere in the text is within a sentence
/// everywhere; where only elements stand side by side, they are the outline.
struct XMLOutline {
  private let options: DocumentOptions
  private var besideWords: Set<String> = []

  init(_ elements: XMLElements, _ bytes: [UInt8], _ options: DocumentOptions) {
    self.options = options
    guard options.detectsOutline else { return }
    // The elements within each open element, and whether it has words of its own.
    var levels: [(children: Set<String>, hasWords: Bool)] = [([], false)]
    for token in elements.tokens {
      switch token.kind {
      case .text, .rawText:
        if bytes[token.range].contains(where: { !$0.isMarkupSpace }) {
          levels[levels.count - 1].hasWords = true
        }
      case .start:
        levels[levels.count - 1].children.insert(token.name)
        if !token.isSelfClosing { levels.append(([], false)) }
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

  private mutating func close(_ level: (children: Set<String>, hasWords: Bool)) {
    if level.hasWords { besideWords.formUnion(level.children) }
  }
}
