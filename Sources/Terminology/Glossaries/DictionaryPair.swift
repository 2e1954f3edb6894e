/// The languages of a dictionary, by their codes (ISO 639-3). A dictionary leads one way.
public struct DictionaryPair: Sendable, Hashable {
  public var source: String
  public var target: String

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

extension GlossaryEntry {
  /// The dictionary that the entry came from, if its identifier names one: `eng-spa-` and sixteen hexadecimal
  /// digits. Such an entry says how a word is translated, and nothing about the other way.
  public var dictionary: DictionaryPair? {
    let parts = identifier.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4, parts[0].utf8.count == 3, parts[1].utf8.count == 3,
      parts[2].utf8.count == 16, parts[2].utf8.allSatisfy(\.isHexadecimal),
      (parts[0] + parts[1]).utf8.allSatisfy({ (97...122).contains($0) })
    else { return nil }
    return DictionaryPair(source: String(parts[0]), target: String(parts[1]))
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool { (48...57).contains(self) || (97...102).contains(self) }
}
