private import Foundation

/// What stands at a path, or where a link there leads to.
public enum FileKind: Sendable {
  case missing
  case folder
  case regular
  /// A pipe, a device or a socket.
  case other

  public init(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .missing
      return
    }
    self =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFREG: .regular
      default: .other
      }
  }
}
