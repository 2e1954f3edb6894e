#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension TranslatedSentence {
  /// How good the translation is likely to be, from 0 to 1.
  ///
  /// Of a tuned model, the chrF++ that is to be expected against a person's translation, as its `QualityEstimator`
  /// learned it on the tuning set; what a person decided (memory, terms) counts as 1. Of a model that was not
  /// tuned, how well the corpora support the phrases, which says less.
  public var confidence: Double {
    if isRemembered { return 1 }
    guard let estimator else { return support }
    let decided = phrases.filter { $0.origin == .memory || $0.origin == .term }
      .reduce(0) { $0 + $1.source.count }
    let share = Double(decided) / Double(max(1, sourceTokens.count))
    // Without features nothing could be translated.
    let estimate = features.isEmpty ? 0 : estimator.estimate(QualityFeatures(self))
    return min(1, share + (1 - share) * estimate)
  }

  /// The mean over the source words of what is known of each: the geometric mean of p(target | source) and
  /// p(source | target) of its phrase, 1 for what a person decided (memory, terms) or what stays as it is
  /// (numbers, addresses), 0.3 of it for a word that was translated as a similar one is, and 0 for a word
  /// that is not known.
  private var support: Double {
    var sum = 0.0
    var count = 0
    for phrase in phrases {
      sum += phrase.support * Double(phrase.source.count)
      count += phrase.source.count
    }
    return count == 0 ? 1 : min(1, max(0, sum / Double(count)))
  }
}

extension TranslatedPhrase {
  fileprivate var support: Double {
    let probability = exp(Double(forward + backward) / 2)
    return switch origin {
    case .corpus: probability
    case .omitted: exp(Double(forward))
    case .similarWord: 0.3 * probability
    case .memory, .term, .passedThrough: 1
    case .copied: 0
    }
  }
}

extension Translation {
  /// The mean of its sentences' confidence, by their number of words; 1 without words.
  public var confidence: Double {
    let words = sentences.reduce(0) { $0 + $1.sourceTokens.count }
    guard words > 0 else { return 1 }
    return sentences.reduce(0) { $0 + $1.confidence * Double($1.sourceTokens.count) } / Double(words)
  }
}
