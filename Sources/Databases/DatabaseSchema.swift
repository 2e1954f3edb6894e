/// The tables of a database, and the way to them from those of older versions.
public struct DatabaseSchema: Sendable {
  /// What stands in SQLite's header to tell the databases of this program from others, and from each other.
  public let applicationIdentifier: Int32
  /// The statements that lead from each version to the next, the first from an empty database. What has been
  /// published never changes; what is new is appended.
  public let versions: [String]
  /// What is to be done when the database is lost and there is no copy of it, as in "…, or move the file away
  /// and _import the glossaries again_."
  public let remedy: String

  public init(applicationIdentifier: Int32, versions: [String], remedy: String) {
    self.applicationIdentifier = applicationIdentifier
    self.versions = versions
    self.remedy = remedy
  }
}
