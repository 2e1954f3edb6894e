public import Text

/// Subtitles as SubRip (.srt) and WebVTT (W3C) have them, of which the text of each cue is a unit.
///
/// Times, identifiers, settings, notes and styles stay. The lines of a cue are one text, except where each begins with
/// the dash of a speaker, which stays; what is translated is broken into lines again.
public struct SubtitleDocument: TranslatableDocument {
  enum Flavor: Sendable {
    case subRip
    case webVTT
  }

  private let text: EncodedText
  private let skeleton: MarkupSkeleton

  init(_ text: EncodedText, _ flavor: Flavor) {
    self.text = text
    let bytes = text.bytes
    let lines = LineSpans.lines(of: bytes)
    let lineEnd = lines.count > 1 ? Array(bytes[lines[0].upperBound..<lines[1].lowerBound]) : [0x0A]
    var builder = SkeletonBuilder(bytes)
    var isInCue = false
    var cue: [Range<Int>] = []
    func finish() {
      guard let first = cue.first, let last = cue.last else { return }
      builder.append(
        CueText.read(bytes, cue, flavor), at: first.lowerBound..<last.upperBound,
        form: .cue(flavor, lineEnd: lineEnd))
      cue.removeAll()
    }
    for line in lines {
      let content = bytes.trimmed(line)
      let isTiming = CueText.isTiming(bytes[content])
      if content.isEmpty || isTiming {
        // The number of a cue that no empty line parts from the cue before.
        if isTiming, cue.count > 1, bytes[cue[cue.count - 1]].allSatisfy(\.isASCIIDigit) { cue.removeLast() }
        finish()
        isInCue = !content.isEmpty
      } else if isInCue {
        let dash = CueText.dash(bytes[content])
        if dash != nil { finish() }
        cue.append(content.lowerBound + (dash ?? 0)..<content.upperBound)
      }
    }
    finish()
    skeleton = builder.finish()
  }

  public var units: [MarkedText] { skeleton.units.map(\.text) }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    precondition(translations.count == skeleton.units.count, "every unit has one translation")
    let wrapped = zip(translations, skeleton.units).map { translation, unit in
      translation == unit.text ? translation : CueWrapping.wrapped(translation)
    }
    return text.encode(skeleton.rendered(with: wrapped, target: target), substitute: nil)
  }
}
