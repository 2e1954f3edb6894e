public import Foundation
public import Text

/// A text and its translation by a person, such as a saved correction.
public struct TranslationUnit: Sendable, Hashable, Codable {
  public var sourceLanguage: LanguageTag
  public var targetLanguage: LanguageTag
  public var source: String
  public var target: String
  /// Who translated it.
  public var author: String
  /// When it was translated.
  public var time: Date
  /// Where it comes from, such as `correction` or the name of a file; empty if unknown.
  public var origin: String
  /// The field of knowledge; empty if none is given.
  public var domain: String

  /// The origin of what somebody proposed who may not edit: it waits until an editor takes it up, and does not
  /// count in translations.
  public static let suggestionOrigin = "suggestion (unreviewed)"

  public var isSuggestion: Bool { origin == Self.suggestionOrigin }

  public init(
    sourceLanguage: LanguageTag, targetLanguage: LanguageTag, source: String, target: String,
    author: String = "", time: Date = Date(), origin: String = "", domain: String = ""
  ) {
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.source = source
    self.target = target
    self.author = author
    self.time = time
    self.origin = origin
    self.domain = domain
  }
}

/// A unit as it stands in the memory.
public struct StoredUnit: Sendable, Hashable, Codable {
  /// What names the unit in its database; never used again once it is gone.
  public var number: Int64
  /// Grows by one with each change of the unit, from 1.
  public var version: Int
  public var unit: TranslationUnit
}

/// What changed in the memory between two changes.
public struct MemoryUpdate: Sendable, Hashable, Codable {
  /// The last change that is part of it.
  public var changeNumber: Int64
  /// New and edited units, oldest first.
  public var changed: [StoredUnit]
  /// The numbers of units that are gone.
  public var removed: [Int64]
}
