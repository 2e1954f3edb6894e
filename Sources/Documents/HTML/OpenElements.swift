/// The elements of an HTML text that are open at a place.
struct OpenElements {
  struct Element {
    var name: String
    var isTranslated: Bool
    var isPreformatted: Bool
  }

  /// How far up an element is looked for that a start tag ends.
  private static let reach = 64

  private var elements: [Element] = []
  /// How many elements of a name are open, so that nobody searches in vain.
  private var counts: [String: Int] = [:]

  var isTranslated: Bool { elements.last?.isTranslated ?? true }

  var isPreformatted: Bool { elements.last?.isPreformatted ?? false }

  var spaces: UnitBuilder.Spaces { isPreformatted ? .kept : .collapsed }

  mutating func push(_ element: Element) {
    elements.append(element)
    counts[element.name, default: 0] += 1
  }

  /// Ends the innermost element of a name, and what is open within it; nothing if there is none.
  mutating func pop(_ name: String) {
    guard counts[name, default: 0] > 0 else { return }
    while let last = elements.popLast() {
      counts[last.name, default: 0] -= 1
      if last.name == name { return }
    }
  }

  /// Ends what the start of an element ends without a tag, such as a paragraph.
  mutating func endElements(endedByStartOf name: String) {
    guard let (ended, limits) = HTMLElements.ended(byStartOf: name),
      ended.contains(where: { counts[$0, default: 0] > 0 })
    else { return }
    for element in elements.suffix(Self.reach).reversed() {
      if ended.contains(element.name) {
        pop(element.name)
        return
      }
      if limits.contains(element.name) { return }
    }
  }
}
