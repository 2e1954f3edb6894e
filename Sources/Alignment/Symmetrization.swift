public import Tokens

/// How the alignments of two directions become one (Och and Ney 2003; Koehn, Och and Marcu 2003).
public enum Symmetrization: String, CaseIterable, Sendable, Codable {
  case intersection
  case union
  case grow
  case growDiag = "grow-diag"
  case growDiagFinal = "grow-diag-final"
  case growDiagFinalAnd = "grow-diag-final-and"

  /// Joins the links of one sentence pair; the result is sorted.
  public func join(
    forward: some Collection<AlignmentPoint>, backward: some Collection<AlignmentPoint>
  ) -> [AlignmentPoint] {
    let a = Set(forward)
    let b = Set(backward)
    switch self {
    case .intersection: return a.intersection(b).sorted()
    case .union: return a.union(b).sorted()
    default: break
    }
    var grid = LinkGrid(a.intersection(b))
    let union = a.union(b).sorted()
    grid.grow(union, diagonally: self != .grow)
    if self == .growDiagFinal || self == .growDiagFinalAnd {
      let needsBoth = self == .growDiagFinalAnd
      grid.finish(a.sorted(), needsBoth: needsBoth)
      grid.finish(b.sorted(), needsBoth: needsBoth)
    }
    return grid.links.sorted()
  }
}

/// Links under construction, with what they cover.
private struct LinkGrid {
  private(set) var links: Set<AlignmentPoint>
  private var sources: Set<UInt16>
  private var targets: Set<UInt16>

  init(_ links: Set<AlignmentPoint>) {
    self.links = links
    sources = Set(links.map(\.source))
    targets = Set(links.map(\.target))
  }

  /// Adds links of the union that neighbour a link and cover a new token, until there is none.
  mutating func grow(_ union: [AlignmentPoint], diagonally: Bool) {
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for link in union
      where !links.contains(link) && (!sources.contains(link.source) || !targets.contains(link.target)) {
        if hasNeighbour(link, diagonally: diagonally) {
          insert(link)
          isGrowing = true
        }
      }
    }
  }

  /// Adds links whose source or target (or, with `needsBoth`, both) is not covered.
  mutating func finish(_ candidates: [AlignmentPoint], needsBoth: Bool) {
    for link in candidates {
      let (newSource, newTarget) = (!sources.contains(link.source), !targets.contains(link.target))
      if needsBoth ? newSource && newTarget : newSource || newTarget { insert(link) }
    }
  }

  private mutating func insert(_ link: AlignmentPoint) {
    links.insert(link)
    sources.insert(link.source)
    targets.insert(link.target)
  }

  private func hasNeighbour(_ link: AlignmentPoint, diagonally: Bool) -> Bool {
    for (i, j) in [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)] {
      if i != 0, j != 0, !diagonally { continue }
      let (source, target) = (Int(link.source) + i, Int(link.target) + j)
      guard (0...Int(UInt16.max)).contains(source), (0...Int(UInt16.max)).contains(target) else { continue }
      if links.contains(AlignmentPoint(source: source, target: target)) { return true }
    }
    return false
  }
}
