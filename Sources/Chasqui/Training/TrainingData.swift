/// What a model is trained on: parallel lines, cleaned; lines of the target language alone; a tuning set.
public struct TrainingData: Sendable {
  /// A parallel corpus: the two sides have as many lines.
  public struct Corpus: Sendable {
    public var name: String
    public var licence: String?
    /// How much an occurrence in this corpus counts against one in another.
    public var weight: Double
    public var source: [String]
    public var target: [String]

    public init(name: String, licence: String? = nil, weight: Double = 1, source: [String], target: [String])
    {
      precondition(source.count == target.count, "a parallel corpus has as many lines on both sides")
      self.name = name
      self.licence = licence
      self.weight = weight
      self.source = source
      self.target = target
    }
  }

  public var corpora: [Corpus]
  /// Lines of the target language, for the language model.
  public var monolingual: [String]
  /// Sentences to tune the weights on, if there are any.
  public var tuning: Corpus?
  /// The weights that tuning starts from, and that a model without tuning has.
  public var weights = TunedWeights()

  public init(corpora: [Corpus], monolingual: [String] = [], tuning: Corpus? = nil) {
    self.corpora = corpora
    self.monolingual = monolingual
    self.tuning = tuning
  }
}
