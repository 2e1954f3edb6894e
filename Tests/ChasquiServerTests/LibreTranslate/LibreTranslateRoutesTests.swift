import Foundation
import HTTPTypes
import Terminology
import Testing
import Text

@testable import ChasquiServer

@Suite struct LibreTranslateRoutesTests {
  private static let sentence = "The health centre will be closed on Monday."

  private static func form(
    _ client: SampleClient, _ path: String, _ body: String, _ method: HTTPRequest.Method = .post
  ) async throws -> SampleReply {
    try await client.send(
      method, path, bytes: Data(body.utf8), headers: [.contentType: "application/x-www-form-urlencoded"])
  }

  @Test func formsQueriesAndJSONTranslateAlike() async throws {
    try await SampleServer().test { client in
      let json = try await client.post(
        "/translate", #"{"q":"\#(Self.sentence)","source":"en","target":"es"}"#)
      #expect(json.status == 200, "\(json.text)")
      let text = try #require(json.string("translatedText"))
      #expect(!text.isEmpty && text != Self.sentence)
      #expect(json.list("alternatives").isEmpty && json.string("detectedLanguage", "language") == nil)
      let encoded = Self.sentence.replacing(" ", with: "+")
      let form = try await Self.form(client, "/translate", "q=\(encoded)&source=EN&target=spa&format=text")
      #expect(form.string("translatedText") == text)
      let query = try await client.send(.post, "/translate?q=\(encoded)&source=en&target=es")
      #expect(query.string("translatedText") == text)
    }
  }

  @Test func batchesKeepTheirPlacesAndDetectEachText() async throws {
    try await SampleServer().test { client in
      let reply = try await client.post(
        "/translate",
        #"{"q":["\#(Self.sentence)","😀 ",""],"source":"auto","target":"es","alternatives":2}"#)
      #expect(reply.list("translatedText").count == 3)
      #expect(reply.string("translatedText", 1) == "😀 " && reply.string("translatedText", 2) == "")
      #expect(reply.string("detectedLanguage", 0, "language") == "en")
      #expect((1...100).contains(reply.number("detectedLanguage", 0, "confidence") ?? 0))
      #expect(reply.number("detectedLanguage", 1, "confidence") == 0)
      #expect(reply.list("alternatives").count == 3 && reply.list("alternatives", 1).isEmpty)
      #expect(reply.list("alternatives", 0).count <= 2)
    }
  }

  @Test func marksOfHTMLComeBack() async throws {
    try await SampleServer().test { client in
      let reply = try await client.post(
        "/translate",
        #"{"q":"The <b>health centre</b> will be closed.","source":"en","target":"es","format":"html"}"#)
      let text = reply.string("translatedText") ?? ""
      #expect(text.contains("<b>") && text.contains("</b>"), "\(reply.text)")
    }
  }

  @Test func lineEndsOfFormsAreThoseOfTheText() async throws {
    try await SampleServer { $0.maximumCharacters = 3 }.test { client in
      let form = try await Self.form(client, "/translate", "q=a%0D%0Ab&source=en&target=es")
      #expect(form.status == 200, "\(form.text)")
      let json = try await client.post("/translate", #"{"q":"a\r\nb","source":"en","target":"es"}"#)
      #expect(json.string("error") == "Invalid request: request (4) exceeds text limit (3)")
    }
  }

  @Test(arguments: [
    (#"{"source":"en","target":"es"}"#, "Invalid request: missing q parameter"),
    (#"{"q":"","source":"zz"}"#, "Invalid request: missing q parameter"),
    (#"{"q":[],"source":"zz"}"#, "Invalid request: missing q parameter"),
    (#"{"q":null,"source":"zz"}"#, "Invalid request: missing q parameter"),
    (#"{"q":"x","target":"es"}"#, "Invalid request: missing source parameter"),
    (#"{"q":"x","source":"zz"}"#, "Invalid request: missing target parameter"),
    (
      #"{"q":["x","y","z"],"source":"zz","target":"yy","alternatives":"x"}"#,
      "Invalid request: alternatives: This field must be a whole number."
    ),
    (
      #"{"q":["x","y","z"],"source":"zz","target":"yy","alternatives":-1}"#,
      "Invalid request: alternatives: This must be from 0 to 10."
    ),
    (
      #"{"q":["x","y","0123456789ABCDE"],"source":"zz","target":"yy"}"#,
      "Invalid request: request (3) exceeds text limit (2)"
    ),
    (
      #"{"q":"0123456789ABCDE","source":"zz","target":"yy"}"#,
      "Invalid request: request (15) exceeds text limit (12)"
    ),
    (#"{"q":"x","source":"zz","target":"yy","format":"f"}"#, "zz is not supported"),
    (#"{"q":"x","source":"en","target":"yy","format":"f"}"#, "yy is not supported"),
    (#"{"q":"x","source":"es","target":"en","format":"f"}"#, "f format is not supported"),
    (#"{"q":"x","source":"es","target":"en","format":"xml"}"#, "xml format is not supported"),
    (
      #"{"q":"x","source":"es","target":"en"}"#,
      "English (en) is not available as a target language from Spanish (es)"
    ),
    (#"{"q":1,"source":"en","target":"es"}"#, "Invalid request: q: This field must be a string."),
    ("[]", "The body must be an object of JSON."),
  ])
  func requestsAreCheckedInTheOrderOfTheContract(_ body: String, _ error: String) async throws {
    let server = try SampleServer {
      $0.maximumCharacters = 12
      $0.maximumTexts = 2
    }
    try await server.test { client in
      let reply = try await client.post("/translate", body)
      #expect(reply.status == 400)
      #expect(reply.string("error") == error, "\(reply.text)")
    }
  }

  @Test func keysAreWantedByTheContractsStatuses() async throws {
    let server = try SampleServer { $0.anonymous = .off }
    try await server.test { client in
      let missing = try await client.post("/translate", #"{"q":"x","source":"en","target":"es"}"#)
      #expect(missing.status == 400 && missing.string("error")?.contains("api_key") == true)
      let wrong = try await Self.form(client, "/detect", "q=x&api_key=nothing")
      #expect(wrong.status == 403 && wrong.string("error") == "Invalid API key")
      let query = try await client.send(.post, "/detect?q=x&api_key=nothing")
      #expect(query.status == 403)
      // The languages are no secret, and a body with a GET does no harm.
      #expect(try await Self.form(client, "/languages", "api_key=nothing", .get).status == 200)
    }
  }

  @Test func tooManyRequestsAreSlowedDown() async throws {
    try await SampleServer { $0.requestsPerMinute = 1 }.test { client in
      var last = try await Self.form(client, "/detect", "q=hello")
      for _ in 0..<3 { last = try await Self.form(client, "/detect", "q=hello") }
      #expect(last.status == 429 && last.string("error")?.hasPrefix("Slowdown:") == true, "\(last.text)")
      #expect(last.headers[.retryAfter] != nil)
    }
  }

  @Test func detectionIsNeverEmpty() async throws {
    try await SampleServer().test { client in
      let english = try await client.post("/detect", #"{"q":"\#(Self.sentence)"}"#)
      #expect(english.string(0, "language") == "en", "\(english.text)")
      for text in ["😀", "1", "?"] {
        let reply = try await client.post("/detect", #"{"q":"\#(text)"}"#)
        #expect(reply.string(0, "language") != nil, "\(reply.text)")
      }
      #expect(
        try await client.post("/detect", "{}").string("error") == "Invalid request: missing q parameter")
    }
  }

  @Test func languagesAndSettings() async throws {
    try await SampleServer { $0.files = false }.test { client in
      let languages = try await client.get("/languages")
      #expect(
        languages.text
          == #"[{"code":"en","name":"English","targets":["en","es"]},{"code":"es","name":"Spanish","targets":["es"]}]"#
      )
      let settings = try await client.get("/frontend/settings")
      #expect(settings.number("charLimit") == 100_000)
      #expect(settings.string("language", "source", "code") == "auto")
      #expect(settings.string("language", "target", "name") == "Spanish")
      #expect(settings.list("supportedFilesFormat").isEmpty)
      #expect(try await client.post("/translate_file", "{}").status == 403)
    }
  }

  @Test(arguments: [
    ("GET", "/translate"), ("GET", "/detect"), ("POST", "/languages"), ("GET", "/suggest"),
    ("GET", "/translate_file"), ("POST", "/frontend/settings"),
  ])
  func otherMethodsAreNotAllowed(_ method: String, _ path: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.send(try #require(.init(method)), path)
      #expect(reply.status == 405)
      #expect(reply.headers[.allow]?.isEmpty == false)
      #expect(reply.string("error")?.isEmpty == false)
    }
  }

  @Test func pagesOfOtherOriginsMayReadErrorsToo() async throws {
    try await SampleServer().test { client in
      let reply = try await client.send(.post, "/translate", "{}", headers: [.origin: "https://a.example"])
      #expect(reply.status == 400 && reply.headers[.accessControlAllowOrigin] == "*")
    }
  }

  @Test func filesAreRefusedBeforeTheyAreTranslated() async throws {
    try await SampleServer().test { client in
      func send(_ parts: String) async throws -> String? {
        try await client.send(
          .post, "/translate_file", bytes: Data((parts + "--b--\r\n").utf8),
          headers: [.contentType: "multipart/form-data; boundary=b"]
        ).string("error")
      }
      func part(_ head: String, _ text: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\(head)\r\n\r\n\(text)\r\n"
      }
      let languages = part("source", "en") + part("target", "es")
      #expect(try await send(languages) == "Invalid request: missing file parameter")
      #expect(
        try await send(part("file; filename=\"a.txt\"", "x")) == "Invalid request: missing source parameter")
      for name in ["a.exe", "txt", "a.txt.zip", ""] {
        #expect(
          try await send(part("file; filename=\"\(name)\"", "x") + languages)
            == "Invalid request: file format not supported")
      }
      for name in ["x", "..%2f..%2fdata", String(repeating: "0", count: 96) + ".txt"] {
        let reply = try await client.get("/download_file/\(name)")
        #expect(reply.status == 404 && reply.string("error") != nil, "\(reply.text)")
      }
    }
  }

  @Test func suggestionsOfReadersChangeNothing() async throws {
    let word = "Zblorg is here."
    let suggestion = #"{"q":"\#(word)","s":"Zblorgo está aquí.","source":"en","target":"es"}"#
    let text = #"{"q":"\#(word)","source":"en","target":"es"}"#
    try await SampleServer { $0.anonymous = .translate }.test { client in
      let before = try await client.post("/translate", text).string("translatedText")
      #expect(try await client.post("/suggest", suggestion).text == #"{"success":true}"#)
      #expect(try await client.post("/translate", text).string("translatedText") == before)
      #expect(
        try await client.get("/v1/memory").string("units", 0, "origin") == TranslationUnit.suggestionOrigin)
    }
    try await SampleServer { $0.anonymous = .edit }.test { client in
      let reply = try await client.post("/suggest", suggestion)
      #expect(reply.status == 200)
      let translation = try await client.post("/translate", text)
      #expect(translation.string("translatedText") == "Zblorgo está aquí.")
    }
    try await SampleServer { $0.suggestions = false }.test { client in
      let refused = try await client.post("/suggest", suggestion)
      #expect(refused.status == 403)
    }
  }

  @Test(arguments: [
    #"{"s":"x","source":"en","target":"es"}"#, #"{"q":"x","source":"en","target":"es"}"#,
    #"{"q":"x","s":" ","source":"en","target":"es"}"#, #"{"q":"x","s":"y","source":"en","target":"en"}"#,
    #"{"q":"x","s":"y","source":"es","target":"en"}"#, #"{"q":"x","s":"y","source":"zz","target":"es"}"#,
  ])
  func suggestionsOfNothingAreRefused(_ body: String) async throws {
    try await SampleServer().test { client in
      let reply = try await client.post("/suggest", body)
      #expect(reply.status == 400 && reply.string("error") != nil, "\(reply.text)")
      #expect(try await client.get("/v1/memory").list("units").isEmpty)
    }
  }

  /// Every address of the document is there, with its method.
  @Test func theDocumentDescribesWhatIsThere() async throws {
    try await SampleServer().test { client in
      let reply = try await client.get("/spec")
      let document = try #require(
        try JSONSerialization.jsonObject(with: reply.body) as? [String: Any])
      let paths = try #require(document["paths"] as? [String: [String: Any]])
      #expect(paths.count == 8)
      for (path, methods) in paths {
        for method in methods.keys {
          let address = path.replacing("{name}", with: "x")
          let status = try await client.send(try #require(.init(method.uppercased())), address).status
          #expect(status != 405 && (status != 404 || path.contains("{name}")), "\(method) \(path)")
        }
      }
    }
  }

  @Test(arguments: [("pb", "pt-BR"), ("PT-br", "pt-BR"), ("zh", "zh"), ("zt", "zh")])
  func aliasesStandForTheirLanguages(_ code: String, _ meant: String) {
    // No model is for them here, so the code comes back as it came.
    #expect(throws: ServiceError.unsupportedLanguage(field: "target", code)) {
      try LibreTranslateLanguages.language(code, field: "target", ModelSet())
    }
    #expect(LibreTranslateLanguages.tag(code)?.bcp47 == meant)
  }
}
