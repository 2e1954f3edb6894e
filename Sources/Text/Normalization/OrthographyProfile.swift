private import CICU
private import Synchronization

/// How the writers of a language vary, and the one spelling that models see: ICU transliteration rules.
///
/// A profile file has sections. `[input]` maps every variant to one form; each `[output NAME]` maps that form
/// to a convention. A line `triggers = …` in a section lists the characters without which none of its rules
/// applies: text that has none of them is left alone without asking ICU. `#` starts a comment.
public final class OrthographyProfile: Sendable {
  private let input: RuleSet?
  private let outputs: [String: RuleSet]

  /// The conventions that the profile has, by name.
  public var conventions: [String] { outputs.keys.sorted() }

  /// The profile that comes with the program, if there is one for the language.
  public static func builtIn(for language: LanguageTag) -> OrthographyProfile? {
    let files: [String: [UInt8]] = [
      "aym": PackageResources.aym_txt, "eng": PackageResources.eng_txt, "fra": PackageResources.fra_txt,
      "grn": PackageResources.grn_txt, "por": PackageResources.por_txt, "quy": PackageResources.quy_txt,
      "spa": PackageResources.spa_txt,
    ]
    guard let file = files[language.code] else { return nil }
    do {
      return try OrthographyProfile(rules: String(decoding: file, as: UTF8.self), name: language.code)
    } catch {
      preconditionFailure("the profile of \(language) is part of the program: \(error)")
    }
  }

  /// - Parameter rules: the text of a profile file; `name` is used in errors.
  /// - Throws: `TextError` with the section and ICU's reason.
  public init(rules: String, name: String) throws(TextError) {
    var sections: [String: [String]] = [:]
    var current = ""
    for line in rules.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("["), line.hasSuffix("]") {
        current = String(line.dropFirst().dropLast())
      } else if !line.hasPrefix("#") {
        sections[current, default: []].append(String(line))
      }
    }
    var outputs: [String: RuleSet] = [:]
    for (section, lines) in sections where section.hasPrefix("output ") {
      outputs[String(section.dropFirst(7))] = try RuleSet(lines, name: "\(name) [\(section)]")
    }
    self.outputs = outputs
    if let lines = sections["input"] {
      input = try RuleSet(lines, name: "\(name) [input]")
    } else {
      input = nil
    }
  }

  func apply(to text: inout MappedText) {
    guard let input, input.mayApply(to: text.scalars), let result = input.transliterate(text.scalars) else {
      return
    }
    if result != text.scalars { text.replaceAll(with: result) }
  }

  /// `text` in the convention `name`; as it is if there is no such convention.
  func output(_ text: String, convention name: String) -> String {
    guard let rules = outputs[name] else { return text }
    let scalars = text.unicodeScalars.map(\.value)
    guard rules.mayApply(to: scalars), let result = rules.transliterate(scalars) else { return text }
    var output = String.UnicodeScalarView()
    output.append(contentsOf: result.compactMap(Unicode.Scalar.init))
    return String(output)
  }
}

/// The compiled rules of a section.
private final class RuleSet: Sendable {
  private let triggers: Set<UInt32>
  /// ICU's transliterators keep state while they run: one thread at a time.
  private let transliterator: Mutex<Handle>

  private struct Handle: ~Copyable, @unchecked Sendable {
    // Unchecked: reached only under the mutex.
    let pointer: OpaquePointer
    deinit { cicu_transliterator_close(pointer) }
  }

  init(_ lines: [String], name: String) throws(TextError) {
    var triggers: Set<UInt32> = []
    var rules = ""
    for line in lines {
      if line.hasPrefix("triggers") {
        for scalar in line.drop(while: { $0 != "=" }).dropFirst().unicodeScalars where scalar != " " {
          triggers.insert(scalar.value)
        }
      } else {
        rules += line + "\n"
      }
    }
    self.triggers = triggers
    let units = Array(rules.utf16)
    var error: UnsafePointer<CChar>?
    var offset: Int32 = 0
    guard let pointer = cicu_transliterator_open(units, Int32(units.count), &error, &offset) else {
      let reason = error.map { String(cString: $0) } ?? "unknown error"
      throw TextError("Orthography profile \(name): ICU refuses the rule at character \(offset) (\(reason)).")
    }
    transliterator = Mutex(Handle(pointer: pointer))
  }

  func mayApply(to scalars: [UInt32]) -> Bool {
    triggers.isEmpty || scalars.contains { triggers.contains($0) }
  }

  func transliterate(_ scalars: [UInt32]) -> [UInt32]? {
    let units = UTF16Text.encode(scalars)
    var result = [UInt16](repeating: 0, count: units.count * 2 + 64)
    let count = transliterator.withLock { handle in
      cicu_transliterate(handle.pointer, units, Int32(units.count), &result, Int32(result.count))
    }
    return count < 0 ? nil : UTF16Text.decode(result[..<Int(count)])
  }
}

/// How translations are written where the writers of a language have several ways.
public struct OutputConvention: Sendable, Hashable, Codable {
  /// The name of a convention of the language's profile, such as `circumflex`; empty for the model's own.
  public let name: String

  public static let `default` = OutputConvention(name: "")

  public init(name: String) {
    self.name = name
  }
}
