/// How corpora are read where there is a choice.
public struct ReadingOptions: Sendable, Equatable {
  /// What becomes of bytes that are not UTF-8.
  public enum InvalidText: Sendable, Equatable, CaseIterable {
    /// They become U+FFFD; `ReadingNotes` counts them.
    case repair
    /// So too where they are few: in at most one of ten segments that are not ASCII. Where they are more, the file
    /// has another encoding, and they are an error that names the first line.
    case repairFew
    /// They are an error that names the line.
    case fail

    /// Whether `faults` among `others`, which counts all segments that are not ASCII, are too many.
    func forbids(_ faults: Int, among others: @autoclosure () -> Int) -> Bool {
      switch self {
      case .repair: false
      case .repairFew: faults > 0 && faults * 10 > others()
      case .fail: faults > 0
      }
    }
  }

  /// What becomes of the codes inside a segment of TMX or XLIFF, such as `<ph>&lt;br/&gt;</ph>`.
  public enum InlineMarkup: Sendable, Equatable {
    /// They are dropped; text that they surround stays.
    case drop
    /// What they contain becomes text.
    case text
  }

  /// What becomes of accelerator keys and wrapped lines in the strings of programs.
  public enum SoftwareStrings: Sendable, Equatable {
    /// Accelerators are dropped, and lines become segments where both sides have as many.
    case clean
    /// Nothing, except that line ends become spaces.
    case verbatim
  }

  /// Which units of an XLIFF file are read. None is read without a target.
  public enum XLIFFUnits: Sendable, Equatable {
    /// Those with a target in any state.
    case all
    /// Those whose state does not say that they are unfinished.
    case translated
    /// Those that are approved, signed off or final.
    case approved
  }

  /// Which translations of a TMX file are read that are meant for one context, which OmegaT notes by its neighbours, its
  /// file or its key, beside the default translation of the same text.
  public enum ContextualUnits: Sendable, Equatable {
    case all
    /// Those of texts that have no default translation in the file.
    case withoutDefault
  }

  public var invalidText = InvalidText.repairFew
  public var inlineMarkup = InlineMarkup.drop
  public var softwareStrings = SoftwareStrings.clean
  public var xliffUnits = XLIFFUnits.translated
  public var contextualUnits = ContextualUnits.all
  /// The columns of source and target in a TSV file without a header, from 1.
  public var columns = TSVColumns(source: 1, target: 2)
  /// The language of the `msgid` in gettext files.
  public var messageLanguage = "eng"

  public init() {}
}

/// The columns of source and target in a TSV file, from 1.
public struct TSVColumns: Sendable, Equatable {
  public var source: Int
  public var target: Int

  public init(source: Int, target: Int) {
    self.source = source
    self.target = target
  }
}
