/// Which dialect an address belongs to, for what is answered before a route of the dialect is found.
enum AddressDialect {
  /// - Parameter path: of a request, or the template of a route.
  static func dialect(of path: String) -> any ReplyDialect {
    let first = path.split(separator: "/").first.map(String.init) ?? ""
    return switch first {
    case "v2", "v3": DeepLDialect()
    case "translate", "detect", "languages", "suggest", "translate_file", "download_file", "frontend", "spec":
      LibreTranslateDialect()
    case "listPairs", "listLanguageNames", "identifyLang": ApertiumDialect()
    default: ProblemDialect()
    }
  }
}
