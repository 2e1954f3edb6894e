/// Tells which tags in corpora mean which language.
///
/// A tag is whatever a file calls a language by: `es`, `es-MX`, `es_MX.UTF-8`, `spa`. The regions are
/// compared here; which language a tag means is a closure, so that a program with a larger table brings its
/// own.
public struct LanguageMatching: Sendable {
  /// How well a tag meets the language that was asked for.
  public enum Fit: Int, Sendable, Comparable {
    /// Another language.
    case none
    /// The same language of another region or script.
    case otherVariant
    /// The same language; one side names no region.
    case language
    /// The same language and region.
    case exact

    public static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  /// The ISO 639-3 code that a tag stands for; nil if it is no language.
  public let code: @Sendable (_ tag: String) -> String?

  public init(code: @escaping @Sendable (_ tag: String) -> String?) {
    self.code = code
  }

  /// The codes of ISO 639-1, and any three letters as ISO 639-3.
  ///
  /// Macrolanguages and their main varieties are the same: `ay`, `ayr` and `aym`; `gn`, `gug` and `grn`;
  /// `qu`, `que` and `quy`.
  public static let builtIn = LanguageMatching { tag in
    let language = LanguageSubtags(tag).language
    if language.utf8.count == 2 { return twoLetterCodes[language] }
    guard language.utf8.count == 3, language.utf8.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return nil }
    return aliases[language] ?? language
  }

  /// How well `found` meets `wanted`.
  public func fit(wanted: String, found: String) -> Fit {
    guard let a = code(wanted), let b = code(found), a == b else { return .none }
    let (wanted, found) = (LanguageSubtags(wanted), LanguageSubtags(found))
    if wanted.variant != found.variant { return .otherVariant }
    if wanted.region == found.region { return found.region.isEmpty ? .language : .exact }
    return found.region.isEmpty ? .language : .otherVariant
  }

  public func matches(wanted: String, found: String) -> Bool { fit(wanted: wanted, found: found) > .none }

  private static let aliases = [
    "ayr": "aym", "ayc": "aym", "gug": "grn", "gui": "grn", "que": "quy", "ger": "deu", "fre": "fra",
    "dut": "nld", "gre": "ell", "rum": "ron", "cze": "ces", "wel": "cym", "baq": "eus", "per": "fas",
    "arm": "hye", "ice": "isl", "geo": "kat", "mac": "mkd", "mao": "mri", "may": "msa", "bur": "mya",
    "slo": "slk", "alb": "sqi", "chi": "zho", "tib": "bod",
  ]

  private static let twoLetterCodes: [String: String] = {
    let pairs = """
      aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam \
      bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo \
      eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg \
      gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii \
      ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau \
      kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri \
      mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav \
      nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor ququy rmroh rnrun roron rurus rwkin \
      sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe \
      swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr \
      ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul
      """
    var result: [String: String] = [:]
    for pair in pairs.split(separator: " ") { result[String(pair.prefix(2))] = String(pair.dropFirst(2)) }
    return result
  }()
}

/// The parts of a language tag as BCP 47 or a POSIX locale writes it.
struct LanguageSubtags {
  /// In lower case.
  let language: String
  /// Two letters in upper case or three digits; empty if there is none.
  let region: String
  /// A script or a POSIX modifier in lower case; empty if there is none.
  let variant: String

  init(_ tag: String) {
    var region = ""
    var variant = ""
    var text = Substring(tag)
    if let at = text.firstIndex(of: "@") {
      variant = text[at...].dropFirst().lowercased()
      text = text[..<at]
    }
    if let dot = text.firstIndex(of: ".") { text = text[..<dot] }
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
    for part in parts.dropFirst() {
      if part.utf8.count == 4, variant.isEmpty { variant = part.lowercased() }
      if part.utf8.count == 2 || (part.utf8.count == 3 && part.allSatisfy(\.isNumber)), region.isEmpty {
        region = part.uppercased()
      }
    }
    language = parts.first.map { $0.lowercased() } ?? ""
    self.region = region
    self.variant = variant
  }
}
