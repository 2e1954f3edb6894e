private import Foundation

/// A network address, or all addresses that begin with the same bits, in CIDR notation: `10.0.0.0/8`, `::1`.
struct AddressRange: Sendable, Equatable {
  /// The bits of the first address; IPv4 stands within IPv6 (RFC 4291, 2.5.5.2).
  private let bits: UInt128
  private let prefix: Int

  /// nil if `text` is neither an address nor a range of them.
  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bits = Self.bits(String(parts[0])) else { return nil }
    var prefix = 128
    if parts.count == 2 {
      let offset = text.contains(":") ? 0 : 96
      guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
        let number = Int(parts[1]),
        (0...128 - offset).contains(number)
      else { return nil }
      prefix = offset + number
    }
    self.bits = bits & Self.mask(prefix)
    self.prefix = prefix
  }

  /// Tells whether the address is one of the range; false for what is no address.
  func contains(_ address: String) -> Bool {
    Self.bits(address).map { $0 & Self.mask(prefix) == bits } ?? false
  }

  static func isAddress(_ text: String) -> Bool { bits(text) != nil }

  private static func mask(_ prefix: Int) -> UInt128 { prefix == 0 ? 0 : .max << (128 - UInt128(prefix)) }

  private static func bits(_ text: String) -> UInt128? {
    // The zone of a link-local address is this machine's affair.
    let text = String(text.prefix { $0 != "%" })
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      return 0xffff << 32 | UInt128(UInt32(bigEndian: four.s_addr))
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    return withUnsafeBytes(of: six) { $0.reduce(0) { $0 << 8 | UInt128($1) } }
  }
}
