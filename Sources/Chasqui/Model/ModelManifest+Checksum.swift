private import Foundation
private import Storage

extension ModelManifest {
  /// XXH64 of the manifest, which holds the checksums of all files, in hexadecimal: models with the same
  /// checksum translate alike.
  public var checksum: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(self) else { return "" }
    let hash = data.withUnsafeBytes { Checksum.xxh64($0) }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
