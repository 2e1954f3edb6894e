private import Foundation

/// A list of public corpora: what they are, under which licence, and where they come from.
///
/// The built-in catalogue is `corpora/catalogue.json` of the source tree, which is compiled in; a program may
/// read another one.
public struct CorpusCatalogue: Sendable, Codable, Equatable {
  /// What a corpus is for.
  public enum Kind: String, Sendable, Codable {
    case parallel
    /// Meant for tests: keep it out of training.
    case evaluation
    case monolingual
  }

  /// How the files of a corpus are packed.
  public enum Packing: String, Sendable, Codable {
    case none
    case zip
    case gzip
    case tarGzip = "tar.gz"
  }

  /// What is inside.
  public enum Format: String, Sendable, Codable {
    /// Two files, parallel line by line.
    case lines
    case tsv
    case csv
    case tmx
    case xml
    /// Files of other shapes; see the page.
    case other
  }

  /// A corpus.
  public struct Entry: Sendable, Codable, Equatable, Identifiable {
    public let id: String
    public let name: String
    public let kind: Kind
    /// The code of each language, ISO 639-3, with the tag that files of the corpus use.
    public let languages: [String: String]
    /// The pairs of languages that addresses are known for, such as `spa-aym`.
    public let pairs: [String]
    /// The number of pairs of segments for each of `pairs` for which it is known; rounded.
    public let sizes: [String: Int]?
    /// An SPDX identifier where there is one, otherwise a sentence.
    public let licence: String
    /// Whether the licence lets one share what is made of the corpus.
    public let isFree: Bool
    /// The public page of the corpus.
    public let page: String
    /// Addresses of files: `{pair}` stands for both tags in alphabetical order, `{source}` and `{target}` for
    /// the tags of a pair as it is written in `pairs`. Empty where only the page is known.
    public let files: [String]
    public let packing: Packing
    public let format: Format
    /// The SHA-256 of files by address, where it is known.
    public let sha256: [String: String]?
    public let notes: String?

    /// The addresses of the files for two languages; empty if there are none.
    public func addresses(_ a: String, _ b: String) -> [String] {
      guard let pair = pairs.first(where: { $0 == "\(a)-\(b)" || $0 == "\(b)-\(a)" }) else { return [] }
      let tags = pair.split(separator: "-").map { languages[String($0)] ?? String($0) }
      guard tags.count == 2 else { return [] }
      let sorted = tags.sorted().joined(separator: "-")
      var result: [String] = []
      for file in files {
        let address = file.replacing("{pair}", with: sorted).replacing("{source}", with: tags[0])
          .replacing("{target}", with: tags[1])
        if !result.contains(address) { result.append(address) }
      }
      return result
    }

    /// The number of pairs for two languages, if it is known; rounded.
    public func size(_ a: String, _ b: String) -> Int? { sizes?["\(a)-\(b)"] ?? sizes?["\(b)-\(a)"] }
  }

  /// The version of this format; 1 is known.
  public let version: Int
  public let entries: [Entry]

  public init(entries: [Entry]) {
    version = 1
    self.entries = entries
  }

  /// Reads a catalogue.
  ///
  /// - Throws: `CorpusError` if the file is missing or is no catalogue, or one of a newer version.
  public init(path: String) throws(CorpusError) {
    try self.init(json: try FileBytes.load(path), file: path)
  }

  /// The catalogue that came with this program.
  public static let builtIn: CorpusCatalogue = {
    do {
      return try CorpusCatalogue(json: PackageResources.catalogue_json, file: "catalogue.json")
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The entry with an identifier.
  public func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }

  /// The corpora that have both languages; those with a known address for the pair come first.
  public func corpora(_ a: String, _ b: String) -> [Entry] {
    let both = entries.filter { $0.languages[a] != nil && $0.languages[b] != nil }
    return both.filter { !$0.addresses(a, b).isEmpty } + both.filter { $0.addresses(a, b).isEmpty }
  }

  private init(json: [UInt8], file: String) throws(CorpusError) {
    struct Header: Codable { let version: Int }
    do {
      let header = try JSONDecoder().decode(Header.self, from: Data(json))
      guard header.version == 1 else {
        throw CorpusError(
          .unsupported, file: file, "The catalogue has version \(header.version); 1 is known.",
          advice: "Update this program.")
      }
      self = try JSONDecoder().decode(CorpusCatalogue.self, from: Data(json))
    } catch let error as CorpusError {
      throw error
    } catch {
      throw CorpusError(
        .malformed, file: file, "This is not a catalogue: \(Self.reason(error))",
        advice: "Compare it with corpora/catalogue.json of the source tree.")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      "«\(key.stringValue)» is missing\(place(context))."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(context.debugDescription)\(place(context))"
    default: "\(error.localizedDescription)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map(\.stringValue).joined(separator: "/")
    return path.isEmpty ? "" : " in \(path)"
  }
}
