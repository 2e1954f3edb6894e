internal import ArgumentParser
internal import Chasqui
private import Foundation
internal import Storage

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show, pack, install and verify models.",
    discussion: """
      Models are looked for in the folders of CHASQUI_MODELS (separated by colons), or else in ./models \
      and ~/.local/share/chasqui/models.

      Examples:
        chasqui models list
        chasqui models show spa-aym
        chasqui models pack spa-aym -o spa-aym.chasqui
        chasqui models install spa-aym.chasqui
      """,
    subcommands: [List.self, Show.self, Pack.self, Install.self, Verify.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the installed models.",
      discussion: """
        Example:
          chasqui models list --json
        """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let entries = ModelStore().list()
      if json {
        Console.output(try JSONOutput.pretty(entries.map(\.manifest)))
        return
      }
      if entries.isEmpty {
        Console.say(
          "No models in \(ModelStore().folders.joined(separator: ", ")). Train one with `chasqui train`.")
      }
      for entry in entries {
        let manifest = entry.manifest
        Console.output(
          "\(PathParts(entry.path).name)\t\(manifest.sourceLanguage) → "
            + "\(manifest.targetLanguage)\t\(manifest.training.pairs) pairs\t\(entry.path)\n")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the model card, or the manifest as JSON.",
      discussion: """
        Examples:
          chasqui models show spa-aym
          chasqui models show models/spa-aym --json
        """)

    @Argument(help: "A model's name or folder.")
    var model: String

    @Flag(help: "Print the manifest.")
    var json = false

    @Flag(help: "Print the weights and how they were tuned, as JSON, for `chasqui train --weights`.")
    var weights = false

    func validate() throws {
      if json, weights { throw ValidationError("--json prints the weights too: one of the two is enough.") }
    }

    func run() throws {
      let manifest = try TranslationModel(path: ModelStore().path(of: model)).manifest
      if weights {
        Console.output(try JSONOutput.pretty(TunedWeights(manifest)))
      } else {
        Console.output(json ? try JSONOutput.pretty(manifest) : ModelCard(manifest).markdown)
      }
    }
  }

  struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a model as one file.",
      discussion: """
        Examples:
          chasqui models pack spa-aym -o spa-aym.chasqui
          chasqui models pack spa-aym -o - | ssh server 'cat > spa-aym.chasqui'
        """)

    @Argument(help: "A model's name or folder.")
    var model: String

    @Option(name: .shortAndLong, help: "The file to write, - for standard output.")
    var output: String

    func run() throws {
      try AtomicOutput.check(output)
      let model = ModelStore().path(of: model)
      try AtomicOutput.file(at: output) { try ModelStore.pack(model, to: $0) }
    }
  }

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Install a packed model.",
      discussion: """
        Examples:
          chasqui models install spa-aym.chasqui
          chasqui models install spa-aym.chasqui --name spa-aym-2
        """)

    @Argument(help: "The file that `models pack` wrote.")
    var file: String

    @Option(help: "The name to install it under; that of the file by default.")
    var name: String?

    func run() throws {
      Console.output(try ModelStore().install(file, name: name) + "\n")
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a whole model and compare its checksums.",
      discussion: """
        Example:
          chasqui models verify spa-aym
        """)

    @Argument(help: "A model's name or folder.")
    var model: String

    func run() throws {
      let model = try TranslationModel(path: ModelStore().path(of: model))
      try model.verify()
      Console.say("\(model.path): all \(model.manifest.files.count) files are as they were written.")
    }
  }
}
