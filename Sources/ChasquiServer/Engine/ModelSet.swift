internal import Chasqui
internal import Text

/// The models that serve at one time, and the ways through them. A value: a request keeps the one that it
/// began with.
struct ModelSet: Sendable {
  /// By name.
  var ready: [LoadedModel] = []
  /// Models that are there but cannot serve, and why, by name.
  var failed: [(name: String, path: String, problem: String)] = []

  /// The models to go through from `source` to `target`: one, or two by way of a third language; nil if there
  /// is no way.
  ///
  /// Of several models for a pair, the first by the order of the store serves. The third language is the one
  /// whose weaker model has seen the most pairs.
  func route(from source: LanguageTag, to target: LanguageTag) -> [LoadedModel]? {
    if let direct = model(from: source.code, to: target.code) { return [direct] }
    var best: (models: [LoadedModel], pairs: Int)?
    for first in ready where first.source == source.code && first.target != target.code {
      guard let second = model(from: first.target, to: target.code) else { continue }
      let pairs = min(first.model.manifest.training.pairs, second.model.manifest.training.pairs)
      if best == nil || pairs > best!.pairs { best = ([first, second], pairs) }
    }
    return best?.models
  }

  /// The languages from which there is a way to somewhere, in the order of their codes.
  var sources: [LanguageTag] { unique(ready.map(\.model.sourceLanguage)) }

  /// The languages to which there is a way from `source`, in the order of their codes.
  func targets(from source: LanguageTag) -> [LanguageTag] {
    unique(ready.map(\.model.targetLanguage)).filter {
      $0.code != source.code && route(from: source, to: $0) != nil
    }
  }

  /// All languages, in the order of their codes.
  var languages: [LanguageTag] {
    unique(ready.flatMap { [$0.model.sourceLanguage, $0.model.targetLanguage] })
  }

  private func model(from source: String, to target: String) -> LoadedModel? {
    ready.first { $0.source == source && $0.target == target }
  }

  private func unique(_ languages: [LanguageTag]) -> [LanguageTag] {
    var seen: Set<String> = []
    return languages.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
  }
}

extension LoadedModel {
  var source: String { model.sourceLanguage.code }
  var target: String { model.targetLanguage.code }
}
