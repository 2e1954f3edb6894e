internal import HTTPTypes

/// The field in which proxies tell from which address a request came to them.
public enum ProxyField: String, Sendable, CaseIterable {
  case xForwardedFor = "x-forwarded-for"
  /// RFC 7239.
  case forwarded
}

/// Which proxies are believed when they tell from which address a request came.
///
/// Only one field counts: proxies let the one that they do not write pass as the client made it up.
struct ProxyTrust: Sendable {
  var proxies: [AddressRange] = []
  var field = ProxyField.xForwardedFor

  /// The address of the client that a request comes from: the last in the chain which no trusted proxy has, since
  /// what stands before it is only what that client says.
  ///
  /// - Parameter peer: the address at the other end of the connection.
  func client(_ peer: String, _ fields: HTTPFields) -> String {
    guard isTrusted(peer) else { return peer }
    var client = peer
    for hop in hops(fields).reversed() {
      guard AddressRange.isAddress(hop) else { break }
      client = hop
      guard isTrusted(hop) else { break }
    }
    return client
  }

  /// Tells whether a request comes through a proxy that is not believed: all its clients have one address then.
  func isUnnamedProxy(_ peer: String, _ fields: HTTPFields) -> Bool {
    (fields.contains(.xForwardedFor) || fields.contains(.forwarded)) && !isTrusted(peer)
  }

  private func isTrusted(_ address: String) -> Bool { proxies.contains { $0.contains(address) } }

  /// The addresses that the proxies have noted, the client's first; empty where one has hidden it.
  private func hops(_ fields: HTTPFields) -> [String] {
    switch field {
    case .xForwardedFor:
      fields[values: .xForwardedFor].flatMap(Self.elements).map(Self.address)
    case .forwarded:
      fields[values: .forwarded].flatMap(Self.elements).map { element in
        for pair in element.split(separator: ";") {
          let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmed }
          if parts.count == 2, parts[0].lowercased() == "for" {
            return Self.address(parts[1].trimming { $0 == "\"" })
          }
        }
        return ""
      }
    }
  }

  private static func elements(_ value: String) -> [Substring] {
    value.split(separator: ",", omittingEmptySubsequences: false)
  }

  /// An address without brackets and port.
  private static func address(_ text: Substring) -> String {
    let text = text.trimmed
    if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
    return String(text.count { $0 == ":" } == 1 ? text.prefix { $0 != ":" } : text)
  }
}

extension HTTPField.Name {
  fileprivate static let xForwardedFor = Self("X-Forwarded-For")!
  fileprivate static let forwarded = Self("Forwarded")!
}

extension Substring {
  fileprivate var trimmed: Substring { trimming { $0 == " " || $0 == "\t" } }

  fileprivate func trimming(_ isOutside: (Character) -> Bool) -> Substring {
    var rest = drop(while: isOutside)
    while let last = rest.last, isOutside(last) { rest.removeLast() }
    return rest
  }
}
