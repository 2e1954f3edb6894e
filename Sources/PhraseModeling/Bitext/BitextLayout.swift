/// The constants that the writer and the reader of an indexed bitext share.
///
/// A bitext is one section file. `S` sentence pairs have `F` source and `E` target tokens, and are aligned in `A`
/// ways: what hangs on the links stands in its section `A` times, alignment by alignment.
///
/// | section | element | count | what |
/// |---|---|---|---|
/// | `SOFF`, `TOFF` | u32 | S + 1 | where each sentence starts among the tokens of its side |
/// | `STOK`, `TTOK` | u32 | F, E | tokens |
/// | `SSEN` | u32 | F | the sentence of each source token |
/// | `SLNK`, `TLNK` | `LinkSpan` | A × F, A × E | the first and last token of the other side linked to a token |
/// | `SLEX`, `TLEX` | f32 | A × F, A × E | natural log of the lexical probability of a token given those linked to it |
/// | `LOFF` | u32 | A × S + 1 | where the links of each sentence pair start |
/// | `LINK` | 2 × u16 | links | alignment points, sorted |
/// | `SSUF` | u32 | F | source places, in the order of their tokens |
/// | `SUNI` | 2 × u32 | source vocabulary | the interval of each token in `SSUF` |
/// | `TRNK` | u32 | E | the rank of each target place |
/// | `TPHR` | u32 | 7 × E | for each length 1…7 and rank, the first rank with the same tokens |
/// | `CORP` | u16 | S | the corpus of each sentence pair |
/// | `CWGT` | f32 | corpora | the weight of each corpus |
package enum BitextLayout {
  /// The longest phrase that the index answers for, in tokens.
  package static let maximumPhraseLength = 7
}

/// The first and last token on the other side that a token is linked to, by position in the sentence.
package struct LinkSpan: BitwiseCopyable, Equatable {
  package var first: UInt16
  package var last: UInt16

  package static let unaligned = LinkSpan(first: .max, last: 0)

  @inline(__always)
  package var isAligned: Bool { first != .max }

  @inline(__always)
  package mutating func include(_ position: UInt16) {
    first = min(first, position)
    last = max(last, position)
  }
}
