/// How many jobs there may be, and for how long.
struct JobLimits: Sendable {
  /// How many are worked on at once.
  var atOnce = 1
  /// How many are stored, finished ones too.
  var stored = 1_000
  /// The same for one owner: a key, or an address without one.
  var storedByOwner = 200
  /// The same for all callers without a key together, who may have any number of addresses: the rest is kept for those
  /// with a key.
  var storedWithoutKey = 800
  /// Bytes of all files together.
  var bytes = 1 << 30
  /// The same for one owner.
  var bytesByOwner = 1 << 28
  /// The same for all callers without a key.
  var bytesWithoutKey = 3 << 28
  /// How long a finished one is kept.
  var retention = Duration.seconds(24 * 3600)
  /// How long one may be worked on each time that it is begun; nil for as long as it takes.
  var time: Duration?
  /// How often one is begun with whose server dies each time.
  var attempts = 3
  /// How soon what other processes do to jobs is noticed.
  var interval = Duration.milliseconds(500)
}
