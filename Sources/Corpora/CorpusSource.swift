/// Where a corpus is read from: `PATH`, `NAME=PATH`, `PATH@WEIGHT` or `NAME=PATH@WEIGHT`.
///
/// A name has no slash. A path that ends in `@` and a number is followed by a weight of its own:
/// `notes@2@1`; one with `=` before its first slash begins with `./`.
public struct CorpusSource: Sendable, Equatable {
  public var name: String
  /// A file, a folder, a prefix of files, or `-` for standard input.
  public var path: String
  public var weight: Double

  public init(name: String, path: String, weight: Double = 1) {
    self.name = name
    self.path = path
    self.weight = weight
  }

  /// - Throws: `CorpusError` if the path is empty or the weight is not a positive number.
  public init(_ text: String) throws(CorpusError) {
    var rest = Substring(text)
    weight = 1
    if let at = rest.lastIndex(of: "@"), let first = rest[at...].dropFirst().first,
      first.isNumber || "+-.".contains(first), !rest[at...].contains("/")
    {
      let number = rest[at...].dropFirst()
      guard let value = Double(number), value > 0, value.isFinite else {
        throw CorpusError(
          .argument, file: text, "The weight «\(number)» is not a positive number.",
          advice: "Write PATH@WEIGHT, such as news@0.5.")
      }
      weight = value
      rest = rest[..<at]
    }
    var given: Substring?
    if let equals = rest.firstIndex(of: "="), equals > rest.startIndex, !rest[..<equals].contains("/") {
      given = rest[..<equals]
      rest = rest[equals...].dropFirst()
    }
    guard !rest.isEmpty else {
      throw CorpusError(
        .argument, file: text.isEmpty ? "«»" : text, "There is no path.",
        advice: "Write PATH, NAME=PATH or NAME=PATH@WEIGHT.")
    }
    path = String(rest)
    name = given.map(String.init) ?? Self.defaultName(path)
  }

  /// The last part of the path, without the ending of a format that is read here.
  private static func defaultName(_ path: String) -> String {
    guard let last = path.split(separator: "/").last else { return path }
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex,
      CorpusFormat(fileExtension: String(last[dot...].dropFirst())) != nil
    else { return String(last) }
    return String(last[..<dot])
  }
}
