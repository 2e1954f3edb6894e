/// The parts of a path.
///
/// Foundation's `NSString` has the same, but ends the program at a path of one character (swift-foundation
/// 6.3).
public struct PathParts: Sendable, Equatable {
  /// What stands before the last part: `.` for a name alone, `/` at the root.
  public let folder: String
  /// The last part, without slashes.
  public let name: String

  public init(_ path: String) {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else {
      folder = "."
      name = String(path)
      return
    }
    name = String(path[path.index(after: slash)...])
    folder = slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name without its last extension, if it has one.
  public var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
