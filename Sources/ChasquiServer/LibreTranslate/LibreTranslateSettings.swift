internal import Chasqui
internal import Documents
internal import Text

/// The reply of `/frontend/settings`: what a page of LibreTranslate asks before it begins.
struct LibreTranslateSettings: Encodable, Sendable {
  struct Language: Encodable, Sendable {
    var code: String
    var name: String
  }

  struct Languages: Encodable, Sendable {
    var source: Language
    var target: Language
  }

  /// Code points in a request.
  var charLimit: Int
  /// Milliseconds after the last key before a page translates.
  var frontendTimeout = 500
  var apiKeys = true
  var keyRequired: Bool
  var suggestions: Bool
  var filesTranslation: Bool
  var supportedFilesFormat: [String]
  /// What a page shows at first.
  var language: Languages

  init(_ services: Services) {
    let configuration = services.configuration
    charLimit = configuration.maximumCharacters
    keyRequired = configuration.anonymousAccess == .off
    suggestions = configuration.suggestions
    filesTranslation = configuration.files
    supportedFilesFormat = configuration.files ? DocumentFormat.fileEndings : []
    let target = services.registry.current.ready.first?.model.targetLanguage
    language = Languages(
      source: Language(code: "auto", name: "Auto Detect"),
      target: Language(code: target?.bcp47 ?? "es", name: target?.englishName ?? "Spanish"))
  }
}
