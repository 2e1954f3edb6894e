internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What the pages have to know of the server.
struct PageSettings: Sendable {
  /// The longest text that a request may have, in code points.
  var maximumCharacters = 100_000
}

/// Adds the pages for people, `/`, `/glossary` and `/docs`, and what they load, `/assets/NAME`.
///
/// A page comes in the language that the query asks for (`?lang=es`), else the one that was chosen on a page
/// (a cookie), else the browser's. All of it is embedded in the program, and made once, when this is called.
func addPages(to router: some RouterMethods<some RequestContext>, settings: PageSettings = PageSettings()) {
  for page in Page.allCases {
    let versions = Dictionary(
      uniqueKeysWithValues: PageLanguage.allCases.map { language in
        (language, PageFile(page.html(in: language, settings: settings), type: .html))
      })
    router.get(RouterPath(page.path)) { request, _ in
      versions[PageLanguage.preferred(by: request)]!.response(
        to: request, varying: "Accept-Language, Cookie")
    }
  }
  let assets = PageAssets.files.mapValues { PageFile($0.content, type: $0.type) }
  router.get("/assets/:name") { request, context in
    guard let name = context.parameters.get("name"), let file = assets[name] else {
      throw HTTPError(.notFound, message: "There is no such file.")
    }
    return file.response(to: request)
  }
}

/// A page for people.
enum Page: CaseIterable {
  case translate
  case glossary
  case documentation

  var path: String {
    switch self {
    case .translate: "/"
    case .glossary: "/glossary"
    case .documentation: "/docs"
    }
  }

  private var template: [UInt8] {
    switch self {
    case .translate: PackageResources.translate_html
    case .glossary: PackageResources.glossary_html
    case .documentation: PackageResources.docs_html
    }
  }

  /// The page with the texts of a language.
  func html(in language: PageLanguage, settings: PageSettings) -> [UInt8] {
    let template = PageTemplate(
      template,
      parts: [
        "head": PackageResources.head_html, "header": PackageResources.header_html,
        "footer": PackageResources.footer_html,
      ])
    var texts = language.texts
    texts["language"] = language.rawValue
    texts["maximumCharacters"] = String(settings.maximumCharacters)
    return template.filled(with: texts)
  }
}
