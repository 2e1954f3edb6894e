/// The constants and records that the writer and the reader of hot phrases share.
///
/// Hot phrases are one section file, made for one bitext with F source tokens. With `m` for the least number of
/// occurrences of a hot phrase, `B` is F / m rounded up, and `L` the longest phrase.
///
/// | section | element | count | what |
/// |---|---|---|---|
/// | `HPAR` | u32 | 7 | longest phrase, sample size, candidate limit, bits of the discount, m, bitext (low, high) |
/// | `HOFF` | u32 | L × B + 1 | for each length and block of m ranks, where the options of its phrase start |
/// | `HOPT` | `HotOption` | options | the options, phrase by phrase |
/// | `HORI` | 3 × f32 | orientations | monotone, swap, discontinuous: natural logs |
///
/// Ranks are those of the bitext's suffix array of the source. Phrases of one length have intervals of ranks that
/// do not overlap; those of hot phrases have `m` ranks or more, so that no two of them start in one block, and the
/// offsets need no keys.
enum HotPhrasesLayout {
  /// The number of values in `HPAR`.
  static let parameterCount = 7
  /// The number of bits of `HotOption.before` that hold the length of the target.
  static let lengthBits: UInt32 = 3
}

/// A translation option of a hot phrase, less what the look-up knows. The fields are those of
/// `TranslationOption`; an orientation is a number of `HORI`.
struct HotOption: BitwiseCopyable {
  var sourcePlace: UInt32
  var targetPlace: UInt32
  var forward: Float
  var backward: Float
  var lexicalForward: Float
  var lexicalBackward: Float
  var rarity: Float
  /// The orientation to the phrase before × 8 + the length of the target.
  var before: UInt32
  var after: UInt32
}
