internal import Databases
internal import Foundation
internal import GRDB
private import Synchronization

/// Counts what callers use, by key and calendar month, and holds them to their monthly quota, and each address without
/// a key to a daily one, which is in memory only.
///
/// Counts are kept in memory and written in batches by `flush`. The quota counts what is written and what is not
/// yet; what other processes count is known from the last flush on. A process that is killed loses what it has
/// counted since the last flush. Shared by all threads.
final class UsageMeter: Sendable {
  /// Characters that were counted, so that they can be given back.
  struct Charge: Sendable {
    fileprivate let account: Account
    /// The address that they were taken from as well.
    fileprivate let client: RateLimiter.Client?
    let characters: Int
  }

  fileprivate struct Account: Hashable, Sendable {
    /// The number of the key; 0 for all callers without one.
    let key: Int64
    let month: UsageMonth
  }

  private struct State {
    /// What the database holds, for this month.
    var written: [Account: UsageCounts] = [:]
    /// What is being written now.
    var leaving: [Account: UsageCounts] = [:]
    var pending: [Account: UsageCounts] = [:]
    var lastUsed: [Int64: Date] = [:]

    func total(_ account: Account) -> UsageCounts {
      [written, leaving, pending].reduce(UsageCounts()) { $0 + ($1[account] ?? UsageCounts()) }
    }

    mutating func add(_ counts: UsageCounts, to account: Account) {
      pending[account] = (pending[account] ?? UsageCounts()) + counts
    }
  }

  private let database: ServiceDatabase
  private let state = Mutex(State())
  private let daily = RateLimiter(period: .seconds(86_400))
  /// Held by whoever writes: batches must not overtake each other.
  private let writing = Mutex(())

  /// Counts on from what `database` holds.
  init(database: ServiceDatabase, now: Date = Date()) throws(DatabaseFileError) {
    self.database = database
    try flush(now: now)
  }

  /// Counts a request.
  func addRequest(of caller: Caller, now: Date = Date()) {
    state.withLock { state in
      state.add(UsageCounts(requests: 1), to: Self.account(caller, now))
      if let key = caller.keyID { state.lastUsed[key] = now }
    }
  }

  /// Counts source text that shall be translated, unless it is more than the quota leaves.
  ///
  /// - Parameter documents: how many documents the text is of.
  /// - Throws: `AccessError.quotaExceeded` or `.dailyQuotaExceeded`; then nothing is counted.
  func charge(
    _ caller: Caller, characters: Int, documents: Int = 0, now: Date = Date()
  ) throws(AccessError) -> Charge {
    let account = Self.account(caller, now)
    let client = caller.limits.charactersPerDay == nil ? nil : caller.client
    if let client, let limit = caller.limits.charactersPerDay {
      if let wait = daily.take(characters, of: client, limit: limit) {
        throw .dailyQuotaExceeded(limit: limit, retryAfter: characters > limit ? nil : wait)
      }
    }
    let exceeded: Int? = state.withLock { state in
      if let limit = caller.limits.charactersPerMonth {
        let (sum, overflow) = state.total(account).characters.addingReportingOverflow(characters)
        if overflow || sum > limit { return limit }
      }
      state.add(UsageCounts(characters: characters, documents: documents), to: account)
      return nil
    }
    if let exceeded {
      if let client { daily.putBack(characters, of: client) }
      throw .quotaExceeded(limit: exceeded)
    }
    return Charge(account: account, client: client, characters: characters)
  }

  /// Gives characters back that were not translated after all.
  ///
  /// - Parameter characters: how many of the charge; nil for all.
  func refund(_ charge: Charge, characters: Int? = nil) {
    let amount = characters ?? charge.characters
    state.withLock { $0.add(UsageCounts(characters: -amount), to: charge.account) }
    if let client = charge.client { daily.putBack(amount, of: client) }
  }

  /// What the caller has used this month, with what is not written yet.
  func usage(of caller: Caller, now: Date = Date()) -> UsageReport {
    let account = Self.account(caller, now)
    let counts = state.withLock { $0.total(account) }
    return UsageReport(
      key: caller.keyID == nil ? nil : caller.name, period: account.month.text, characters: counts.characters,
      characterLimit: caller.limits.charactersPerMonth, requests: counts.requests,
      documents: counts.documents)
  }

  /// Writes what was counted since the last time, and reads what others have.
  ///
  /// - Throws: `DatabaseFileError`; the counts stay for the next time.
  func flush(now: Date = Date()) throws(DatabaseFileError) {
    let failure = writing.withLock { _ in flushNext(UsageMonth(of: now)) }
    if let failure { throw failure }
  }

  private func flushNext(_ month: UsageMonth) -> DatabaseFileError? {
    let (batch, lastUsed): ([Account: UsageCounts], [Int64: Date]) = state.withLock { state in
      (state.leaving, state.pending) = (state.pending, [:])
      defer { state.lastUsed = [:] }
      return (state.leaving, state.lastUsed)
    }
    do {
      let written = try store(batch, lastUsed: lastUsed, month: month)
      state.withLock { state in
        state.written = written
        state.leaving = [:]
      }
      return nil
    } catch {
      state.withLock { state in
        for (account, counts) in state.leaving { state.add(counts, to: account) }
        state.leaving = [:]
        state.lastUsed.merge(lastUsed) { max($0, $1) }
      }
      return error
    }
  }

  /// Writes a batch and gives what the month then comes to.
  private func store(
    _ batch: [Account: UsageCounts], lastUsed: [Int64: Date], month: UsageMonth
  ) throws(DatabaseFileError) -> [Account: UsageCounts] {
    // Without anything to write, nobody else's writing is waited for.
    guard !batch.isEmpty || !lastUsed.isEmpty else {
      return try database.read { try Self.totals($0, month) }
    }
    return try database.write { database in
      for (account, counts) in batch {
        try database.execute(
          sql: """
            INSERT INTO usage (key, month, characters, requests, documents) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (month, key) DO UPDATE SET characters = characters + excluded.characters,
              requests = requests + excluded.requests, documents = documents + excluded.documents
            """,
          arguments: [
            account.key, account.month.text, counts.characters, counts.requests, counts.documents,
          ])
      }
      for (key, time) in lastUsed {
        try database.execute(
          sql: "UPDATE apiKey SET lastUsed = max(coalesce(lastUsed, 0), ?) WHERE number = ?",
          arguments: [time.milliseconds, key])
      }
      return try Self.totals(database, month)
    }
  }

  private static func totals(_ database: Database, _ month: UsageMonth) throws -> [Account: UsageCounts] {
    var result: [Account: UsageCounts] = [:]
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM usage WHERE month = ?", arguments: [month.text])
    for row in rows {
      result[Account(key: row["key"], month: month)] = UsageCounts(
        characters: row["characters"], requests: row["requests"], documents: row["documents"])
    }
    return result
  }

  private static func account(_ caller: Caller, _ now: Date) -> Account {
    Account(key: caller.keyID ?? 0, month: UsageMonth(of: now))
  }
}
