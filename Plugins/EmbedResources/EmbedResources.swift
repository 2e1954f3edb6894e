import Foundation
import PackagePlugin

/// Puts what lies in a target's folders named `Resources` into its code, as `PackageResources`.
///
/// The package manager's own `embedInCode` writes a number for each byte, which costs the compiler a minute for
/// 300 KB; this writes string literals, which cost it nothing.
@main struct EmbedResources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let files = try Self.resources(below: module.directoryURL)
    let output = context.pluginWorkDirectoryURL.appending(path: "PackageResources.swift")
    return [
      .buildCommand(
        displayName: "Embedding the resources of \(target.name)",
        executable: try context.tool(named: "ResourceEmbedder").url,
        arguments: [output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
    ]
  }

  private static func resources(below folder: URL) throws -> [URL] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { path in
      path.split(separator: "/").dropLast().last == "Resources" && !path.hasSuffix("/.DS_Store")
    }.sorted().map { folder.appending(path: $0) }
  }
}
