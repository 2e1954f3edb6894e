import Compute
import Documents
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: DocumentFormat.allCases) func nothingChangesIfNothingIsTranslated(format: DocumentFormat)
    throws
  {
    var random = RandomSource(seed: 7)
    for round in 0..<3000 {
      let text = Samples.soup(&random)
      guard let document = try? format.open(text: text) else {
        #expect(format == .xml, "round \(round)")
        continue
      }
      #expect(document.renderedText(with: document.units, target: nil) == text, "round \(round)")
      Self.check(document)
    }
  }

  @Test(arguments: DocumentFormat.allCases) func bytesOfAllKindsAreGivenBack(format: DocumentFormat) throws {
    var random = RandomSource(seed: 8)
    for round in 0..<2000 {
      var bytes = Array(Samples.soup(&random).utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let document = try? format.open(bytes) else { continue }
      #expect(document.rendered(with: document.units, target: nil) == bytes, "round \(round)")
    }
  }

  @Test func wellFormedXMLIsGivenBack() throws {
    var random = RandomSource(seed: 9)
    for _ in 0..<2000 {
      let text = "<doc>\(Samples.xml(&random))</doc>"
      let document = try DocumentFormat.xml.open(text: text)
      #expect(document.renderedText(with: document.units, target: nil) == text)
      Self.check(document)
    }
  }

  /// What is written for a changed unit reads as that unit: nothing is lost, and no text becomes markup.
  @Test(arguments: [DocumentFormat.html, .xml]) func changedUnitsReadAsWritten(format: DocumentFormat) throws
  {
    var random = RandomSource(seed: 10)
    // Words that move change what the outline is guessed from.
    var options = DocumentOptions()
    options.detectsOutline = format != .xml
    options.splittingTags = ["p", "list"]
    for round in 0..<3000 {
      let text = format == .xml ? "<doc>\(Samples.xml(&random))</doc>" : Samples.soup(&random)
      let document = try format.open(text: text, options: options)
      let changed = document.units.map { unit -> MarkedText in
        // The tags keep their places, since the text grows at its end only.
        MarkedText(unit.text + " <&amp; \"x\"", tags: unit.tags)
      }
      let written = document.renderedText(with: changed, target: nil)
      let again = try format.open(text: written, options: options)
      #expect(
        again.units.map { $0.text.split(separator: " ") } == changed.map { $0.text.split(separator: " ") },
        "round \(round): \(text.debugDescription) became \(written.debugDescription)")
    }
  }

  static func check(_ document: any TranslatableDocument) {
    for unit in document.units {
      #expect(unit.text.contains { !$0.isWhitespace })
      var last = 0
      for tag in unit.tags {
        #expect((last...unit.text.utf8.count).contains(tag.offset))
        last = tag.offset
        let place = unit.text.utf8.index(unit.text.startIndex, offsetBy: tag.offset)
        #expect(place.samePosition(in: unit.text.unicodeScalars) != nil)
      }
      let pairs = Dictionary(grouping: unit.tags, by: \.identifier)
      for tags in pairs.values {
        #expect(tags.count == 1 || tags.count == 2 && tags.map(\.kind) == [.opening, .closing])
      }
      for (tag, partner) in zip(unit.tags, unit.partners) {
        #expect((partner != nil) == (pairs[tag.identifier]!.count == 2))
      }
    }
  }
}
