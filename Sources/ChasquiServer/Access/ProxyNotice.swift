internal import HTTPTypes
private import Synchronization

/// Finds out, once, that requests come through a proxy that `trustedProxies` does not name, where limits for each
/// address then mean all its clients.
final class ProxyNotice: Sendable {
  private let trust: ProxyTrust
  private let isDue: Atomic<Bool>

  /// - Parameter isDue: whether anything is bounded for each address.
  init(_ trust: ProxyTrust, isDue: Bool) {
    self.trust = trust
    self.isDue = Atomic(isDue)
  }

  /// Tells whether the operator is to be told now.
  func isNews(_ peer: String, _ fields: HTTPFields) -> Bool {
    guard isDue.load(ordering: .relaxed), trust.isUnnamedProxy(peer, fields) else { return false }
    return isDue.exchange(false, ordering: .relaxed)
  }
}
