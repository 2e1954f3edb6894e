internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Watches one connection: tells `ConnectionState` when the client goes, and closes it when a request comes
/// more slowly than anyone needs who means well.
final class ConnectionWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart

  /// The time for the first head, and the grace for a body.
  private static let grace = TimeAmount.seconds(30)
  /// What a body must bring of bytes each second after the grace.
  private static let slowest: Int64 = 4_096

  private var state: ConnectionState?
  private var timer: Scheduled<Void>?
  private var received: Int64 = 0
  private var begun = NIODeadline.now()

  func handlerAdded(context: ChannelHandlerContext) {
    state = ConnectionState.register(context.channel)
    begun = .now()
    watch(context, after: Self.grace)
  }

  func handlerRemoved(context: ChannelHandlerContext) { finish(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      received = 0
      begun = .now()
      watch(context, after: Self.grace)
    case .body(let buffer): received += Int64(buffer.readableBytes)
    // The time between requests is the affair of the idle timeout.
    case .end: timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { state?.close() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(context)
    context.fireChannelInactive()
  }

  private func watch(_ context: ChannelHandlerContext, after time: TimeAmount) {
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
      let seconds = (NIODeadline.now() - self.begun).nanoseconds / 1_000_000_000
      if self.received < (seconds - 29) * Self.slowest || self.received == 0 {
        context.close(promise: nil)
      } else {
        self.watch(context, after: .seconds(10))
      }
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    timer?.cancel()
    state?.close()
    ConnectionState.forget(context.channel)
  }
}
