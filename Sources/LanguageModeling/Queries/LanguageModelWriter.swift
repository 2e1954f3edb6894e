public import Compute
public import Storage

/// Writes an n-gram model for fast queries: the unigrams as an array, all longer n-grams in one hash table
/// (the probing model of Heafield 2011).
///
/// | section | element | what |
/// |---|---|---|
/// | `LMHD` | `LanguageModelHeader`, u64 × 10 | order, seed, homes, number of n-grams of each order |
/// | `LMUN` | `NGramValue`, f32 × 2 | probability and backoff of each token |
/// | `LMNG` | `NGramEntry`, u64 and f32 × 2 | the table, in the order of the keys |
///
/// The table has linear probing with its keys in order (Amble and Knuth 1974): a search for a key that is
/// not there ends at the first larger one, and building is one pass over the sorted keys.
public enum LanguageModelWriter {
  /// The bytes do not depend on the number of threads.
  ///
  /// - Throws: `StorageError` if the file cannot be written.
  public static func write(
    _ model: NGramModel, to path: String, threads: Int = Parallel.coreCount
  ) throws(StorageError) {
    let table = NGramTable.build(model, threads: threads)
    var counts = model.counts.map { UInt64($0) }
    while counts.count < LanguageModelState.maximumOrder { counts.append(0) }
    let header = LanguageModelHeader(
      order: UInt64(model.orders.count), seed: table.seed, homes: UInt64(table.homes),
      counts: (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]))
    var writer = try SectionWriter(path: path)
    try writer.append("LMHD", [header])
    try writer.append("LMUN", table.unigrams)
    try writer.append(
      "LMNG", UnsafeBufferPointer(start: table.entries.base, count: table.entries.count))
    try writer.commit()
  }
}
