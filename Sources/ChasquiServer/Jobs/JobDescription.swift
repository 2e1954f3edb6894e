internal import Foundation

/// How far a job has come.
enum JobState: String, Sendable, Codable, CaseIterable {
  case queued
  case translating
  case done
  case failed
  case cancelled

  var isFinal: Bool { self == .done || self == .failed || self == .cancelled }
}

/// How a document is to be translated.
struct JobOptions: Sendable, Equatable, Codable {
  /// The format of the file; nil for the one that its name and content show.
  var format: String?
  var glossaries: [String] = []
  /// How the target language is to be written.
  var convention: String?
  /// What else a dialect has asked for, by its own names.
  var others: [String: String] = [:]
}

/// A document that is to be translated.
struct JobRequest: Sendable {
  /// The name of the file, as the caller gave it.
  var name: String
  /// nil where the language is to be recognized.
  var source: String?
  var target: String
  var options = JobOptions()
  /// Code points of its text, if they were counted already.
  var characters = 0
  var upload: [UInt8]
}

/// What is known of a job. As JSON it has the fields that its owner may see.
struct JobDescription: Sendable, Equatable, Encodable {
  let id: JobID
  /// The number of the key; nil where there was none.
  let owner: Int64?
  /// The name of the file.
  let name: String
  let source: String?
  let target: String
  let options: JobOptions
  var state: JobState
  /// 0 until they are known.
  var segments: Int
  var segmentsDone: Int
  /// Code points of the source text.
  var characters: Int
  let created: Date
  var finished: Date?
  /// Why it failed.
  var problem: String?

  /// From 0 to 1.
  var progress: Double {
    if state == .done { return 1 }
    return segments > 0 ? min(1, Double(segmentsDone) / Double(segments)) : 0
  }

  private enum CodingKeys: CodingKey {
    case id, status, progress, segments, segmentsDone, name, source, target, characters, created, finished
    case problem
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id.description, forKey: .id)
    try container.encode(state, forKey: .status)
    try container.encode(progress, forKey: .progress)
    try container.encode(segments, forKey: .segments)
    try container.encode(segmentsDone, forKey: .segmentsDone)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(source, forKey: .source)
    try container.encode(target, forKey: .target)
    try container.encode(characters, forKey: .characters)
    try container.encode(created, forKey: .created)
    try container.encodeIfPresent(finished, forKey: .finished)
    try container.encodeIfPresent(problem, forKey: .problem)
  }
}

/// A job that was accepted.
struct JobReceipt: Sendable {
  let job: JobDescription
  /// 64 hexadecimal digits, which DeepL's dialect asks for beside the identifier. They are nowhere else.
  let documentKey: String
}
