import Foundation
import HTTPTypes
import Logging
import Testing
import Text

@testable import ChasquiServer

/// `/v1/translate` and its neighbours over a small model.
@Suite struct TranslationRoutesTests {
  @Test func translatesOneTextAndSeveral() async throws {
    try await SampleServer().test { client in
      let one = try await client.post(
        "/v1/translate", #"{"text":"Good morning.","source":"en","target":"es"}"#)
      #expect(one.status == 200)
      #expect(one.list("translations").count == 1)
      #expect(one.string("translations", 0, "source") == "en")
      #expect(one.string("translations", 0, "models", 0, "name") == "sample")
      #expect(one.number("translations", 0, "characters") == 13)
      #expect(one.list("translations", 0, "sentences").isEmpty)

      let several = try await client.post(
        "/v1/translate", #"{"text":["Good morning.","","Thank you."],"source":"en","target":"es"}"#)
      #expect(several.list("translations").count == 3)
      #expect(several.string("translations", 0, "text") == one.string("translations", 0, "text"))
      #expect(several.string("translations", 1, "text") == "")
    }
  }

  @Test func conventionsThatAreNotThereAreRefused() async throws {
    try await SampleServer().test { client in
      func translate(_ convention: String) async throws -> SampleReply {
        try await client.post(
          "/v1/translate",
          #"{"text":"\"Good morning.\"","source":"en","target":"es","convention":"\#(convention)"}"#)
      }
      let refused = try await translate("circumflex")
      #expect(refused.problem == "invalid-request:convention")
      for name in ["guillemets", ""] {
        let reply = try await translate(name)
        #expect(reply.status == 200, "\(reply.text)")
      }
    }
  }

  /// What could not be translated was not used.
  @Test func failuresAreNotCounted() async throws {
    let server = try SampleServer { $0.deadline = 0 }
    try await server.test { client in
      let text = String(repeating: "Good morning. ", count: 200)
      for path in ["/v1/translate", "/translate"] {
        let reply = try await client.post(
          path, #"{"text":"\#(text)","q":"\#(text)","source":"en","target":"es"}"#)
        #expect(reply.status >= 500, "\(path): \(reply.status)")
      }
      #expect(try await client.get("/v1/usage").number("characters") == 0)
    }
  }

  @Test func placesCountCodePointsAlsoBeyondThePlane() async throws {
    try await SampleServer().test { client in
      let text = "Good morning 😀😀. Thank you, Ñandú 𝒳."
      let reply = try await client.post(
        "/v1/translate",
        #"{"text":"\#(text)","source":"en","target":"es","include":["sentences","evidence","phraseAlternatives"]}"#
      )
      #expect(reply.status == 200)
      let whole = Array(try #require(reply.string("translations", 0, "text")).unicodeScalars)
      let source = Array(text.unicodeScalars)
      #expect(reply.number("translations", 0, "characters") == source.count)
      let count = reply.list("translations", 0, "sentences").count
      #expect(count == 2)
      for index in 0..<count {
        func number(_ field: String, _ end: Int) -> Int {
          reply.number("translations", 0, "sentences", index, field, end) ?? -1
        }
        func cut(_ scalars: [Unicode.Scalar], _ from: Int, _ to: Int) -> String {
          guard 0 <= from, from <= to, to <= scalars.count else { return "out of range" }
          return String(String.UnicodeScalarView(scalars[from..<to]))
        }
        let sentence = reply.string("translations", 0, "sentences", index, "source")
        #expect(cut(source, number("sourceRange", 0), number("sourceRange", 1)) == sentence)
        #expect(
          cut(whole, number("targetRange", 0), number("targetRange", 1))
            == reply.string("translations", 0, "sentences", index, "text"))
        let tokens = reply.list("translations", 0, "sentences", index, "sourceTokens")
        let scalars = Array((sentence ?? "").unicodeScalars)
        let words = tokens.compactMap { $0 as? [Int] }.map { cut(scalars, $0[0], $0[1]) }
        #expect(words.contains(index == 0 ? "morning" : "Ñandú"), "\(words)")
      }
    }
  }

  @Test func alternativesAndDivisionsAreThoseAskedFor() async throws {
    try await SampleServer().test { client in
      let reply = try await client.post(
        "/v1/translate",
        #"{"text":"Where is the hospital?","source":"en","target":"es","alternatives":3,"memory":false}"#)
      #expect(reply.list("translations", 0, "alternatives").count <= 3)
      for split in ["sentences", "newlines", "none"] {
        let reply = try await client.post(
          "/v1/translate",
          #"{"text":"One. Two.\nThree.","source":"en","target":"es","split":"\#(split)","include":["sentences"]}"#
        )
        let counts = ["sentences": 3, "newlines": 2, "none": 1]
        #expect(reply.list("translations", 0, "sentences").count == counts[split])
      }
    }
  }

  @Test(arguments: [
    (#"{"text":"x"}"#, "invalid-request:target"),
    (#"{"text":null,"target":"es"}"#, "invalid-request:text"),
    (#"{"text":3,"target":"es"}"#, "invalid-request:text"),
    (#"{"text":["a",3],"target":"es"}"#, "invalid-request:text"),
    (#"{"text":"x","source":"en","target":"klingon!"}"#, "unsupported-language:target"),
    (#"{"text":"x","source":"fr","target":"es"}"#, "unsupported-language:source"),
    (#"{"text":"x","source":"es","target":"en"}"#, "unsupported-pair:target"),
    (#"{"text":"x","source":"en","target":"es","alternatives":11}"#, "invalid-request:alternatives"),
    (#"{"text":"x","source":"en","target":"es","alternatives":-1}"#, "invalid-request:alternatives"),
    (#"{"text":"x","source":"en","target":"es","alternatives":1e300}"#, "invalid-request"),
    (#"{"text":"x","source":"en","target":"es","split":"words"}"#, "invalid-request:split"),
    (#"{"text":"x","source":"en","target":"es","format":"rtf"}"#, "invalid-request:format"),
    (#"{"text":"x","source":"en","target":"es","include":["all"]}"#, "invalid-request:include"),
    (#"{"text":"x","source":"en","target":"es","glossaries":["nil"]}"#, "unknown-glossary:glossaries"),
    (#"{"text":"\ud800","source":"en","target":"es"}"#, "invalid-request:text"),
    (#"{"text":"#, "invalid-request"), ("", "invalid-request"), ("[]", "invalid-request"),
  ])
  func whatCannotBeDoneIsNamed(body: String, problem: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.post("/v1/translate", body)
      #expect(reply.status == 400)
      #expect(reply.problem == problem, "\(reply.text)")
      #expect(reply.headers[.contentType] == "application/problem+json")
      #expect(reply.string("requestId")?.isEmpty == false)
    }
  }

  @Test func bytesThatAreNoTextAndTooManyAreRefused() async throws {
    let server = try SampleServer {
      $0.maximumCharacters = 20
      $0.maximumTexts = 2
      $0.maximumBodyBytes = 1_000
    }
    try await server.test { client in
      var bytes = Data(#"{"source":"en","target":"es","text":""#.utf8) + [0xC3, 0x28] + Data(#""}"#.utf8)
      let json = try await client.send(
        .post, "/v1/translate", bytes: bytes, headers: [.contentType: "application/json"])
      #expect(json.status == 400 && json.problem == "invalid-request:text", "\(json.text)")
      bytes = Data(repeating: 0x20, count: 1_001)
      let large = try await client.send(.post, "/v1/translate", bytes: bytes)
      #expect(large.status == 413 && large.problem == "payload-too-large")
      let plain = try await client.send(
        .post, "/v1/translate", bytes: bytes, headers: [.contentType: "text/plain"])
      #expect(plain.status == 415 && plain.problem == "unsupported-media-type")
      let long = try await client.post(
        "/v1/translate", #"{"text":"123456789012345678901","source":"en","target":"es"}"#)
      #expect(long.status == 413 && long.problem == "text-too-long:text")
      let many = try await client.post(
        "/v1/translate", #"{"text":["a","b","c"],"source":"en","target":"es"}"#)
      #expect(many.status == 413 && many.problem == "too-many-texts:text")
    }
  }

  @Test func sentencesOfAStreamJoinToTheWhole() async throws {
    try await SampleServer().test { client in
      let body =
        #"{"text":"Good morning.  Thank you.\n\nWhere is the hospital? ","source":"en","target":"es"}"#
      let whole = try await client.post("/v1/translate", body)
      let stream = try await client.post("/v1/translate/stream", body)
      #expect(stream.headers[.contentType] == "text/event-stream; charset=utf-8")
      var joined = ""
      var last = ""
      for event in stream.text.components(separatedBy: "\n\n") where !event.isEmpty {
        let lines = event.split(separator: "\n", maxSplits: 1)
        last = String(lines[0].dropFirst("event: ".count))
        let data = SampleReply(status: 200, headers: [:], body: Data(lines[1].dropFirst("data: ".count).utf8))
        if last == "sentence" { joined += data.string("text") ?? "" }
      }
      #expect(last == "done")
      #expect(joined == whole.string("translations", 0, "text"))
      let several = try await client.post("/v1/translate/stream", #"{"text":["a"],"target":"es"}"#)
      #expect(several.status == 400 && several.problem == "invalid-request:text")
    }
  }

  /// Whoever is turned away is told by the status, and pays nothing.
  @Test func aStreamTakesAPlaceBeforeItBegins() async throws {
    try await SampleServer { $0.queue = 1 }.test { client, services in
      let body = #"{"text":"Good morning. Thank you.","source":"en","target":"es"}"#
      let place = try services.translation.gate.enter()
      let refused = try await client.post("/v1/translate/stream", body)
      #expect(refused.status == 503 && refused.problem == "busy", "\(refused.text)")
      #expect(refused.headers[.retryAfter] != nil)
      #expect(try await client.get("/v1/usage").number("characters") == 0)
      place.leave()
      for _ in 0..<3 { #expect(try await client.post("/v1/translate/stream", body).status == 200) }
      #expect(services.translation.gate.count == 0)
      #expect(try await client.get("/v1/usage").number("characters") == 3 * 24)
    }
  }

  /// What a stream could not translate after all is given back.
  @Test func aBrokenStreamCostsWhatItBrought() async throws {
    try await SampleServer { $0.deadline = 0.3 }.test { client, _ in
      let text = String(repeating: "Good morning to all of you in this house. ", count: 2000)
      let reply = try await client.post(
        "/v1/translate/stream", #"{"text":"\#(text)","source":"en","target":"es"}"#)
      guard reply.status == 200, reply.text.contains("event: problem") else { return }
      let sentences = reply.text.components(separatedBy: "event: sentence").count - 1
      let characters = try #require(try await client.get("/v1/usage").number("characters"))
      #expect(characters <= (sentences + 1) * 42 && characters >= (sentences - 1) * 42)
    }
  }

  @Test func markupHasAlternativesToo() async throws {
    try await SampleServer().test { client in
      let text = "<p>Where is the <b>hospital</b>?</p><p>Good <i>morning</i>, {0} <br> friends.</p>"
      let reply = try await client.post(
        "/v1/translate",
        #"{"text":"\#(text)","source":"en","target":"es","format":"html","alternatives":3,"include":["phraseAlternatives"]}"#
      )
      let best = try #require(reply.string("translations", 0, "text"))
      let others = reply.list("translations", 0, "alternatives").compactMap { $0 as? String }
      #expect((1...3).contains(others.count) && Set(others).count == others.count && !others.contains(best))
      for other in others {
        for tag in ["<p>", "<b>", "</b>", "<i>", "</i>", "<br>", "{0}"] {
          #expect(
            other.components(separatedBy: tag).count == best.components(separatedBy: tag).count, "\(other)")
        }
      }
      let phrases = reply.list("translations", 0, "sentences", 0, "phrases")
      #expect(phrases.contains { (($0 as? [String: Any])?["alternatives"] as? [Any])?.isEmpty == false })
    }
  }

  /// Whoever asks in a dialect is refused in it.
  @Test func foreignOriginsAreRefusedInTheDialectOfTheAddress() async throws {
    try await SampleServer().test { client in
      let headers: HTTPFields = [.origin: "https://example.org"]
      let native = try await client.send(.post, "/v1/memory", "{}", headers: headers)
      #expect(native.status == 403 && native.problem == "forbidden")
      let deepL = try await client.send(.post, "/v2/glossaries", "{}", headers: headers)
      #expect(deepL.status == 403 && deepL.string("message") != nil, "\(deepL.text)")
      let libre = try await client.send(.post, "/suggest", "{}", headers: headers)
      #expect(libre.status == 403 && libre.string("error") != nil, "\(libre.text)")
    }
  }

  @Test func glossariesOfTheConfigurationMustBeThere() throws {
    let server = try SampleServer { $0.glossaries = ["official"] }
    let error = #expect(throws: ConfigurationError.self) {
      try TranslationServer(
        configuration: server.configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
    #expect(error?.place == "glossaries" && error?.message.contains("no glossary official") == true)
  }

  /// No model of this server knows French or Portuguese; they are no Spanish for that.
  @Test func languagesWithoutAModelAreDetected() async throws {
    let rows = try ["agriculture", "disasters", "work"].flatMap { try SampleServer.starterCorpus($0) }
    try await SampleServer().test { _, services in
      let detection = try #require(services.registry.detection)
      func found(_ column: Int, _ isTaken: (String) -> Bool = { _ in true }) -> [String: Int] {
        let texts = rows.map { $0[column] }.filter(isTaken)
        return Dictionary(grouping: texts) { detection.detect($0).first?.language ?? "" }.mapValues(\.count)
      }
      // Whole sentences of these two are found, and hardly one of the others is lost to them.
      let (french, portuguese) = (found(3) { $0.count >= 40 }, found(2) { $0.count >= 40 })
      #expect((french["fra"] ?? 0) * 100 >= french.values.reduce(0, +) * 98, "\(french)")
      #expect((portuguese["por"] ?? 0) * 100 >= portuguese.values.reduce(0, +) * 90, "\(portuguese)")
      for (column, language) in [(0, "spa"), (1, "eng")] {
        let all = found(column)
        #expect(all["fra"] == nil && all["por"] == nil, "\(language): \(all)")
      }
      let bare = LanguageDetection.withoutModels
      #expect(bare.detect("Où est le centre de santé le plus proche ?").first?.language == "fra")
      #expect(bare.detect("123").isEmpty)
    }
    try await SampleServer().test { client in
      let guesses = try await client.post(
        "/v1/detect", #"{"text":["Où avez-vous mal ?","Onde fica o posto de saúde?"]}"#)
      #expect(guesses.string("detections", 0, 0, "language") == "fr")
      #expect(guesses.string("detections", 1, 0, "language") == "pt")
      let refused = try await client.post(
        "/v1/translate", #"{"text":"Où avez-vous mal depuis hier soir ?","target":"es"}"#)
      #expect(refused.problem == "unsupported-pair:target")
    }
  }

  @Test func languagesAreDetectedAndListed() async throws {
    try await SampleServer().test { client in
      let guesses = try await client.post(
        "/v1/detect", #"{"text":["Where is the health centre?","¿Dónde está el centro de salud?","123"]}"#)
      #expect(guesses.string("detections", 0, 0, "language") == "en")
      #expect(guesses.string("detections", 1, 0, "language") == "es")
      #expect(guesses.list("detections", 2).isEmpty)
      let detected = try await client.post(
        "/v1/translate", #"{"text":"Where is the health centre?","target":"es"}"#)
      #expect(detected.string("translations", 0, "detected", "language") == "en")

      let languages = try await client.get("/v1/languages?display=es")
      #expect(languages.string("languages", 0, "code") == "en")
      #expect(languages.string("languages", 0, "name") == "inglés")
      #expect(languages.string("languages", 0, "targets", 0, "code") == "es")
      #expect(try await client.get("/v1/languages?display=%FF").problem == "invalid-request:display")
      #expect(try await client.get("/v1/models").string("models", 0, "status") == "ready")
    }
  }
}
