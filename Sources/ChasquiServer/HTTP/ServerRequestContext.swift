internal import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request while it is answered.
struct ServerRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The number of the request, in the reply and in the log.
  var requestID = ""
  /// The key that came in a header; nil if none did.
  var presentedKey: String?
  /// The client's address, for counting; never logged.
  var address: String
  /// Says when the client has gone.
  let connection: ConnectionState?
  let arrival = ContinuousClock.now

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
    connection = ConnectionState.of(source.channel)
  }

}
