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
  /// What stands for the client's address when requests are counted; never logged.
  let address: String
  /// Says when the client has gone.
  let connection: ConnectionState?
  let arrival = ContinuousClock.now

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
    connection = ConnectionState.of(source.channel)
  }

}
