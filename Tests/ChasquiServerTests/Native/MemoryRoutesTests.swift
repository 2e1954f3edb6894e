import Foundation
import HTTPTypes
import Terminology
import Testing
import Text

@testable import ChasquiServer

/// Corrections over HTTP.
@Suite struct MemoryRoutesTests {
  private static func correction(_ source: String, _ target: String) -> String {
    #"{"source":"en","target":"es","sourceText":"\#(source)","targetText":"\#(target)"}"#
  }

  @Test func aCorrectionCountsAtOnceAndNoLongerWhenItIsGone() async throws {
    try await SampleServer().test { client in
      let body = #"{"text":"Quux frobs the blorp.","source":"en","target":"es"}"#
      let before = try await client.post("/v1/translate", body).string("translations", 0, "text")
      let saved = try await client.post(
        "/v1/memory", Self.correction("Quux frobs the blorp.", "Cux froba el blorp."))
      #expect(saved.status == 201 && saved.string("author") == "anonymous", "\(saved.text)")
      let location = try #require(saved.headers[.location])
      let after = try await client.post("/v1/translate", body)
      #expect(after.string("translations", 0, "text") == "Cux froba el blorp.")
      let plain = try await client.post(
        "/v1/translate", #"{"text":"Quux frobs the blorp.","source":"en","target":"es","memory":false}"#)
      #expect(plain.string("translations", 0, "text") == before)
      #expect(try await client.send(.delete, location).status == 204)
      #expect(try await client.send(.delete, location).status == 404)
      #expect(try await client.post("/v1/translate", body).string("translations", 0, "text") == before)
    }
  }

  @Test func correctionsAreReadAndReplacedByTheirVersion() async throws {
    try await SampleServer().test { client in
      let saved = try await client.post("/v1/memory", Self.correction("Quux.", "Cux."))
      let location = try #require(saved.headers[.location])
      let tag = try #require(saved.headers[.eTag])
      let read = try await client.get(location)
      #expect(read.status == 200 && read.string("targetText") == "Cux." && read.headers[.eTag] == tag)
      let body = Self.correction("Quux.", "Cuux.")
      let replaced = try await client.send(.put, location, body, headers: [.ifMatch: tag])
      #expect(replaced.status == 200 && replaced.number("version") == 2, "\(replaced.text)")
      #expect(replaced.headers[.eTag] != tag)
      #expect(try await client.send(.put, location, body, headers: [.ifMatch: tag]).status == 409)
      let translated = try await client.post(
        "/v1/translate", #"{"text":"Quux.","source":"en","target":"es"}"#)
      #expect(translated.string("translations", 0, "text") == "Cuux.")
      #expect(try await client.get("/v1/memory/99").status == 404)
      #expect(try await client.send(.put, "/v1/memory/99", body).status == 404)
      let broken = try await client.send(.put, location, Self.correction("Quux.", " "))
      #expect(broken.problem == "invalid-request:targetText")
    }
  }

  /// Also what another process edits, such as the command line.
  @Test func editsBesideTheServerCountInTheNextRequest() async throws {
    let server = try SampleServer()
    try await server.test { client in
      let memory = TranslationMemory(database: try TerminologyDatabase(path: server.configuration.database))
      let glossaries = try GlossaryStore(path: server.configuration.database)
      try glossaries.create(Glossary(name: "official"), author: "")
      func translate(_ text: String, _ glossaries: String = "") async throws -> String? {
        try await client.post(
          "/v1/translate", #"{"text":"\#(text)","source":"en","target":"es","glossaries":[\#(glossaries)]}"#
        ).string("translations", 0, "text")
      }
      let (source, target) = (try LanguageTag("en"), try LanguageTag("es"))
      for number in 1...5 {
        let before = try await translate("Quux \(number) frobs.")
        #expect(before != "Cux \(number).")
        _ = try memory.add(
          TranslationUnit(
            sourceLanguage: source, targetLanguage: target, source: "Quux \(number) frobs.",
            target: "Cux \(number).", author: "", origin: "correction"), author: "")
        #expect(try await translate("Quux \(number) frobs.") == "Cux \(number).")
        _ = try await translate("The grault\(number).", #""official""#)
        let entry = GlossaryEntry(
          identifier: "\(number)",
          terms: [
            Term(language: source, text: "grault\(number)"), Term(language: target, text: "garlo\(number)"),
          ])
        _ = try glossaries.add(entry, to: "official", author: "")
        let after = try await translate("The grault\(number).", #""official""#)
        #expect(after?.contains("garlo\(number)") == true, "\(after ?? "")")
      }
    }
  }

  @Test func pagesAreNewestFirstAndOfTheirLanguages() async throws {
    try await SampleServer().test { client in
      for number in 1...5 {
        _ = try await client.post("/v1/memory", Self.correction("n \(number)", "m \(number)"))
      }
      _ = try await client.post(
        "/v1/memory", #"{"source":"es-BO","target":"gn","sourceText":"casa","targetText":"óga"}"#)
      let first = try await client.get("/v1/memory?source=en&target=es&limit=3")
      #expect(first.list("units").count == 3 && first.string("units", 0, "sourceText") == "n 5")
      let next = try #require(first.number("next"))
      let second = try await client.get("/v1/memory?source=en&target=es&limit=3&after=\(next)")
      #expect(second.list("units").count == 2 && second.number("next") == nil)
      let regional = try await client.get("/v1/memory?source=es")
      #expect(regional.list("units").count == 1 && regional.string("units", 0, "source") == "es-BO")
    }
  }

  @Test(arguments: [
    (#"{"source":"en","target":"es","sourceText":"a"}"#, "invalid-request:targetText"),
    (#"{"source":"en","target":"es","sourceText":" ","targetText":"b"}"#, "invalid-request:sourceText"),
    (#"{"source":"en","target":"es","sourceText":"a","targetText":"\u0000b"}"#, "invalid-request:targetText"),
    (#"{"source":"en","target":"en-GB","sourceText":"a","targetText":"b"}"#, "invalid-request:target"),
    (#"{"source":"","target":"es","sourceText":"a","targetText":"b"}"#, "invalid-request:source"),
    (correction(String(repeating: "x", count: 5_001), "b"), "invalid-request:sourceText"),
  ])
  func correctionsThatCannotBeAreRefused(body: String, problem: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.post("/v1/memory", body)
      #expect(reply.status == 400 && reply.problem == problem, "\(reply.text)")
    }
  }
}
