internal import NIOCore
internal import Synchronization

/// Says when the client of a connection has gone, so that work for it can stop.
///
/// A client that closes its side counts as gone, also where it would still read; most servers hold with that.
final class ConnectionState: Sendable {
  private struct State {
    var isClosed = false
    var number = 0
    var handlers: [Int: @Sendable () -> Void] = [:]
  }

  /// What a connection is told when a route wants the body of the request that it works on.
  struct BodyWanted: Sendable {}

  private let channel: any Channel
  private let state = Mutex(State())
  private static let all = Mutex<[ObjectIdentifier: ConnectionState]>([:])

  private init(of channel: any Channel) { self.channel = channel }

  /// The state of a connection that a `ConnectionWatch` watches.
  static func of(_ channel: any Channel) -> ConnectionState? {
    all.withLock { $0[ObjectIdentifier(channel)] }
  }

  /// Runs `work`; calls `cancellation.cancel()` if the client goes meanwhile.
  func watching<Value>(_ cancellation: Cancellation, _ work: () async throws -> Value) async rethrows -> Value
  {
    let number = state.withLock { state -> Int in
      if state.isClosed { cancellation.cancel() }
      state.number += 1
      state.handlers[state.number] = { cancellation.cancel() }
      return state.number
    }
    defer { state.withLock { _ = $0.handlers.removeValue(forKey: number) } }
    return try await work()
  }

  /// Lets a client that asks first send its body.
  func askForBody() { channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }

  func close() {
    let handlers = state.withLock { state in
      state.isClosed = true
      defer { state.handlers = [:] }
      return Array(state.handlers.values)
    }
    for handler in handlers { handler() }
  }

  static func register(_ channel: any Channel) -> ConnectionState {
    let state = ConnectionState(of: channel)
    all.withLock { $0[ObjectIdentifier(channel)] = state }
    return state
  }

  static func forget(_ channel: any Channel) {
    all.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
  }
}
