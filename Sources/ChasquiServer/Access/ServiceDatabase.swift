public import Databases
internal import GRDB
private import Storage
private import Terminology

/// The SQLite file in which the server keeps its keys, what they have used, and the list of its jobs.
///
/// It stands beside the database of the glossaries and not in it: a glossary may be copied to anyone, and
/// counts of requests are no changes that somebody would undo. Any number of processes may have it open. Only
/// its owner may read it. Shared by all threads.
public final class ServiceDatabase: Sendable {
  public var path: String { file.path }
  private let file: DatabaseFile

  /// `service.sqlite` in the folder of the database of the glossaries.
  ///
  /// - Parameter terminology: the path of that database; nil for where it is by default.
  public static func defaultPath(
    beside terminology: String? = nil, environment: [String: String]? = nil
  ) -> String {
    let neighbour = terminology ?? TerminologyDatabase.defaultPath(environment: environment)
    return "\(PathParts(neighbour).folder)/service.sqlite"
  }

  /// Opens the file; creates it and its folder where they are missing, and brings an older one up to date.
  ///
  /// - Parameter patience: how long, in seconds, to wait for another process that writes.
  public init(path: String, patience: Double = 10) throws(DatabaseFileError) {
    file = try DatabaseFile(path: path, schema: ServiceSchema.schema, isPrivate: true, patience: patience)
  }

  /// Runs `body` on one state of the database.
  func read<Result>(_ body: (Database) throws -> Result) throws(DatabaseFileError) -> Result {
    do { return try file.read(body) } catch { throw file.failure(error) }
  }

  /// Runs `body` as one transaction: all of it is done, or nothing.
  func write<Result>(_ body: (Database) throws -> Result) throws(DatabaseFileError) -> Result {
    do { return try file.write(body) } catch { throw file.failure(error) }
  }
}
