import Testing

@testable import ChasquiServer

struct PageMessageTests {
  private let english = PageLanguage.english.messages

  @Test(arguments: PageLanguage.allCases)
  func languagesAreComplete(language: PageLanguage) {
    let messages = language.messages
    #expect(Set(messages.keys) == Set(english.keys))
    for (key, message) in messages {
      let texts = Self.texts(message)
      #expect(texts.allSatisfy { !$0.isEmpty && $0 == $0.trimmingSpaces() }, "\(key)")
      // A number may be left out where its plural category is a single number, but here all are written.
      let places = Self.texts(english[key]!).map(Self.places)
      #expect(texts.allSatisfy { Self.places($0) == places[0] }, "\(key) in \(language)")
    }
  }

  /// The categories that CLDR has for cardinal numbers in the language.
  @Test(arguments: [
    (PageLanguage.english, ["one", "other"]), (.spanish, ["many", "one", "other"]),
    (.portuguese, ["many", "one", "other"]), (.french, ["many", "one", "other"]),
  ])
  func pluralsHaveTheirForms(language: PageLanguage, categories: [String]) {
    for (key, message) in language.messages {
      if case .plural(let forms) = message { #expect(forms.keys.sorted() == categories, "\(key)") }
    }
  }

  @Test(arguments: PageLanguage.allCases)
  func scriptsAskOnlyForMessagesThatAreThere(language: PageLanguage) {
    let messages = language.messages
    for (name, file) in PageAssets.files where name.hasSuffix(".js") {
      let script = String(decoding: file.content, as: UTF8.self)
      for match in script.matches(of: #/message\("([\w.-]+)"/#) {
        #expect(messages[String(match.1)] != nil, "\(name): \(match.1)")
      }
      for match in script.matches(of: #/message\(`([\w.]+\.)\$/#) {
        #expect(messages.keys.contains { $0.hasPrefix(match.1) }, "\(name): \(match.1)")
      }
    }
  }

  private static func texts(_ message: PageLanguage.Message) -> [String] {
    switch message {
    case .text(let text): [text]
    case .plural(let forms): forms.keys.sorted().map { forms[$0]! }
    }
  }

  private static func places(_ text: String) -> Set<String> {
    Set(text.matches(of: #/\{(\w+)\}/#).map { String($0.1) })
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
