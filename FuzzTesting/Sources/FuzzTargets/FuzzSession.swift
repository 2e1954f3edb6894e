internal import Documents
private import Foundation
internal import Terminology

/// Runs one target on many inputs, with the files that it needs in a folder.
public final class FuzzSession {
  private let target: FuzzTarget
  private let folder: String
  private let model: ModelSubject?

  /// - Parameters:
  ///   - folder: where files are put while the session lives; the caller removes it.
  public init(_ target: FuzzTarget, folder: String) throws {
    self.target = target
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let needsModel = target.modelFile != nil || target == .package
    model = needsModel ? try ModelSubject(target: target, folder: folder) : nil
  }

  /// Reads `bytes` as the target does, and uses what comes of it. Errors are fine, traps are found.
  public func run(_ bytes: UnsafeRawBufferPointer) {
    switch target {
    case .tsv, .tmx, .xliff, .po, .mo: CorpusSubject.read(bytes, format: target.rawValue, folder: folder)
    case .lines: CorpusSubject.readLines(bytes, folder: folder)
    case .arpa: ARPASubject.read(bytes, folder: folder)
    case .tbx: GlossarySubject.read(bytes, format: .tbx)
    case .csv: GlossarySubject.read(bytes, format: .csv)
    case .xlsx: GlossarySubject.read(bytes, format: .xlsx)
    case .text: DocumentSubject.read(bytes, format: .text)
    case .html: DocumentSubject.read(bytes, format: .html)
    case .commaTable: DocumentSubject.read(bytes, format: .csv)
    case .markdown: DocumentSubject.read(bytes, format: .markdown)
    case .srt: DocumentSubject.read(bytes, format: .srt)
    case .vtt: DocumentSubject.read(bytes, format: .vtt)
    case .xml: DocumentSubject.read(bytes, format: .xml)
    default: model?.use(bytes)
    }
  }

  /// Writes inputs to start from, made of the starter corpus.
  public func writeSeeds(to path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let seeds: [[UInt8]]
    switch target {
    case .tsv, .tmx, .xliff, .po, .mo, .lines: seeds = try CorpusSubject.seeds(target, folder: folder)
    case .arpa: seeds = try ARPASubject.seeds(folder: folder)
    case .tbx: seeds = try GlossarySubject.seeds(.tbx)
    case .csv: seeds = try GlossarySubject.seeds(.csv)
    case .xlsx: seeds = try GlossarySubject.seeds(.xlsx)
    case .text: seeds = try DocumentSubject.seeds(.text)
    case .html: seeds = try DocumentSubject.seeds(.html)
    case .commaTable: seeds = try DocumentSubject.seeds(.csv)
    case .markdown: seeds = try DocumentSubject.seeds(.markdown)
    case .srt: seeds = try DocumentSubject.seeds(.srt)
    case .vtt: seeds = try DocumentSubject.seeds(.vtt)
    case .xml: seeds = try DocumentSubject.seeds(.xml)
    default: seeds = try model?.seeds() ?? []
    }
    for (index, seed) in seeds.enumerated() {
      try Data(seed).write(to: URL(fileURLWithPath: "\(path)/seed-\(index)"))
    }
  }
}

/// The first pairs of the starter corpus.
enum StarterPairs {
  static func load(_ count: Int) throws -> [(source: String, target: String)] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../corpora/starter/health.tsv").standardizedFileURL
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst().prefix(count)
      .compactMap { row in
        let cells = row.split(separator: "\t")
        // The files have Spanish first.
        return cells.count < 2 ? nil : (String(cells[1]), String(cells[0]))
      }
  }
}

enum FuzzFile {
  static func write(_ bytes: some Sequence<UInt8>, to path: String) {
    // A disk that is full would make every input look harmless.
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      fatalError("\(error)")
    }
  }
}
