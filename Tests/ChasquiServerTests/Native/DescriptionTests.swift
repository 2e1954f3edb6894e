import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing

@testable import ChasquiServer

/// The OpenAPI document says what the server does.
@Suite struct DescriptionTests {
  private static func operations() throws -> Set<String> {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(DescriptionRoutes.document.readableBytesView))
        as? [String: Any])
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    return Set(
      paths.flatMap { path, item in
        item.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
      })
  }

  @Test func everyRouteIsDescribed() throws {
    let server = try TranslationServer(
      configuration: SampleServer().configuration, logger: Logger(label: "test"))
    let described = try Self.operations()
    // The method guard adds all other methods to each address, so paths are what can be compared this way.
    let paths = Set(described.map { String($0.split(separator: " ")[1]) })
    let routes = server.router().routes
    for path in Set(routes.map(\.path.description)) where path.hasPrefix("/v1/") {
      #expect(paths.contains(path), "\(path) is not described")
    }
    let served = Set(routes.map { "\($0.method.rawValue) \($0.path.description)" })
    for operation in described where operation.contains(" /v1/") && !operation.contains("/v1/documents") {
      #expect(served.contains(operation), "\(operation) is not there")
    }
  }

  @Test func itIsSentOnceToThoseWhoKeepIt() async throws {
    try await SampleServer().test { client in
      let first = try await client.get("/openapi.json")
      #expect(first.status == 200 && first.string("openapi") == "3.1.0")
      let tag = try #require(first.headers[.eTag])
      let second = try await client.send(.get, "/openapi.json", headers: [.ifNoneMatch: tag])
      #expect(second.status == 304 && second.body.isEmpty)
    }
  }

  private static func methods(_ reply: SampleReply) -> Set<String> {
    Set((reply.headers[.allow] ?? "").split(separator: ", ").map(String.init))
  }

  @Test func unknownMethodsAndAddressesAreTold() async throws {
    try await SampleServer().test { client in
      for method in [HTTPRequest.Method.put, .patch, .trace, .init("QUERY")!] {
        let reply = try await client.send(method, "/v1/glossaries")
        #expect(reply.status == 405 && reply.problem == "method-not-allowed", "\(method)")
        #expect(Self.methods(reply) == ["GET", "HEAD", "OPTIONS", "POST"])
      }
      let options = try await client.send(.options, "/v1/usage")
      #expect(options.status == 204 && Self.methods(options) == ["GET", "HEAD", "OPTIONS"])
      #expect(try await client.get("/v1/nothing").problem == "not-found")
      let usage = try await client.get("/v1/usage")
      #expect(usage.text.contains("\"key\":null") && usage.string("period")?.count == 7)
    }
  }
}
