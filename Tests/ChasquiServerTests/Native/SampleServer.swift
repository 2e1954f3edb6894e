import Chasqui
import ChasquiTestSupport
import Compute
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import Text

@testable import ChasquiServer

/// A server with a small model from English to Spanish, and a database of its own.
struct SampleServer {
  private let folder = TemporaryFolder()
  let configuration: ServerConfiguration

  private static let models = TemporaryFolder()

  /// A folder with a model of the starter corpus, trained once for all tests.
  private static let model = Result<String, any Error> {
    let corpora = try ["everyday", "health"].map { name in
      let rows = try starterCorpus(name).prefix(60)
      return TrainingData.Corpus(
        name: name, licence: "CC0-1.0", source: rows.map { $0[1] }, target: rows.map { $0[0] })
    }
    var options = TrainingOptions()
    options.languageModelOrder = 2
    options.hotPhraseOccurrences = 4
    let trainer = Trainer(
      source: try LanguageTag("eng"), target: try LanguageTag("spa"), options: options, threads: 2,
      progress: SilentProgress())
    _ = try trainer.train(TrainingData(corpora: corpora), name: "sample", to: models.file("sample"))
    return models.path
  }

  init(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
    var configuration = ServerConfiguration(environment: [:])
    configuration.models = [try Self.model.get()]
    configuration.database = folder.file("data/chasqui.sqlite")
    configuration.jobs = folder.file("jobs")
    configuration.reloadInterval = 0
    configuration.threads = 2
    change(&configuration)
    self.configuration = configuration
  }

  /// The rows of a starter corpus: Spanish, English, Portuguese, French.
  static func starterCorpus(_ name: String) throws -> [[String]] {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL.path
    return try String(contentsOfFile: "\(root)/corpora/starter/\(name).tsv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
  }

  /// Runs `body` with a client of the server.
  func test(_ body: @escaping @Sendable (SampleClient) async throws -> Void) async throws {
    try await test { client, _ in try await body(client) }
  }

  /// Runs `body` with a client of the server, and with what its routes share.
  func test(_ body: @escaping @Sendable (SampleClient, Services) async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = try TranslationServer(configuration: configuration, logger: logger)
    try await server.application().test(.router) { client in
      try await body(SampleClient(client: client), server.services)
    }
  }
}

/// Sends requests, and reads what comes back.
struct SampleClient: Sendable {
  let client: any TestClientProtocol

  func send(
    _ method: HTTPRequest.Method, _ path: String, bytes: Data? = nil, headers: HTTPFields = [:]
  ) async throws -> SampleReply {
    try await client.execute(
      uri: path, method: method, headers: headers, body: bytes.map { ByteBuffer(bytes: $0) }
    ) { response in
      SampleReply(
        status: response.status.code, headers: response.headers, body: Data(response.body.readableBytesView))
    }
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ json: String, headers: HTTPFields = [:]
  ) async throws -> SampleReply {
    var headers = headers
    headers[.contentType] = "application/json"
    return try await send(method, path, bytes: Data(json.utf8), headers: headers)
  }

  func get(_ path: String) async throws -> SampleReply { try await send(.get, path) }
  func post(_ path: String, _ json: String) async throws -> SampleReply { try await send(.post, path, json) }
}

/// What a server answered.
struct SampleReply: Sendable {
  var status: Int
  var headers: HTTPFields
  var body: Data

  var text: String { String(decoding: body, as: UTF8.self) }

  /// What stands at a path of keys and indices in the JSON of the body; nil where there is nothing.
  private func value(_ path: [any Sendable]) -> Any? {
    var value = try? JSONSerialization.jsonObject(with: body)
    for step in path {
      if let key = step as? String {
        value = (value as? [String: Any])?[key]
      } else if let index = step as? Int, let list = value as? [Any], list.indices.contains(index) {
        value = list[index]
      } else {
        return nil
      }
    }
    return value
  }

  func string(_ path: any Sendable...) -> String? { value(path) as? String }
  func number(_ path: any Sendable...) -> Int? { value(path) as? Int }
  func list(_ path: any Sendable...) -> [Any] { value(path) as? [Any] ?? [] }

  /// The name of the problem and the field, such as `invalid-request:name`.
  var problem: String {
    let type = string("type")?.split(separator: ":").last.map(String.init) ?? "none"
    return string("field").map { "\(type):\($0)" } ?? type
  }
}
