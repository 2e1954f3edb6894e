private import Foundation
private import Yams

/// Reads the YAML file: one map of settings.
enum ConfigurationFile {
  static func read(
    _ path: String, into outcome: inout ConfigurationSources.Outcome
  ) throws(ConfigurationError) {
    let text: String
    do {
      text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    } catch {
      throw ConfigurationError(path, "it cannot be read as text in UTF-8: \(error.localizedDescription)")
    }
    try read(text: text, path: path, into: &outcome)
  }

  /// - Parameter path: how messages call the file.
  static func read(
    text: String, path: String, into outcome: inout ConfigurationSources.Outcome
  ) throws(ConfigurationError) {
    // A file of comments alone has no node.
    guard let root = try node(text, path: path), root.null == nil else { return }
    guard let mapping = root.mapping else {
      throw ConfigurationError(
        place(of: root, path), "settings were expected, one a line, such as `port: 8080`.")
    }
    let settings = Dictionary(uniqueKeysWithValues: ServerSetting.all.map { ($0.key, $0) })
    let names = NearestName(Array(settings.keys))
    for (key, value) in mapping {
      let name = key.scalar?.string ?? "?"
      guard let setting = settings[name] else {
        let advice = names.nearest(to: name).map { "\($0) is one." } ?? "`chasqui serve --help` lists them."
        throw ConfigurationError("\(place(of: key, path)): \(name)", "there is no such setting; \(advice)")
      }
      try outcome.set(
        setting, try values(value, of: setting, at: "\(place(of: key, path)): \(name)"),
        at: place(of: key, path), areSeparate: value.sequence != nil)
    }
  }

  private static func values(
    _ node: Node, of setting: ServerSetting, at place: String
  ) throws(ConfigurationError) -> [String] {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    var result: [String] = []
    for node in nodes {
      guard let scalar = node.scalar else {
        throw ConfigurationError(place, "a value was expected, not a group of settings.")
      }
      result.append(node.null == nil ? scalar.string : "")
    }
    return result
  }

  private static func node(_ text: String, path: String) throws(ConfigurationError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw ConfigurationError("\(path):\(mark.line)", "this is not YAML: \(problem).")
      case .duplicatedKeysInMapping(let duplicates, let context):
        throw ConfigurationError(
          "\(path):\(context.mark.line)", "\(duplicates.sorted().joined(separator: ", ")) stands there twice."
        )
      default:
        throw ConfigurationError(path, "this is not YAML: \(error)")
      }
    } catch {
      throw ConfigurationError(path, "this is not YAML: \(error)")
    }
  }

  private static func place(of node: Node, _ path: String) -> String {
    "\(path):\(node.mark?.line ?? 1)"
  }
}
