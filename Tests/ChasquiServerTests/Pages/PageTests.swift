import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ChasquiServer

struct PageTests {
  private func withPages(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
    let router = Router()
    addPages(to: router, settings: PageSettings(maximumCharacters: 1234))
    try await Application(router: router).test(.router) { try await body($0) }
  }

  @Test(arguments: ["/", "/glossary", "/docs"])
  func pagesSpeakEveryLanguage(path: String) async throws {
    try await withPages { client in
      for language in PageLanguage.allCases {
        try await client.execute(uri: "\(path)?lang=\(language.rawValue)", method: .get) { response in
          let html = String(buffer: response.body)
          #expect(response.status == .ok)
          #expect(response.headers[.contentType] == "text/html; charset=utf-8")
          #expect(response.headers[.vary] == "Accept-Language, Cookie")
          #expect(html.contains(#"<html lang="\#(language.rawValue)">"#))
          #expect(!html.contains("{{"))
        }
      }
    }
  }

  @Test func languageComesFromQueryThenCookieThenBrowser() async throws {
    try await withPages { client in
      let choices: [(String, HTTPFields, String)] = [
        ("/?lang=fr", [.cookie: "chasqui-language=pt", .acceptLanguage: "es"], "fr"),
        ("/?lang=pt-BR", [:], "pt"),
        ("/?lang=xx", [.cookie: "chasqui-language=pt", .acceptLanguage: "es"], "pt"),
        ("/", [.acceptLanguage: "es-BO,es;q=0.9,en;q=0.8"], "es"),
        ("/", [:], "en"),
      ]
      for (uri, headers, language) in choices {
        try await client.execute(uri: uri, method: .get, headers: headers) { response in
          #expect(String(buffer: response.body).contains(#"<html lang="\#(language)">"#))
        }
      }
    }
  }

  @Test(arguments: [
    ("", PageLanguage.english), ("de, fr;q=0.5", .french), ("en;q=0.2, es;q=0.8", .spanish),
    ("pt;q=0, fr", .french),
    ("es;q=abc", .english), ("*", .english), (";;,,=", .english), ("FR-ca", .french),
    (String(repeating: "x,", count: 5000) + "fr", .english),
  ])
  func browsersLanguagesAreWeighed(field: String, language: PageLanguage) {
    #expect(PageLanguage.preferred(among: field) == language)
  }

  @Test func everythingIsProtectedAndNothingIsInline() async throws {
    try await withPages { client in
      for path in ["/", "/glossary", "/docs", "/assets/translate.js", "/assets/en.json"] {
        try await client.execute(uri: path, method: .get) { response in
          let policy = response.headers[.contentSecurityPolicy] ?? ""
          #expect(policy.hasPrefix("default-src 'self';"))
          #expect(policy.contains("frame-ancestors 'none'"))
          #expect(!policy.contains("unsafe"))
          #expect(response.headers[.xContentTypeOptions] == "nosniff")
          #expect(response.headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
          #expect(response.headers[HTTPField.Name("Permissions-Policy")!] != nil)
          let text = String(buffer: response.body)
          if path.hasPrefix("/assets") { return }
          #expect(!text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick="))
          #expect(
            text.ranges(of: "<script").count == text.ranges(of: "<script src=").count
              + text.ranges(of: #"<script type="module" src="#).count)
          #expect(!text.contains("http://") && !text.contains("https://"))
        }
      }
    }
  }

  @Test func knownFilesAreNotSentAgain() async throws {
    try await withPages { client in
      for path in ["/?lang=es", "/assets/base.css"] {
        let tag = try await client.execute(uri: path, method: .get) { $0.headers[.eTag] }
        let name = try #require(tag)
        for field in [name, "W/\(name)", "\"other\", \(name)", "*"] {
          try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: field]) { response in
            #expect(response.status == .notModified)
            #expect(response.body.readableBytes == 0)
            #expect(response.headers[.eTag] == name)
          }
        }
        try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "\"other\""]) { response in
          #expect(response.status == .ok)
        }
      }
    }
  }

  @Test func filesHaveTheirTypes() async throws {
    try await withPages { client in
      for (name, type) in [
        ("base.css", "text/css; charset=utf-8"), ("api.js", "text/javascript; charset=utf-8"),
        ("fr.json", "application/json; charset=utf-8"), ("mark.svg", "image/svg+xml"),
      ] {
        try await client.execute(uri: "/assets/\(name)", method: .get) { response in
          #expect(response.headers[.contentType] == type)
        }
      }
      for name in ["nothing.js", "..%2F..%2Fetc%2Fpasswd", "translate.html", "%00"] {
        try await client.execute(uri: "/assets/\(name)", method: .get) { #expect($0.status == .notFound) }
      }
    }
  }

  @Test func everyFileThatIsAskedForIsThere() throws {
    for (name, file) in PageAssets.files {
      let text = String(decoding: file.content, as: UTF8.self)
      for match in text.matches(of: #/from "\./([\w.]+)"/#) {
        #expect(PageAssets.files[String(match.1)] != nil, "\(name) imports \(match.1)")
      }
      #expect(
        !text.contains("innerHTML") && !text.contains("insertAdjacentHTML")
          && !text.contains("document.write"))
      #expect(!text.contains("eval("))
    }
    for page in Page.allCases {
      let html = String(decoding: page.html(in: .english, settings: PageSettings()), as: UTF8.self)
      for match in html.matches(of: #/"/assets/([\w.]+)/#) {
        #expect(PageAssets.files[String(match.1)] != nil, "\(page.path) loads \(match.1)")
      }
    }
  }

  @Test func templatesKeepTextsTexts() {
    let template = PageTemplate(
      Array(#"<p title="{{a}}">{{>part}}</p>"#.utf8), parts: ["part": Array("{{b}}".utf8)])
    let html = template.filled(with: ["a": #"" onclick='x'"#, "b": "<script>&{{a}}"])
    #expect(
      String(decoding: html, as: UTF8.self)
        == "<p title=\"&quot; onclick=&#39;x&#39;\">&lt;script&gt;&amp;{{a}}</p>")
  }
}
