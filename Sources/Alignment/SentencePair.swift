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

  /// The cell of generator `i` and generated token `j` in the index.
  @inline(__always)
  func cell(_ i: Int, _ j: Int) -> Int { firstCell &+ j &* generatedStride &+ i &* generatorStride }

  /// Where the cells of generated token `j` start in a table of this direction, generator after generator.
  @inline(__always)
  func row(_ j: Int) -> Int { firstCell &+ j &* width }

  var generators: Range<Int> { firstGenerator..<firstGenerator + width }
  var generated: Range<Int> { firstGenerated..<firstGenerated + height }
}
