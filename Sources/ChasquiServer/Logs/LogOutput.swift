private import Foundation
private import Synchronization

/// Where log lines go. Lines of several threads do not mix.
final class LogOutput: Sendable {
  static let standardError = LogOutput(descriptor: STDERR_FILENO)

  private let descriptor: Int32
  private let turn = Mutex(())

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes all of `text`. What cannot be written is lost: a server does not end for its log.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      turn.withLock { _ in
        var rest = UnsafeRawBufferPointer(bytes)
        while rest.count > 0 {
          let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
          if written < 0, errno == EINTR { continue }
          guard written > 0 else { return }
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
      }
    }
  }
}
