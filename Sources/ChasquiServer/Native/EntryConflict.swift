private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Terminology

/// What is told of a change that was meant for another version than the one that stands: the problem, and what
/// stands there now, by whom.
struct EntryConflict: Encodable, Sendable {
  private var type = "urn:chasqui:problem:conflict"
  private var title = "Conflict"
  private var status = 409
  private var detail: String
  private var requestId: String
  /// None if the entry was removed.
  private var current: StoredEntry?
  private var change: ChangeRecord

  /// - Throws: `TerminologyError.missing` if there never was such an entry.
  init(_ identifier: String, in glossary: String, _ store: GlossaryStore, requestID: String) throws {
    guard let last = try store.history(of: identifier, in: glossary).first else {
      throw ServiceError.notFound("There is no entry \(identifier).")
    }
    change = last.change
    requestId = requestID
    if let entry = last.after {
      current = StoredEntry(entry: entry, version: last.versionAfter)
      detail =
        "The entry has version \(last.versionAfter): \(change.author) changed it. "
        + "Look at it as it is now, and make the change again."
    } else {
      detail = "\(change.author) removed the entry. Undo that change first, or let it be."
    }
  }

  var response: Response {
    var response = Response.json(self, status: .conflict)
    response.headers[.contentType] = "application/problem+json"
    if let current { response.headers[.eTag] = EntityTag.text(current.version) }
    return response
  }
}
