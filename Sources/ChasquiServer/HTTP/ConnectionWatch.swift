internal import HTTPTypes
internal import NIOCore
private import NIOHTTP1
internal import NIOHTTPTypes

/// Watches one connection: tells `ConnectionState` when the client goes, closes it when a request comes more slowly
/// than anyone needs who means well, tells clients that ask first to send the body (RFC 9110, 10.1.1) once a route
/// wants it, and says what was wrong with a request whose head cannot be read.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// The time for the first head, and the grace for a body.
  private static let grace = TimeAmount.seconds(30)
  /// What a body must bring of bytes each second after the grace.
  private static let slowest: Int64 = 4_096

  /// Requests whose head has come.
  private var requests = 0
  /// Replies that have been written to their end.
  private var replies = 0
  /// The number of the request whose client waits to be told to send its body.
  private var asking: Int?
  /// Whether a body was not asked for: the client then sends none, and what follows could not be told from it.
  private var isLast = false
  /// What was no HTTP.
  private var fault: HTTPParserError?
  private var state: ConnectionState?
  private var timer: Scheduled<Void>?
  private var received: Int64 = 0
  private var begun = NIODeadline.now()

  func handlerAdded(context: ChannelHandlerContext) {
    state = ConnectionState.register(context.channel)
    HTTP10Handler.add(to: context.pipeline)
    begun = .now()
    watch(context, after: Self.grace)
  }

  func handlerRemoved(context: ChannelHandlerContext) { finish(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      requests += 1
      asking = head.headerFields[.expect]?.lowercased() == "100-continue" ? requests : nil
      received = 0
      begun = .now()
      watch(context, after: Self.grace)
    case .body(let buffer):
      asking = nil
      received += Int64(buffer.readableBytes)
    // The time between requests is the affair of the idle timeout.
    case .end:
      asking = nil
      timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What comes behind the fault is one too, of which nothing can be said.
    fault = fault ?? error as? HTTPParserError
    context.fireErrorCaught(error)
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is ConnectionState.BodyWanted else {
      return context.triggerUserOutboundEvent(event, promise: promise)
    }
    // It must not stand within the reply to the request before.
    if asking == replies + 1 {
      asking = nil
      begun = .now()
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    promise?.succeed()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    // All requests have their replies: this one is the framework's, which has no words.
    case .head(let head) where fault != nil && requests == replies && head.status == .badRequest:
      let reply = UnreadableRequest(fault)
      context.write(wrapOutboundOut(.head(reply.head)), promise: promise)
      context.write(wrapOutboundOut(.body(reply.body)), promise: nil)
    case .head(var head):
      if asking == replies + 1 { isLast = true }
      if isLast { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end where isLast:
      let sent = promise ?? context.eventLoop.makePromise()
      sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      context.write(data, promise: sent)
    case .end:
      replies += 1
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
