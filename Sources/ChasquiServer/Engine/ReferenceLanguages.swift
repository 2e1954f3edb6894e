private import Foundation
internal import Text

/// Tells apart the languages of the starter corpora, which have the same sentences in each of them: what models serve
/// does not matter here.
enum ReferenceLanguages {
  /// nil where no file can be written.
  static let identifier: LanguageIdentifier? = {
    var builder = LanguageIdentifierBuilder()
    for corpus in corpora {
      let rows = String(decoding: corpus, as: UTF8.self).split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false)
      }
      guard let languages = rows.first else { continue }
      for row in rows.dropFirst() {
        for (language, text) in zip(languages, row) {
          builder.add(text: String(text), language: String(language))
        }
      }
    }
    return try? builder.identifier()
  }()

  private static var corpora: [[UInt8]] {
    [
      PackageResources.education_tsv, PackageResources.everyday_tsv, PackageResources.health_tsv,
      PackageResources.law_tsv, PackageResources.public_services_tsv,
    ]
  }
}

extension LanguageIdentifierBuilder {
  /// What was counted, by way of a file that nobody else sees.
  func identifier() throws -> LanguageIdentifier {
    let file = FileManager.default.temporaryDirectory.path + "/chasqui-languages-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try write(to: file)
    return try LanguageIdentifier(path: file)
  }
}
