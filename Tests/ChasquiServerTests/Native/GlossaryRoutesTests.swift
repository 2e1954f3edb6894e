import Foundation
import HTTPTypes
import Testing

/// Glossaries over HTTP: each test has a database of its own.
@Suite struct GlossaryRoutesTests {
  static let rash = #"""
    {"identifier":"rash","domain":"health","terms":[{"language":"en","text":"skin rash"},
    {"language":"es","text":"erupción cutánea","forms":["erupciones cutáneas"]}]}
    """#

  /// A server with the glossary `health` that holds one entry.
  private func test(_ body: @escaping @Sendable (SampleClient) async throws -> Void) async throws {
    try await SampleServer().test { client in
      let made = try await client.post("/v1/glossaries", #"{"name":"health","title":"Health"}"#)
      #expect(made.status == 201 && made.headers[.location] == "/v1/glossaries/health")
      let added = try await client.post("/v1/glossaries/health/entries", Self.rash)
      #expect(added.status == 201 && added.headers[.eTag] == "\"1\"", "\(added.text)")
      try await body(client)
    }
  }

  @Test func glossariesAreMadeDescribedRenamedAndRemoved() async throws {
    try await test { client in
      #expect(try await client.post("/v1/glossaries", #"{"name":"health"}"#).status == 409)
      for name in ["", ".x", "a b", "a/b", "a\\u0000", String(repeating: "x", count: 101)] {
        let reply = try await client.post("/v1/glossaries", #"{"name":"\#(name)"}"#)
        #expect(reply.status == 400 && reply.problem == "invalid-request:name", "\(name): \(reply.text)")
      }
      let renamed = try await client.send(
        .patch, "/v1/glossaries/health", #"{"name":"salud-ñ","note":"own"}"#)
      #expect(renamed.string("glossary", "name") == "salud-ñ" && renamed.string("glossary", "note") == "own")
      #expect(renamed.string("glossary", "title") == "Health")
      #expect(try await client.get("/v1/glossaries/health").status == 404)
      #expect(try await client.get("/v1/glossaries/salud-%C3%B1").number("entryCount") == 1)
      let removed = try await client.send(.delete, "/v1/glossaries/salud-%C3%B1")
      let number = try #require(removed.number("number"))
      #expect(try await client.get("/v1/glossaries").list("glossaries").isEmpty)
      #expect(try await client.send(.post, "/v1/changes/\(number)/undo").status == 200)
      #expect(try await client.get("/v1/glossaries/salud-%C3%B1/entries").list("entries").count == 1)
    }
  }

  @Test func aChangeForAnotherVersionIsToldWhatStands() async throws {
    try await test { client in
      let path = "/v1/glossaries/health/entries/rash"
      let shorter = #"{"terms":[{"language":"en","text":"rash"},{"language":"es","text":"sarpullido"}]}"#
      let changed = try await client.send(.put, path, shorter, headers: [.ifMatch: "\"1\""])
      #expect(changed.status == 200 && changed.headers[.eTag] == "\"2\"")
      let late = try await client.send(.put, path, Self.rash, headers: [.ifMatch: "\"1\""])
      #expect(late.status == 409 && late.problem == "conflict")
      #expect(late.number("current", "version") == 2 && late.string("change", "author") == "anonymous")
      #expect(late.string("current", "entry", "terms", 1, "text") == "sarpullido")
      #expect(try await client.send(.delete, path, headers: [.ifMatch: "\"1\""]).status == 409)
      #expect(try await client.send(.put, path, Self.rash, headers: [.ifMatch: "one"]).status == 400)
      #expect(try await client.send(.delete, path, headers: [.ifMatch: "\"2\""]).status == 200)
      let gone = try await client.send(.put, path, shorter, headers: [.ifMatch: "\"2\""])
      #expect(gone.status == 409 && gone.string("change", "kind") == "removeEntry")
      #expect(try await client.send(.put, path, shorter).status == 404)
      #expect(try await client.get("\(path)/history").list("changes").count == 3)
      #expect(try await client.get("/v1/glossaries/health/history?limit=2").list("changes").count == 2)
    }
  }

  @Test func undoingIsRefusedWhereMoreWouldBeLost() async throws {
    try await test { client in
      let path = "/v1/glossaries/health/entries/rash"
      let edit = #"{"terms":[{"language":"en","text":"rash"}]}"#
      _ = try await client.send(.put, path, edit)
      let first = try await client.get("/v1/changes?limit=1").number("changes", 0, "number") ?? 0
      _ = try await client.send(.put, path, Self.rash)
      _ = try await client.send(.put, path, #"{"terms":[{"language":"en","text":"eczema"}]}"#)
      #expect(try await client.send(.post, "/v1/changes/\(first)/undo").status == 409)
      #expect(try await client.send(.post, "/v1/changes/\(first)/undo?overwrite=true").status == 200)
      #expect(try await client.get(path).string("entry", "terms", 0, "text") == "skin rash")
      #expect(try await client.get("/v1/changes/\(first)").number("changes", 0, "versionBefore") == 1)
      #expect(try await client.send(.post, "/v1/changes/\(first)/undo?overwrite=yes").status == 400)
      for number in ["0", "-1", "x", "99999", "9223372036854775808"] {
        #expect(try await client.send(.post, "/v1/changes/\(number)/undo").status == 404, "\(number)")
      }
    }
  }

  @Test(arguments: [
    (#"{"terms":[]}"#, "terms"), (#"{}"#, "terms"), (#"{"terms":[{"language":"en"}]}"#, "terms[0].text"),
    (#"{"terms":[{"language":"en","text":" \n"}]}"#, "terms[0].text"),
    (#"{"terms":[{"language":"en","text":"a\u0000b"}]}"#, "terms[0].text"),
    (#"{"terms":[{"language":"en","text":"a","status":"best"}]}"#, "terms[0].status"),
    (#"{"terms":[{"language":"en","text":"a","forms":["b",""]}]}"#, "terms[0].forms[1]"),
    (#"{"terms":[{"language":"en","text":"a"}],"definitions":[{"text":""}]}"#, "definitions[0].text"),
    (#"{"identifier":3,"terms":[]}"#, "identifier"),
    (
      #"{"identifier":"\#(String(repeating: "x", count: 201))","terms":[{"language":"en","text":"a"}]}"#,
      "identifier"
    ),
  ])
  func entriesThatCannotBeAreNamedByTheirField(body: String, field: String) async throws {
    try await test { client in
      let reply = try await client.post("/v1/glossaries/health/entries", body)
      #expect(reply.status == 400 && reply.problem == "invalid-request:\(field)", "\(reply.text)")
    }
  }

  @Test func entriesThatAreTooLargeAreNotRead() async throws {
    try await test { client in
      let text = String(repeating: "x", count: 1 << 20)
      let reply = try await client.post(
        "/v1/glossaries/health/entries", #"{"note":"\#(text)","terms":[{"language":"en","text":"a"}]}"#)
      #expect(reply.status == 413 && reply.problem == "payload-too-large")
    }
  }

  @Test func namesInTheAddressAreDecodedAndHostileOnesMissing() async throws {
    try await test { client in
      let entry =
        #"{"identifier":"a/b ?é","terms":[{"language":"en","text":"a"},{"language":"es","text":"b"}]}"#
      let added = try await client.post("/v1/glossaries/health/entries", entry)
      let location = try #require(added.headers[.location])
      #expect(location == "/v1/glossaries/health/entries/a%2Fb%20%3F%C3%A9")
      #expect(try await client.get(location).string("entry", "identifier") == "a/b ?é")
      for name in ["health%00x", "%FF", "%2E%2E", "nil"] {
        #expect(try await client.get("/v1/glossaries/\(name)").status == 404, "\(name)")
        #expect(try await client.get("/v1/glossaries/health/entries/\(name)").status == 404, "\(name)")
      }
    }
  }

  @Test func pagesJoinToTheWhole() async throws {
    try await test { client in
      for number in 1...6 {
        _ = try await client.post(
          "/v1/glossaries/health/entries",
          #"{"identifier":"e\#(number)","terms":[{"language":"en","text":"word\#(number)"}]}"#)
      }
      var identifiers: [String] = []
      var path = "/v1/glossaries/health/entries?limit=3"
      while true {
        let page = try await client.get(path)
        for index in page.list("entries").indices {
          identifiers.append(page.string("entries", index, "entry", "identifier") ?? "")
        }
        guard let next = page.number("next") else { break }
        path = "/v1/glossaries/health/entries?limit=3&after=\(next)"
      }
      #expect(identifiers == ["rash", "e1", "e2", "e3", "e4", "e5", "e6"])
      for query in ["limit=0", "limit=-1", "limit=1001", "limit=x", "limit=99999999999999999999", "after=-1"]
      {
        let reply = try await client.get("/v1/glossaries/health/entries?\(query)")
        #expect(reply.status == 400, "\(query)")
      }
    }
  }

  @Test func searchFindsWithoutAccents() async throws {
    try await test { client in
      let found = try await client.get("/v1/entries?q=erupcion+cutanea&glossary=health&language=es")
      #expect(found.string("hits", 0, "stored", "entry", "identifier") == "rash")
      #expect(try await client.get("/v1/entries?q=erupci%C3%B3n&language=en").list("hits").isEmpty)
      #expect(try await client.get("/v1/entries").problem == "invalid-request:q")
      #expect(try await client.get("/v1/entries?q=x&glossary=nil").status == 404)
      #expect(try await client.get("/v1/entries?q=%22%20OR%20*").status == 200)
    }
  }

  @Test(arguments: ["tbx", "csv", "tsv", "xlsx"])
  func whatIsExportedIsImportedUnchanged(format: String) async throws {
    try await test { client in
      let file = try await client.get("/v1/glossaries/health/export?format=\(format)")
      #expect(file.status == 200)
      #expect(file.headers[.contentDisposition]?.contains("filename=\"health.\(format)\"") == true)
      let again = try await client.send(
        .post, "/v1/glossaries/health/import?format=\(format)", bytes: file.body)
      #expect(again.number("unchanged") == 1 && again.number("changed") == 0, "\(again.text)")
      _ = try await client.post("/v1/glossaries", #"{"name":"copy"}"#)
      let preview = try await client.send(
        .post, "/v1/glossaries/copy/import?preview=true", bytes: file.body)
      #expect(preview.number("added") == 1 && preview.list("differences").count == 1, "\(preview.text)")
      #expect(try await client.get("/v1/glossaries/copy").number("entryCount") == 0)
      let done = try await client.send(.post, "/v1/glossaries/copy/import?mode=replace", bytes: file.body)
      #expect(done.number("added") == 1 && done.string("change", "kind") == "importEntries")
      #expect(try await client.get("/v1/glossaries/copy/check?source=en&target=es").list("findings").isEmpty)
    }
  }

  @Test func filesThatCannotBeReadAreRefused() async throws {
    try await test { client in
      for (query, bytes) in [
        ("", Data()), ("format=xlsx", Data("PK".utf8)), ("format=tbx", Data("<tbx>".utf8)),
        ("format=csv", Data([0xFF, 0xC3, 0x28])), ("format=doc", Data("a".utf8)),
        ("mode=overwrite", Data("a".utf8)), ("preview=1", Data("a".utf8)), ("source=%00", Data("a".utf8)),
      ] {
        let reply = try await client.send(.post, "/v1/glossaries/health/import?\(query)", bytes: bytes)
        #expect(reply.status == 400, "\(query): \(reply.text)")
      }
      #expect(
        try await client.get("/v1/glossaries/health/check?source=en").problem == "invalid-request:target")
    }
  }

  @Test func oneBadStatusStopsTheWholeFileAndSaysWhere() async throws {
    try await test { client in
      let before = try await client.get("/v1/glossaries/health/history").list("changes").count
      let rows = [
        "en,es,es status", "fever,fiebre,preferred", "cough,tos,admitted", "pain,dolor,preffered",
        "arm,brazo,nonsense",
      ]
      let file = Data(rows.joined(separator: "\n").utf8)
      for query in ["format=csv", "format=csv&preview=true", "format=csv&mode=replace"] {
        let reply = try await client.send(.post, "/v1/glossaries/health/import?\(query)", bytes: file)
        let detail = reply.string("detail") ?? ""
        #expect(reply.status == 400 && reply.problem == "invalid-request", "\(reply.text)")
        for words in ["Line 4", "column 3", "«preffered»", "«preferred»"] {
          #expect(detail.contains(words), "\(words) is not in \(detail)")
        }
      }
      // Nothing of it is there, and what was there is.
      let entries = try await client.get("/v1/glossaries/health/entries")
      #expect(entries.list("entries").count == 1)
      #expect(entries.string("entries", 0, "entry", "identifier") == "rash")
      #expect(try await client.get("/v1/glossaries/health/history").list("changes").count == before)
    }
  }

  @Test func glossariesCountInTheNextTranslation() async throws {
    try await test { client in
      let body =
        #"{"text":"A skin rash.","source":"en","target":"es","glossaries":["health"],"include":["sentences"]}"#
      let reply = try await client.post("/v1/translate", body)
      #expect(reply.string("translations", 0, "text")?.contains("erupción cutánea") == true, "\(reply.text)")
      #expect(reply.string("translations", 0, "sentences", 0, "terms", 0, "entry") == "rash")
    }
  }
}
