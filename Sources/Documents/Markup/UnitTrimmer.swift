/// Finds what of a unit's pieces is the unit, without the markup that frames it.
struct UnitTrimmer {
  /// More layers of frames than people write.
  private static let rounds = 16

  let pieces: [UnitBuilder.Piece]
  let bytes: [UInt8]

  /// Empty if there is nothing to translate.
  var core: Range<Int> {
    var core = pieces.indices
    guard core.contains(where: { isText($0) }) else { return 0..<0 }
    for _ in 0..<Self.rounds {
      let before = core
      while pieces[core.lowerBound].content == .tag(.opening),
        pieces[core.lowerBound].partner == core.upperBound - 1
      {
        core = core.lowerBound + 1..<core.upperBound - 1
      }
      core = framedStart(core)..<framedEnd(core)
      if core == before { break }
    }
    return core
  }

  /// Where the unit starts without the blank pieces before it. Pairs are not torn.
  private func framedStart(_ core: Range<Int>) -> Int {
    var start = core.lowerBound
    var needed = core.lowerBound
    for index in core {
      if isWord(index) { break }
      needed = max(needed, pieces[index].partner ?? index)
      if needed <= index { start = index + 1 }
    }
    return start
  }

  private func framedEnd(_ core: Range<Int>) -> Int {
    var end = core.upperBound
    var needed = core.upperBound
    for index in core.reversed() {
      if isWord(index) { break }
      needed = min(needed, pieces[index].partner ?? index)
      if needed >= index { end = index }
    }
    return end
  }

  private func isWord(_ index: Int) -> Bool {
    pieces[index].content == .tag(.protected) || isText(index)
  }

  private func isText(_ index: Int) -> Bool {
    switch pieces[index].content {
    case .text, .rawText: bytes[pieces[index].range].contains { !$0.isMarkupSpace }
    case .tag: false
    }
  }
}
