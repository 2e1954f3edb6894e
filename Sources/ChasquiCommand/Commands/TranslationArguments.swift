internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Decoding

/// How a translation is searched for: what `translate`, `evaluate` and `explain` have in common.
struct TranslationArguments: ParsableArguments {
  @Option(
    help: """
      Hypotheses made for each stack, \(SearchParameters().popLimit) by default: more is slower and a little better.
      """)
  var popLimit: Int?

  @Option(
    name: .customLong("minimum-bayes-risk"),
    help: "Of the N best translations, 3 to 1000, choose the one nearest to all of them, instead of the best."
  )
  var riskCandidates: Int?

  @OptionGroup var conventionOption: ConventionOption

  @OptionGroup var glossaryOption: GlossaryOption

  @OptionGroup var memoryOption: MemoryOption

  @OptionGroup var databaseOption: DatabaseOption

  func validate() throws {
    if let popLimit, popLimit < 1 { throw ValidationError("--pop-limit needs at least 1.") }
    if let riskCandidates, !(3...1000).contains(riskCandidates) {
      throw ValidationError("--minimum-bayes-risk needs a number from 3 to 1000.")
    }
  }

  /// - Throws: `CommandFailure` if the model does not know the convention, or the database not the glossary.
  func request(for model: TranslationModel) throws -> TranslationRequest {
    var request = TranslationRequest()
    if let popLimit {
      var search = model.manifest.search
      search.popLimit = popLimit
      search.stackSize = max(search.stackSize, popLimit / 2)
      request.search = search
    }
    request.riskCandidates = riskCandidates ?? 1
    request.convention = try conventionOption.resolve(for: model)
    request.terms = try glossaryOption.rules(for: model, database: databaseOption)
    return request
  }

  /// A translator with what is remembered.
  func translator(for model: TranslationModel, threads: Int = Parallel.coreCount) throws -> Translator {
    Translator(
      model: model,
      overlay: try memoryOption.overlay(for: model, database: databaseOption, threads: threads))
  }
}
