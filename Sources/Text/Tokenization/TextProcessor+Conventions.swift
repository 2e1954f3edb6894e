extension TextProcessor {
  /// The writing conventions of the language, other than the one that models see.
  public var conventions: [String] { profile?.conventions ?? [] }

  /// The quotation marks of a convention with the spaces inside, such as `« ` and ` »`; nil if it has none of its own.
  public func quotationMarks(_ convention: OutputConvention) -> (opening: String, closing: String)? {
    guard let written = profile?.output(Array("\"a\"".utf8), convention: convention)?.text else { return nil }
    let parts = written.split(separator: "a", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] != "\"" else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  /// The convention that `lines` are written in: the one that gives most of them back as they are, after they
  /// were normalized. Lines that look the same in all conventions do not count; the default wins ties.
  public func convention(of lines: some Sequence<String>) -> OutputConvention {
    guard let profile else { return .default }
    let all = [OutputConvention.default] + conventions.map(OutputConvention.init)
    var matches = [Int](repeating: 0, count: all.count)
    for line in lines {
      let normalized = Array(normalize(line).utf8)
      let written = all.map { profile.output(normalized, convention: $0)?.bytes ?? normalized }
      guard Set(written).count > 1 else { continue }
      for index in all.indices where written[index].elementsEqual(line.utf8) { matches[index] += 1 }
    }
    let best = matches.indices.max { (matches[$0], -$0) < (matches[$1], -$1) } ?? 0
    return all[best]
  }
}
