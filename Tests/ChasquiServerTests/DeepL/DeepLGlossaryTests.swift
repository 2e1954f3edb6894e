import ChasquiTestSupport
import Foundation
import HTTPTypes
import Terminology
import Testing
import Text

@testable import ChasquiServer

@Suite struct DeepLGlossaryTests {
  private static let unknown = "96ab91fd-e715-41a1-adeb-5d701f84a483"

  private static func dictionary(_ source: String, _ target: String, _ entries: String) -> String {
    #"{"source_lang":"\#(source)","target_lang":"\#(target)","entries":"\#(entries)","entries_format":"tsv"}"#
  }

  private static func creation(_ name: String, _ dictionaries: String...) -> String {
    #"{"name":"\#(name)","dictionaries":[\#(dictionaries.joined(separator: ","))]}"#
  }

  @Test func bothVersionsShowTheSame() async throws {
    try await SampleServer().test { client in
      let made = try await client.post(
        "/v2/glossaries",
        #"{"name":"Tools & parts","source_lang":"en","target_lang":"ES","entries":"Hammer\tMazo\nNail\tPunta","entries_format":"tsv"}"#
      )
      #expect(made.status == 201)
      let id = try #require(made.string("glossary_id"))
      #expect(UUID(uuidString: id) != nil && id == id.lowercased())
      #expect(made.string("name") == "Tools & parts" && made.number("entry_count") == 2)
      let time = try #require(made.string("creation_time"))
      #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
      let same = try await client.get("/v2/glossaries/\(id)")
      #expect(same.body == made.body)
      let multilingual = try await client.get("/v3/glossaries/\(id)")
      #expect(multilingual.string("dictionaries", 0, "source_lang") == "en")
      #expect(multilingual.number("dictionaries", 0, "entry_count") == 2)
      // Linguists see it as one of theirs.
      let own = try await client.get("/v1/glossaries/tools-parts/entries")
      #expect(own.list("entries").count == 2)
      let entries = try await client.send(
        .get, "/v2/glossaries/\(id)/entries", headers: [.accept: "text/tab-separated-values"])
      #expect(entries.text == "Hammer\tMazo\nNail\tPunta")
      #expect(entries.headers[.contentType]?.hasPrefix("text/tab-separated-values") == true)
      let refused = try await client.send(
        .get, "/v2/glossaries/\(id)/entries", headers: [.accept: "application/json"])
      #expect(refused.status == 415)
      let translated = try await client.post(
        "/v2/translate", #"{"text":["Hammer"],"source_lang":"EN","target_lang":"ES","glossary_id":"\#(id)"}"#)
      #expect(translated.string("translations", 0, "text") == "Mazo")
      #expect(try await client.send(.delete, "/v2/glossaries/\(id)").status == 204)
      #expect(try await client.get("/v3/glossaries/\(id)").status == 404)
    }
  }

  @Test func houseGlossariesAreListedAndKeepTheirIdentity() async throws {
    let folder = TemporaryFolder()
    let store = try GlossaryStore(path: folder.file("terms.sqlite"))
    let entry = GlossaryEntry(
      identifier: "1",
      terms: [
        Term(language: try LanguageTag("en"), text: "rash"),
        Term(language: try LanguageTag("es"), text: "erupción"),
        Term(language: try LanguageTag("gn"), text: "pire jehýi"),
      ])
    _ = try store.create(Glossary(name: "health"), with: [entry], author: "Ana")
    let desk = GlossaryDesk(store: store)
    let first = try #require(try desk.all().first)
    #expect(first.name == "health" && first.dictionaries.count == 6)
    try store.rename("health", to: "salud", author: "Ana")
    #expect(try desk.all().map(\.id) == [first.id])
    #expect(
      try GlossaryDesk(store: GlossaryStore(path: folder.file("terms.sqlite"))).all().map(\.id) == [first.id])
    let pair = DictionaryPair(source: "eng", target: "grn")
    #expect(try desk.name(of: first.id, with: pair) == "salud")
    #expect(try desk.name(of: "salud", with: pair) == "salud")
    #expect(try desk.entries(of: first.id, pair).tsv == "rash\tpire jehýi")
    // A new glossary of the same name is another one.
    try store.remove("salud", author: "Ana")
    try store.create(Glossary(name: "salud"), author: "Ana")
    #expect(try desk.all().map(\.id) != [first.id])
  }

  @Test func conceptsAreEditedButNotTakenApart() async throws {
    let folder = TemporaryFolder()
    let store = try GlossaryStore(path: folder.file("terms.sqlite"))
    let desk = GlossaryDesk(store: store)
    let spanish = try LanguageTag("es")
    let entry = GlossaryEntry(
      identifier: "1",
      terms: [
        Term(language: try LanguageTag("en"), text: "rash"), Term(language: spanish, text: "erupción"),
        Term(language: try LanguageTag("fr"), text: "éruption"),
        Term(language: try LanguageTag("es-CU"), text: "salpullido"),
      ])
    _ = try store.create(Glossary(name: "health"), with: [entry], author: "Ana")
    let pair = DictionaryPair(source: "eng", target: "spa")
    let new = try GlossaryDesk.NewDictionary(
      source: "EN", target: "ES", entries: "rash\tsarpullido\ncough\ttos", format: "tsv")
    let updated = try desk.update("health", name: nil, [new], author: "client")
    #expect(updated.dictionaries.first { $0.pair == pair }?.entryCount == 2)
    let concept = try store.entry("1", in: "health").entry
    // The new term is the one to use, also for the decoder; what Cuba says is not touched.
    func texts(_ status: TermStatus) -> [String] { concept.terms.filter { $0.status == status }.map(\.text) }
    #expect(texts(.preferred) == ["rash", "sarpullido", "éruption", "salpullido"])
    #expect(texts(.deprecated) == ["erupción"] && texts(.admitted).isEmpty)
    #expect(throws: ServiceError.self) { try desk.replace("health", new, author: "client") }
    #expect(throws: ServiceError.self) { try desk.removeDictionary(pair, of: "health", author: "client") }
    #expect(try store.history(of: "health").first?.author == "client")
  }

  @Test func dictionariesOfOneGlossary() async throws {
    try await SampleServer().test { client in
      let made = try await client.post(
        "/v3/glossaries",
        Self.creation(
          "Two ways", Self.dictionary("EN", "ES", #"Hello\tHola"#),
          Self.dictionary("es", "en", #"Hola\tHello"#)))
      #expect(made.status == 201)
      let id = try #require(made.string("glossary_id"))
      let path = "/v3/glossaries/\(id)"
      let merged = try await client.send(
        .patch, path, #"{"dictionaries":[\#(Self.dictionary("EN", "ES", #"Hello\tBuenas\nBye\tChau"#))]}"#)
      #expect(merged.number("dictionaries", 0, "entry_count") == 2)
      #expect(merged.number("dictionaries", 1, "entry_count") == 1)
      let other = try await client.get("\(path)/entries?source_lang=es&target_lang=EN")
      #expect(other.string("dictionaries", 0, "entries") == "Hola\tHello")
      let renamed = try await client.send(.patch, path, #"{"name":"Both ways"}"#)
      #expect(renamed.string("name") == "Both ways")
      let replaced = try await client.send(
        .put, "\(path)/dictionaries", Self.dictionary("EN", "ES", #"Fig\tHigo"#))
      #expect(replaced.number("entry_count") == 1)
      let entries = try await client.get("\(path)/entries?source_lang=EN&target_lang=ES")
      #expect(entries.string("dictionaries", 0, "entries") == "Fig\tHigo")
      let query = "\(path)/dictionaries?source_lang=EN&target_lang=ES"
      #expect(try await client.send(.delete, query).status == 204)
      #expect(try await client.send(.delete, query).status == 404)
      #expect(try await client.get(path).list("dictionaries").count == 1)
    }
  }

  @Test func refusals() async throws {
    try await SampleServer().test { client in
      let one = Self.dictionary("EN", "ES", #"a\tb"#)
      for body in [
        Self.creation("x"), Self.creation("", one), Self.creation("x", one, one),
        Self.creation("x", Self.dictionary("EN", "XX", #"a\tb"#)),
        Self.creation("x", Self.dictionary("EN", "en-GB", #"a\tb"#)),
        Self.creation("x", Self.dictionary("EN", "ES", "")), #"{"dictionaries":[]}"#, "[]",
        Self.creation("x", one.replacing("tsv", with: "xls")),
      ] {
        let reply = try await client.post("/v3/glossaries", body)
        #expect(reply.status == 400, "\(body): \(reply.text)")
        #expect(reply.string("message")?.isEmpty == false)
      }
      for version in ["v2", "v3"] {
        for method in [HTTPRequest.Method.get, .delete] {
          #expect(try await client.send(method, "/\(version)/glossaries/none").status == 400)
          #expect(try await client.send(method, "/\(version)/glossaries/\(Self.unknown)").status == 404)
        }
      }
      #expect(try await client.send(.patch, "/v3/glossaries/\(Self.unknown)", #"{"name":"x"}"#).status == 404)
    }
    try await SampleServer { $0.anonymous = .translate }.test { client in
      let reply = try await client.post(
        "/v3/glossaries", Self.creation("x", Self.dictionary("EN", "ES", #"a\tb"#)))
      #expect(reply.status == 403)
    }
  }
}
