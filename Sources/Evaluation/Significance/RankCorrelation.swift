/// How far two rows of numbers rise and fall together (Spearman 1904): 1 if they order things alike, 0 if one says
/// nothing of the other. Equal numbers share the mean of their ranks.
public enum RankCorrelation {
  /// Nil where all numbers of a row are equal.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "the rows must have the same length")
    let (a, b) = (ranks(first), ranks(second))
    let mean = Double(first.count - 1) / 2
    var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - mean) * (y - mean)
      squaresA += (x - mean) * (x - mean)
      squaresB += (y - mean) * (y - mean)
    }
    guard squaresA > 0, squaresB > 0 else { return nil }
    return product / (squaresA * squaresB).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var result = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { result[order[place]] = Double(start + end - 1) / 2 }
      start = end
    }
    return result
  }
}
