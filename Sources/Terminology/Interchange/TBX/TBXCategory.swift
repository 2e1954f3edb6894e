/// The data categories that we write beside those of TBX-Basic.
///
/// ISO 30042:2019 lets a dialect add modules of its own; these are ours. As attributes (DCA) they are types
/// of `termNote` and `descrip`, which other programs pass over; as elements (DCT) they stand in a namespace.
/// A forbidden term is also `deprecatedTerm-admn-sts`, the strongest status that the standard has.
enum TBXCategory: String, CaseIterable {
  /// A form of the term that may stand in a text, each in an element of its own.
  case inflectedForm
  /// `caseSensitive` for a term that matches only as it is written.
  case caseSensitivity
  /// `forbidden` for a term that must not appear in a translation.
  case usage
  /// `doNotTranslate` for a concept whose terms pass into every language unchanged.
  case translatability

  /// What other programs call the opposite of `translatability` in version 2: `no` where ours is
  /// `doNotTranslate`.
  static let translationNeeded = "Translation needed"

  /// The namespace of the elements in DCT: a UUID, as we have no registered name.
  static let namespace = "urn:uuid:2c8b8f1e-6f0c-4f5e-9a53-6d0f7c1b9e42"
}

/// Identifiers of entries as XML names, which may hold neither `:` nor a space and not begin with a digit.
///
/// What is no such name is written behind `id_`, with `_` and the code in hexadecimal for each character
/// that is not an ASCII letter, a digit, `.` or `-`: `country:BO` is `id_country_3A_BO`.
enum TBXIdentifier {
  private static let prefix = "id_"

  static func encode(_ identifier: String) -> String {
    if isName(identifier), !identifier.hasPrefix(prefix) { return identifier }
    var result = prefix
    for scalar in identifier.unicodeScalars {
      if isPlain(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "_\(String(scalar.value, radix: 16, uppercase: true))_"
      }
    }
    return result
  }

  /// The identifier that `encode` made `name` of; any other name as it is.
  static func decode(_ name: String) -> String {
    guard name.hasPrefix(prefix) else { return name }
    var result = String.UnicodeScalarView()
    // Between the underscores plain text and codes alternate.
    for (index, part) in name.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index.isMultiple(of: 2) {
        result.append(contentsOf: part.unicodeScalars)
      } else if let value = UInt32(part, radix: 16), let scalar = Unicode.Scalar(value) {
        result.append(scalar)
      } else {
        return name
      }
    }
    return encode(String(result)) == name ? String(result) : name
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isPlain(first) || first == "_", !("0"..."9").contains(first),
      first != "-", first != "."
    else { return false }
    return text.unicodeScalars.allSatisfy { isPlain($0) || $0 == "_" }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      || scalar == "." || scalar == "-"
  }
}
