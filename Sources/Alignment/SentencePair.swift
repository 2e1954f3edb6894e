/// Where one sentence pair of a direction lies in the corpus and in the cells of the co-occurrence index.
struct SentencePair {
  /// The first token of each side.
  let firstGenerator: Int
  let firstGenerated: Int
  /// The number of tokens of each side.
  let width: Int
  let height: Int
  /// The cell of the first generator and the first generated token, and the steps to the next of each.
  let firstCell: Int
  let generatorStride: Int
  let generatedStride: Int

  /// The cell of the first generator and generated token `j`.
  @inline(__always)
  func row(_ j: Int) -> Int { firstCell &+ j &* generatedStride }

  @inline(__always)
  func cell(_ i: Int, _ j: Int) -> Int { row(j) &+ i &* generatorStride }

  var generators: Range<Int> { firstGenerator..<firstGenerator + width }
  var generated: Range<Int> { firstGenerated..<firstGenerated + height }
}
