internal import NIOCore
internal import NIOHTTP1

/// Answers HTTP/1.0 in its own terms, which the handlers above do not tell from HTTP/1.1: no interim replies
/// (RFC 9110, 10.1.1), no chunks (RFC 9112, 6.1), and the connection ends with the reply.
final class HTTP10Handler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var isOld = false

  /// Puts one behind the decoder of HTTP, where the version is still known.
  static func add(to pipeline: ChannelPipeline) {
    guard
      let decoder = try? pipeline.syncOperations.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
    else { return }
    try? pipeline.syncOperations.addHandler(HTTP10Handler(), position: .after(decoder))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), head.version == .http1_0 else {
      return context.fireChannelRead(data)
    }
    isOld = true
    head.headers.remove(name: "Expect")
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard isOld, case .head(var head) = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    head.version = .http1_0
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
