internal import Decoding
internal import Text

/// The model card: what a person should know of a model before they rely on it.
public struct ModelCard {
  private let manifest: ModelManifest

  public init(_ manifest: ModelManifest) {
    self.manifest = manifest
  }

  public var markdown: String {
    var lines = [
      "# \(manifest.name)",
      "",
      "A statistical translation model from \(name(manifest.sourceLanguage)) to "
        + "\(name(manifest.targetLanguage)), trained with Chasqui \(manifest.toolkitVersion).",
      "",
      "## What it was trained on",
      "",
      "| corpus | pairs | weight | licence | checksum (XXH64) |",
      "|---|---|---|---|---|",
    ]
    for corpus in manifest.corpora {
      lines.append(
        "| \(corpus.name) | \(corpus.pairs) | \(corpus.weight) | \(corpus.licence ?? "not stated") | \(corpus.checksum) |"
      )
    }
    let training = manifest.training
    lines += [
      "",
      "\(training.pairs) sentence pairs after filtering, with \(training.sourceTokens) source and "
        + "\(training.targetTokens) target tokens; vocabularies of \(training.sourceVocabulary) and "
        + "\(training.targetVocabulary). The language model has order \(training.languageModelOrder)"
        + (training.monolingualLines > 0
          ? " and also read \(training.monolingualLines) lines of the target language." : "."),
      "",
      "## How well it does",
      "",
    ]
    if let tuning = manifest.tuning, let model = tuning.model {
      lines.append(
        "It was not tuned itself: it has the weights of `\(model)`, which was tuned on \(tuning.sentences) "
          + "sentences. Measure it with `chasqui evaluate`, and train it with `--tune` for better results.")
    } else if let tuning = manifest.tuning, let best = tuning.values.max() {
      lines.append(
        "On the \(tuning.sentences) sentences it was tuned on, \(tuning.objective) went from "
          + "\(rounded(tuning.values.first ?? 0)) to \(rounded(best)). A score on sentences that it was "
          + "not tuned on is lower: measure it with `chasqui evaluate`.")
    } else {
      lines.append(
        "It was not tuned: its weights are the defaults. Train it with `--tune` for better results.")
    }
    lines += [
      "",
      "## Limits",
      "",
      "It knows the words and phrases of its corpora; other words are copied or translated as similar ones, "
        + "and are listed as unknown. It does not invent text, but it can choose a wrong sense or order. "
        + "Have a person check what matters.",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  private func name(_ code: String) -> String { (try? LanguageTag(code))?.englishName ?? code }

  private func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
