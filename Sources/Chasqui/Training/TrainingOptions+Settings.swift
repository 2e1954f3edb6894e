private import Foundation

extension TrainingOptions {
  /// The options with single values replaced, each given as `name=value`, with a dot between the names of
  /// nested options: `phraseTable.sampleSize=1000`. The names are those that a manifest shows under
  /// `training.options`; `null` stands for no value.
  ///
  /// - Throws: `TrainingError.option` if there is no such option, or if it cannot have this value.
  public func setting(_ assignments: [String]) throws(TrainingError) -> TrainingOptions {
    guard !assignments.isEmpty else { return self }
    guard let encoded = try? JSONEncoder().encode(self),
      var tree = try? JSONSerialization.jsonObject(with: encoded) as? [String: Any]
    else { preconditionFailure("options are an object of JSON") }
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw .option("`\(assignment)` is not of the form name=value.")
      }
      let value =
        (try? JSONSerialization.jsonObject(with: Data(parts[1].utf8), options: .fragmentsAllowed)) ?? parts[1]
      let names = parts[0].split(separator: ".").map(String.init)
      guard Self.set(names[...], to: value, in: &tree) else {
        throw .option("There is no training option `\(parts[0])`; `chasqui models show --json` lists them.")
      }
    }
    do {
      return try JSONDecoder().decode(Self.self, from: JSONSerialization.data(withJSONObject: tree))
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      let name = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw .option("The training option `\(name)` cannot have this value.")
    } catch {
      throw .option("The training options cannot be used: \(error)")
    }
  }

  /// Sets the value under a path of names; optional options, which an encoding leaves out, may be new.
  private static func set(_ names: ArraySlice<String>, to value: Any, in tree: inout [String: Any]) -> Bool {
    guard let name = names.first else { return false }
    if names.count == 1 {
      guard tree[name] != nil || optionalNames.contains(name) else { return false }
      tree[name] = value is NSNull ? nil : value
      return true
    }
    guard var subtree = tree[name] as? [String: Any], set(names.dropFirst(), to: value, in: &subtree) else {
      return false
    }
    tree[name] = subtree
    return true
  }

  private static let optionalNames: Set<String> = [
    "hotPhraseOccurrences", "sourceSubwords", "targetSubwords",
  ]
}
