private import Foundation
public import Storage

/// The installed models of a machine: the folders in which they are looked for, packing and installing.
public struct ModelStore: Sendable {
  /// The folders, in the order in which they are searched.
  public let folders: [String]

  /// `CHASQUI_MODELS` (folders separated by colons) if it is set, otherwise `models` in the working folder
  /// and `chasqui/models` in the user's data folder.
  public init(environment: [String: String]? = nil) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    if let list = environment["CHASQUI_MODELS"], !list.isEmpty {
      folders = list.split(separator: ":").map(String.init)
    } else {
      let data =
        environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
      folders = ["models", "\(data)/chasqui/models"]
    }
  }

  public init(folders: [String]) {
    self.folders = folders
  }

  /// Where new models are put.
  public var installationFolder: String { folders.first ?? "models" }

  /// The folder of the model that `name` names: a path, or a model of the store.
  public func path(of name: String) -> String {
    if FileManager.default.fileExists(atPath: "\(name)/\(ModelFiles.manifest)") { return name }
    for folder in folders {
      let path = "\(folder)/\(name)"
      if FileManager.default.fileExists(atPath: "\(path)/\(ModelFiles.manifest)") { return path }
    }
    return name
  }

  /// The file with the weights that `name` names: that of a model, or one of its own.
  public func weightsFile(of name: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    if exists, !isFolder.boolValue { return name }
    return "\(path(of: name))/\(ModelFiles.manifest)"
  }

  /// A model of the store, by its manifest.
  public struct Entry: Sendable {
    public var path: String
    public var manifest: ModelManifest
  }

  /// The models of the store, by name. Folders that hold no readable model are left out.
  public func list() -> [Entry] {
    var entries: [Entry] = []
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where !name.contains(".tmp-") && !name.contains(".old-") {
        let path = "\(folder)/\(name)"
        guard let manifest = try? ModelManifest.read(from: "\(path)/\(ModelFiles.manifest)") else { continue }
        entries.append(Entry(path: path, manifest: manifest))
      }
    }
    return entries
  }

  /// Finds out, before long work, whether a model can be written to `path`.
  ///
  /// - Throws: `StorageError` if something else stands there, or nothing can be written.
  public static func checkDestination(_ path: String) throws(StorageError) {
    _ = try AtomicDirectory(destination: path, marker: ModelFiles.manifest)
  }

  /// Writes the model in the folder `path` as one file.
  ///
  /// - Throws: `StorageError` if the model is incomplete or damaged, or the file cannot be written.
  public static func pack(_ path: String, to file: String) throws(StorageError) {
    let model = try TranslationModel(path: path)
    try model.verify()
    let names = [ModelFiles.manifest, ModelFiles.card] + model.manifest.files.map(\.name)
    var sizes: [UInt64] = []
    var bytes: [UInt8] = []
    for name in names {
      let content = try MappedFile(path: "\(path)/\(name)")
      sizes.append(UInt64(content.count))
      bytes.append(contentsOf: content.bytes)
    }
    var writer = try SectionWriter(path: file)
    try writer.append("PNAM", Array(names.joined(separator: "\n").utf8))
    try writer.append("PSIZ", sizes)
    try writer.append("PDAT", bytes)
    try writer.commit()
  }

  /// Unpacks a model that `pack` wrote into the store; gives its folder.
  ///
  /// The checksums of the package and of the model are verified before the model appears.
  public func install(_ file: String, name: String? = nil) throws(StorageError) -> String {
    let package = try SectionFile(path: file)
    try package.verifyChecksums()
    let names = String(decoding: try package.elements("PNAM", as: UInt8.self), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let sizes = try package.elements("PSIZ", as: UInt64.self)
    let bytes = UnsafeRawBufferPointer(try package.elements("PDAT", as: UInt8.self))
    let total = sizes.reduce((sum: UInt64(0), overflow: false)) { sum, size in
      let (next, overflow) = sum.sum.addingReportingOverflow(size)
      return (next, sum.overflow || overflow)
    }
    guard names.count == sizes.count, !total.overflow, total.sum == UInt64(bytes.count),
      names.allSatisfy({ !$0.contains("/") && !$0.hasPrefix(".") })
    else {
      throw StorageError(
        .damaged, file: file, "This is not a packed model.",
        advice: "Pack it again with `chasqui models pack`.")
    }
    let path = "\(installationFolder)/\(try Self.checked(name ?? PathParts(file).stem))"
    let directory = try AtomicDirectory(destination: path, marker: ModelFiles.manifest)
    var start = 0
    for (name, size) in zip(names, sizes) {
      let end = start + Int(size)
      let output = try AtomicFile(path: "\(directory.temporaryPath)/\(name)")
      try output.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      try output.commit()
      start = end
    }
    try TranslationModel(path: directory.temporaryPath).verify()
    try directory.commit()
    return path
  }

  /// A name that is one folder of the store, and none that is hidden.
  private static func checked(_ name: String) throws(StorageError) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 200,
      !name.contains(where: { $0 == "/" || $0.isNewline || $0 == "\0" })
    else {
      throw StorageError(
        .inputOutput, file: name, "A model cannot have this name.",
        advice: "Give it one without slashes that does not begin with a dot.")
    }
    return name
  }
}
