import Foundation
import HTTPTypes
import Testing

@testable import ChasquiServer

@Suite struct ApertiumRoutesTests {
  private static let question = "The+health+centre+will+be+closed+on+Monday."

  @Test func pairsTranslateByEveryMethod() async throws {
    try await SampleServer().test { client in
      let get = try await client.get("/translate?langpair=eng%7Cspa&q=\(Self.question)")
      #expect(get.status == 200 && get.number("responseStatus") == 200, "\(get.text)")
      #expect(get.text.contains(#""responseDetails":null"#))
      let text = try #require(get.string("responseData", "translatedText"))
      let short = try await client.get("/translate?langpair=en|es&q=\(Self.question)")
      #expect(short.string("responseData", "translatedText") == text)
      let post = try await client.send(
        .post, "/translate", bytes: Data("langpair=en|es&q=\(Self.question)".utf8),
        headers: [.contentType: "application/x-www-form-urlencoded"])
      #expect(post.string("responseData", "translatedText") == text)
    }
  }

  @Test func unknownWordsAreMarkedUnlessTheClientDoesNotWantIt() async throws {
    try await SampleServer().test { client in
      let query = "/translate?langpair=en|es&q=the+zblorg+%F0%9F%98%80+and+Zblorgs"
      let marked = try await client.get(query).string("responseData", "translatedText") ?? ""
      let plain = try await client.get(query + "&markUnknown=no").string("responseData", "translatedText")
      #expect(marked.contains("*zblorg") && marked.contains("*Zblorgs"), "\(marked)")
      #expect(plain == marked.replacing("*", with: ""))
      let emoji = try await client.get("/translate?langpair=en|es&q=%F0%9F%98%80")
      #expect(emoji.string("responseData", "translatedText") == "😀")
    }
  }

  @Test(arguments: [
    "langpair=en&q=x", "langpair=en|xx&q=x", "langpair=es|en&q=x", "langpair=a|b|c&q=x", "langpair=en|es",
    "langpair=|&q=x",
  ])
  func errorsAreInTheDialect(_ query: String) async throws {
    try await SampleServer().test { client in
      for reply in [
        try await client.get("/translate?\(query)"), try await client.send(.post, "/translate?\(query)"),
      ] {
        #expect(reply.status == 400 && reply.string("status") == "error", "\(reply.text)")
        #expect(reply.number("code") == 400 && reply.string("explanation")?.isEmpty == false)
        #expect(reply.string("message")?.isEmpty == false)
      }
    }
  }

  @Test func listsAndNames() async throws {
    try await SampleServer().test { client in
      let pairs = try await client.get("/listPairs")
      #expect(pairs.list("responseData").count == 1)
      #expect(pairs.string("responseData", 0, "sourceLanguage") == "eng")
      #expect(pairs.string("responseData", 0, "targetLanguage") == "spa")
      let names = try await client.get("/listLanguageNames?locale=es&languages=eng+qu+nothing")
      #expect(names.text == #"{"eng":"inglés","qu":"quechua"}"#)
      #expect(try await client.get("/listLanguageNames?locale=nothing").status == 400)
    }
  }

  @Test func languagesAreIdentified() async throws {
    try await SampleServer().test { client in
      let reply = try await client.get("/identifyLang?q=\(Self.question)")
      let shares = try #require(
        try JSONSerialization.jsonObject(with: reply.body) as? [String: Double])
      #expect(shares.max { $0.value < $1.value }?.key == "eng")
      #expect(try await client.get("/identifyLang").status == 400)
    }
  }

  @Test func keysComeInTheQuery() async throws {
    try await SampleServer { $0.anonymous = .off }.test { client in
      let reply = try await client.get("/translate?langpair=en|es&q=x&key=nothing")
      #expect(reply.status == 401 && reply.string("status") == "error")
    }
  }
}
