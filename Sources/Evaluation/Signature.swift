/// What makes a score reproducible (Post 2018): the options of a metric in the form that sacreBLEU prints.
///
/// The fields are sacreBLEU's, in its order. `version` is the sacreBLEU version whose definition is
/// reproduced; `toolkit` after it says that this program, not sacreBLEU, computed the score.
public struct Signature: Sendable, Hashable, Encodable, CustomStringConvertible {
  /// The sacreBLEU version whose scores are reproduced.
  public static let definition = "2.6.0"
  /// The name and version of this program.
  public static let toolkit = "chasqui-0.1"

  public struct Field: Sendable, Hashable {
    public var key: String
    public var value: String
  }

  /// The fields of the metric's own options.
  public let options: [Field]
  public var references = 1
  /// How many resamples a confidence interval or p-value is from, and their seed.
  public var bootstrap: Bootstrap?

  init(_ options: KeyValuePairs<String, String>) {
    self.options = options.map { Field(key: $0.key, value: $0.value) }
  }

  /// This signature for another number of references, and for resampling.
  public func with(references: Int, bootstrap: Bootstrap? = nil) -> Signature {
    var copy = self
    copy.references = references
    copy.bootstrap = bootstrap
    return copy
  }

  /// All fields in order.
  public var fields: [Field] {
    var result = [Field(key: "nrefs", value: String(references))]
    if let bootstrap {
      result.append(Field(key: "bs", value: String(bootstrap.samples)))
      result.append(Field(key: "seed", value: String(bootstrap.seed)))
    }
    result += options
    result.append(Field(key: "version", value: Self.definition))
    result.append(Field(key: "toolkit", value: Self.toolkit))
    return result
  }

  /// Encodes the printed form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var description: String { fields.map { "\($0.key):\($0.value)" }.joined(separator: "|") }
}
