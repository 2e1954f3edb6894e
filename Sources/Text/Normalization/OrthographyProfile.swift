/// How the writers of a language vary, and the one spelling that models see: ICU transliteration rules.
///
/// A profile file has sections. `[input]` maps every variant to one form; each `[output NAME]` maps that form
/// to a convention. A line `triggers = …` in a section lists the character sequences, with blanks between
/// them and `␣` for a blank, without one of which none of its rules applies. Rules see the words that a trigger
/// is in or touches, and nothing else. `#` starts a comment line.
///
/// Rules apply after the general normalization: they see `'` for every apostrophe, `"` for every quotation mark.
public final class OrthographyProfile: Sendable {
  private let input: TransliterationRules?
  private let outputs: [String: TransliterationRules]

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
  /// - Throws: `TextError` with the section and ICU's reason, or the line that is in no section.
  public init(rules: String, name: String) throws(TextError) {
    var sections: [String: [Substring]] = [:]
    var current: String?
    for (number, line) in rules.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if line.hasPrefix("["), line.hasSuffix("]") {
        current = String(line.dropFirst().dropLast())
        sections[current!, default: []] = []
        guard current == "input" || line.hasPrefix("[output ") else {
          throw TextError(
            "Orthography profile \(name), line \(number + 1): \(line) is not [input] or [output NAME].")
        }
      } else if !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) {
        guard let current else {
          throw TextError("Orthography profile \(name), line \(number + 1): put rules under [input] or [output NAME].")
        }
        sections[current, default: []].append(line)
      }
    }
    var outputs: [String: TransliterationRules] = [:]
    for (section, lines) in sections where section != "input" {
      outputs[String(section.dropFirst(7))] = try Self.compile(lines, "\(name) [\(section)]")
    }
    self.outputs = outputs
    if let lines = sections["input"] {
      input = try Self.compile(lines, "\(name) [input]")
    } else {
      input = nil
    }
  }

  func apply(to text: NormalizedText) -> NormalizedText {
    guard let rewritten = input?.apply(to: text.bytes) else { return text }
    return NormalizedText(bytes: rewritten.bytes, map: rewritten.map.composed(with: text.map))
  }

  /// `text` in a convention, with a map to `text`; `nil` if there is no such convention or nothing changes.
  func output(_ text: [UInt8], convention: OutputConvention) -> NormalizedText? {
    outputs[convention.name]?.apply(to: text)
  }

  private static func compile(_ lines: [Substring], _ name: String) throws(TextError) -> TransliterationRules {
    var triggers: [String] = []
    var rules = ""
    for line in lines {
      if line.hasPrefix("triggers"), let equals = line.firstIndex(of: "=") {
        triggers += line[line.index(after: equals)...].split(separator: " ")
          .map { String($0.map { $0 == "␣" ? " " : $0 }) }
      } else {
        rules += String(line) + "\n"
      }
    }
    return try TransliterationRules(rules: rules, triggers: triggers, name: name)
  }
}
