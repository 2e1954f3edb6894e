import Foundation
import HTTPTypes
import Testing

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
    (#"{"source":"","target":"es","sourceText":"a","targetText":"b"}"#, "unsupported-language:source"),
    (correction(String(repeating: "x", count: 5_001), "b"), "invalid-request:sourceText"),
  ])
  func correctionsThatCannotBeAreRefused(body: String, problem: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.post("/v1/memory", body)
      #expect(reply.status == 400 && reply.problem == problem, "\(reply.text)")
    }
  }
}
