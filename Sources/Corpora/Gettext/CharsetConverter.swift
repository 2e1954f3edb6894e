private import Foundation

/// Converts text of an older character set to UTF-8, by the `iconv` of the system.
final class CharsetConverter {
  private let descriptor: iconv_t

  /// - Returns: nil if the system does not know `charset`.
  init?(from charset: String) {
    guard let descriptor = iconv_open("UTF-8", charset), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// `bytes` in UTF-8; a byte that means nothing in the character set becomes one that is
  /// never part of UTF-8, so that whoever reads the text can tell.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.isEmpty { return bytes }
    var input = bytes
    var result: [UInt8] = []
    input.withUnsafeMutableBytes { buffer in
      _ = iconv(descriptor, nil, nil, nil, nil)
      var next: UnsafeMutablePointer<CChar>? = buffer.baseAddress!.assumingMemoryBound(to: CChar.self)
      var left = buffer.count
      while left > 0 {
        // No character of a legacy set needs more than 4 bytes for one.
        var status = 0
        var problem: Int32 = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: left * 4 + 16) { output, count in
          output.withMemoryRebound(to: CChar.self) { characters in
            var place = characters.baseAddress
            var room = characters.count
            status = Int(iconv(descriptor, &next, &left, &place, &room))
            problem = errno
            count = characters.count - room
          }
        }
        result += chunk
        if status != -1 { break }
        if problem == E2BIG, !chunk.isEmpty { continue }
        result.append(0xFF)
        if left > 0 {
          left -= 1
          next = next.map { $0 + 1 }
        }
      }
    }
    return result
  }
}
