/// Waits until a condition holds, and says whether it did.
///
/// Waits for minutes, because hundreds of tests share a few threads: a test may be without a turn for that long,
/// and a short wait would then fail where nothing is wrong.
public func eventually(
  within limit: Duration = .seconds(600), isolation: isolated (any Actor)? = #isolation,
  _ condition: () throws -> Bool
) async throws -> Bool {
  let start = ContinuousClock.now
  while try !condition() {
    guard ContinuousClock.now - start < limit else { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
  return true
}

extension Duration {
  /// Longer than any test waits: for what is to be stopped before it ends.
  public static var forever: Duration { .seconds(3_600) }
}
