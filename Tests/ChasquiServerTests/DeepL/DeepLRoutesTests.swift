import Foundation
import HTTPTypes
import Terminology
import Testing
import Text

@testable import ChasquiServer

@Suite struct DeepLRoutesTests {
  private static let sentence = "The health centre will be closed on Monday."

  private static func form(
    _ client: SampleClient, _ method: HTTPRequest.Method, _ path: String, _ body: String
  )
    async throws -> SampleReply
  {
    try await client.send(
      method, path, bytes: Data(body.utf8), headers: [.contentType: "application/x-www-form-urlencoded"])
  }

  @Test func textsAsJSONAndAsForm() async throws {
    try await SampleServer().test { client in
      let json = try await client.post(
        "/v2/translate", #"{"text":["\#(Self.sentence)","Hello"],"source_lang":"en","target_lang":"ES-mx"}"#)
      #expect(json.status == 200)
      #expect(json.list("translations").count == 2)
      #expect(json.number("translations", 0, "billed_characters") == Self.sentence.count)
      #expect(json.string("translations", 0, "detected_source_language") == "EN")
      #expect(json.string("translations", 0, "model_type_used") == nil)
      #expect(json.headers[.init("X-Trace-ID")!]?.isEmpty == false)
      let form = try await Self.form(
        client, .post, "/v2/translate",
        "text=\(Self.sentence.replacing(" ", with: "+"))&text=Hello&source_lang=EN&target_lang=ES"
          + "&model_type=prefer_quality_optimized&preserve_formatting=1")
      #expect(form.string("translations", 0, "text") == json.string("translations", 0, "text"))
      #expect(form.string("translations", 1, "text") == json.string("translations", 1, "text"))
      #expect(form.string("translations", 1, "model_type_used") == "quality_optimized")
    }
  }

  @Test(arguments: [
    (#"{"target_lang":"ES"}"#, "'text'"), (#"{"text":["a"]}"#, "'target_lang'"),
    (#"{"text":["a"],"target_lang":"XX"}"#, "'target_lang' not supported"),
    (#"{"text":["a"],"target_lang":"ES","source_lang":"XX"}"#, "'source_lang' not supported"),
    (#"{"text":["a"],"target_lang":"GN","source_lang":"EN"}"#, "'target_lang' not supported"),
    (#"{"text":["a"],"target_lang":"ES","formality":"more"}"#, "'formality'"),
    (#"{"text":["a"],"target_lang":"ES","split_sentences":"2"}"#, "'split_sentences'"),
    (#"{"text":["a"],"target_lang":"ES","tag_handling":"md"}"#, "'tag_handling'"),
    (#"{"text":["a"],"target_lang":"ES","tag_handling_version":"v3"}"#, "'tag_handling_version'"),
    (#"{"text":["a"],"target_lang":"ES","outline_detection":"perhaps"}"#, "'outline_detection'"),
    (#"{"text":["a"],"target_lang":"ES","model_type":"x"}"#, "'model_type'"),
    (#"{"text":["a"],"target_lang":"ES","translation_memory_threshold":101}"#, "threshold"),
    (#"{"text":["a"],"target_lang":"ES","glossary_id":"health"}"#, "'source_lang'"),
    (#"{"text":["a"],"target_lang":"ES","source_lang":"EN","glossary_id":"nothing"}"#, "'glossary_id'"),
    (
      #"{"text":["a"],"target_lang":"ES","source_lang":"EN","glossary_ids":["1","2","3","4","5","6"]}"#,
      "'glossary_ids'"
    ),
    (#"{"text":[1],"target_lang":"ES"}"#, "'text'"), ("[]", "JSON"), ("{", "JSON"),
  ])
  func refusals(_ body: String, _ words: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.post("/v2/translate", body)
      #expect(reply.status == 400)
      #expect(reply.string("message")?.contains(words) == true, "\(reply.text)")
    }
  }

  @Test func preferencesNeverFail() async throws {
    try await SampleServer().test { client in
      for formality in ["default", "prefer_more", "prefer_less"] {
        let reply = try await client.post(
          "/v2/translate",
          #"{"text":["Hello"],"source_lang":"EN","target_lang":"ES","formality":"\#(formality)"}"#)
        #expect(reply.status == 200)
      }
    }
  }

  @Test func tags() async throws {
    try await SampleServer().test { client in
      let reply = try await client.post(
        "/v2/translate",
        """
        {"text":["<d><raw>The health centre</raw><p>\(Self.sentence)</p></d>"],"source_lang":"EN",
        "target_lang":"ES","tag_handling":"xml","ignore_tags":"raw","splitting_tags":["p"],
        "outline_detection":false}
        """)
      let text = try #require(reply.string("translations", 0, "text"))
      #expect(text.hasPrefix("<d><raw>The health centre</raw><p>") && text.hasSuffix("</p></d>"))
      #expect(!text.contains(Self.sentence))
      let broken = try await client.post(
        "/v2/translate",
        #"{"text":["<a>b</c>"],"source_lang":"EN","target_lang":"ES","tag_handling":"xml"}"#)
      #expect(broken.status == 400)
    }
  }

  /// The client of DeepL sends a key always, also to a server that has none.
  @Test func keysMeanNothingBeforeTheFirstIsMade() async throws {
    let server = try SampleServer { $0.anonymous = .translate }
    let invalid: HTTPFields = [.authorization: "DeepL-Auth-Key invalid"]
    try await server.test { client in
      let reply = try await client.send(.get, "/v2/usage", headers: invalid)
      #expect(reply.status == 200)
    }
    let database = try ServiceDatabase(path: server.configuration.serviceDatabasePath)
    _ = try KeyStore(database: database).create(KeyRequest(name: "a"))
    try await server.test { client in
      let refused = try await client.send(.get, "/v2/usage", headers: invalid)
      #expect(refused.status == 403)
      #expect(refused.string("message")?.isEmpty == false)
    }
  }

  @Test func errorsHaveTheStatusesOfTheClients() async throws {
    try await SampleServer { $0.maximumCharacters = 10 }.test { client in
      let long = try await client.post("/v2/translate", #"{"text":["\#(Self.sentence)"],"target_lang":"ES"}"#)
      #expect(long.status == 413)
      let method = try await client.send(.delete, "/v2/usage")
      #expect(method.status == 405 && method.string("message")?.isEmpty == false)
      for path in ["/v3/style_rules", "/v2/nothing", "/v3/glossaries/\(UUID())/nothing"] {
        let reply = try await client.get(path)
        #expect(reply.status == 404)
        #expect(reply.string("message")?.isEmpty == false)
      }
      let rephrase = try await client.post("/v2/write/rephrase", "{}")
      #expect(rephrase.status == 404)
    }
    try await SampleServer { $0.charactersPerMonth = 5 }.test { client in
      let quota = try await client.post(
        "/v2/translate", #"{"text":["\#(Self.sentence)"],"source_lang":"EN","target_lang":"ES"}"#)
      #expect(quota.status == 456)
      let usage = try await client.get("/v2/usage")
      #expect(usage.number("character_limit") == 5)
    }
    #expect(DeepLDialect.status(.busy(retryAfter: 1)) == 429)
    #expect(DeepLDialect.status(.modelUnavailable("")) == 400)
  }

  @Test func languages() async throws {
    try await SampleServer().test { client in
      let sources = try await client.get("/v2/languages")
      #expect(sources.list().count == 1 && sources.string(0, "language") == "EN")
      #expect(sources.string(0, "name") == "English")
      for reply in [
        try await client.get("/v2/languages?type=target"),
        try await Self.form(client, .get, "/v2/languages", "type=target"),
        try await Self.form(client, .post, "/v2/languages", "type=target"),
      ] {
        #expect(reply.string(0, "language") == "ES" && reply.number(0, "supports_formality") == 0)
      }
      #expect(try await client.get("/v2/languages?type=both").status == 400)
      let pairs = try await client.get("/v2/glossary-language-pairs")
      #expect(pairs.string("supported_languages", 0, "target_lang") == "es")
    }
    #expect(DeepLLanguage.targets(try LanguageTag("pt")).map(\.code) == ["PT-BR", "PT-PT"])
    #expect(DeepLLanguage.targets(try LanguageTag("en")).map(\.code) == ["EN-GB", "EN-US"])
    #expect(
      ["gn", "qu", "ay"].map { try! DeepLLanguage.tag($0, field: "x") }.map { DeepLLanguage.code($0.code) }
        == ["GN", "QU", "AY"])
  }
}
