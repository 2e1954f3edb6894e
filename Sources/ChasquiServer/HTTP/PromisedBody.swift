internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The body of a request whose client asks before it sends it; it is asked for when a route reads it. A request that
/// is refused before, such as one whose body is too long for its route, costs no upload.
struct PromisedBody: AsyncSequence, Sendable {
  let body: RequestBody
  let connection: ConnectionState

  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var body: RequestBody.AsyncIterator
    fileprivate let connection: ConnectionState
    private var isAskedFor = false

    fileprivate init(_ promised: PromisedBody) {
      body = promised.body.makeAsyncIterator()
      connection = promised.connection
    }

    mutating func next() async throws -> ByteBuffer? {
      if !isAskedFor { connection.askForBody() }
      isAskedFor = true
      return try await body.next()
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

extension Request {
  /// The request with a body that is asked for, where its client waits for that.
  func promising(on connection: ConnectionState?) -> Request {
    guard let connection, headers[.expect] != nil else { return self }
    var request = self
    request.body = RequestBody(asyncSequence: PromisedBody(body: body, connection: connection))
    return request
  }
}
