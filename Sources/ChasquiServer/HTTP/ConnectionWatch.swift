internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Watches one connection: tells `ConnectionState` when the client goes, closes it when a request comes more slowly
/// than anyone needs who means well, and tells clients that ask first to send the body (RFC 9110, 10.1.1).
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// The time for the first head, and the grace for a body.
  private static let grace = TimeAmount.seconds(30)
  /// What a body must bring of bytes each second after the grace.
  private static let slowest: Int64 = 4_096

  /// Bytes; whoever announces more is not told to send it.
  private let largestBody: Int
  /// Requests whose reply has not been written to its end.
  private var unanswered = 0
  /// Whether a body was not asked for: the client then sends none, and what follows could not be told from it.
  private var isLast = false
  private var state: ConnectionState?
  private var timer: Scheduled<Void>?
  private var received: Int64 = 0
  private var begun = NIODeadline.now()

  init(largestBody: Int) { self.largestBody = largestBody }

  func handlerAdded(context: ChannelHandlerContext) {
    state = ConnectionState.register(context.channel)
    begun = .now()
    watch(context, after: Self.grace)
  }

  func handlerRemoved(context: ChannelHandlerContext) { finish(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      unanswered += 1
      // It must not stand within the reply to the request before.
      if unanswered == 1, awaitsPermission(head) {
        if announcesTooMuch(head) {
          isLast = true
        } else {
          context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
      }
      received = 0
      begun = .now()
      watch(context, after: Self.grace)
    case .body(let buffer): received += Int64(buffer.readableBytes)
    // The time between requests is the affair of the idle timeout.
    case .end: timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where isLast:
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end where isLast:
      let sent = promise ?? context.eventLoop.makePromise()
      sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      context.write(data, promise: sent)
    case .end:
      unanswered -= 1
      context.write(data, promise: promise)
    default: context.write(data, promise: promise)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { state?.close() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(context)
    context.fireChannelInactive()
  }

  private func awaitsPermission(_ head: HTTPRequest) -> Bool {
    head.headerFields[.expect]?.lowercased() == "100-continue"
  }

  private func announcesTooMuch(_ head: HTTPRequest) -> Bool {
    Int(head.headerFields[.contentLength] ?? "0") ?? .max > largestBody
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
