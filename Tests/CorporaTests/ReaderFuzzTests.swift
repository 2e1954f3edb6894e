import Compute
import Corpora
import Foundation
import Testing

/// Readers take any bytes: they give a corpus or an error, and never trap.
@Suite struct ReaderFuzzTests {
  static let samples: [(name: String, bytes: [UInt8])] = [
    ("t.tsv", Array("spa\teng\nuno\tone\r\ndos\ttwo\tx\n\ntrés\tthree".utf8)),
    (
      "t.tmx",
      Array(
        """
        <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
        <tmx version="1.4"><header/><body><tu>
        <tuv xml:lang="es"><seg>añ<bpt>x<sub>y</sub></bpt> &amp;</seg></tuv>
        <tuv lang="en-US"><seg><![CDATA[z]]><hi>q</hi></seg></tuv></tu></body></tmx>
        """.utf8)
    ),
    (
      "t.xlf",
      Array(
        """
        <xliff version="1.2"><file source-language="es" target-language="en"><body>
        <trans-unit id="1" approved="yes">
        <source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target state="final">
        <mrk mtype="seg" mid="1">b<ph>c</ph></mrk></target>
        <alt-trans><target>d</target></alt-trans></trans-unit>
        </body></file></xliff>
        """.utf8)
    ),
    (
      "t.xliff",
      Array(
        """
        <xliff version="2.0" srcLang="en" trgLang="es"><file id="f"><unit id="1">
        <segment state="final"><source>a<pc
         id="1">b</pc><cp hex="0041"/></source><target>c</target></segment></unit></file></xliff>
        """.utf8)
    ),
    ("t.po", Array(GettextTests.po.utf8)),
    (
      "t.mo",
      MOFile.make([
        ("", "Content-Type: text/plain; charset=ISO-8859-1\nLanguage: es\n"), ("c\u{4}_File", "_Fichero"),
        ("a\u{0}b", "c\u{0}d"), ("One.\nTwo.", "Uno.\nDos."),
      ])
    ),
  ]

  @Test(arguments: samples.indices)
  func survivesAnyBytes(sample: Int) throws {
    let folder = TemporaryFolder()
    let (name, bytes) = Self.samples[sample]
    let path = "\(folder.path)/\(name)"
    var random = RandomSource(seed: UInt64(sample) + 1)
    var read = 0
    for round in 0..<500 {
      var mutated = bytes
      switch round % 4 {
      case 0: mutated.removeSubrange(Int.random(in: 0...mutated.count, using: &random)...)
      case 1:
        mutated[Int.random(in: 0..<mutated.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      case 2:
        for _ in 0..<8 {
          mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
      default:
        let a = Int.random(in: 0..<mutated.count, using: &random)
        let b = Int.random(in: a..<mutated.count, using: &random)
        let place = Int.random(in: 0...mutated.count, using: &random)
        mutated.insert(contentsOf: mutated[a...b], at: place)
      }
      try Data(mutated).write(to: URL(fileURLWithPath: path))
      do throws(CorpusError) {
        let corpus = try CorpusReader.read(
          spec: CorpusSource(name: "t", path: path), source: "spa", target: "eng")
        for index in 0..<corpus.count { #expect(!corpus.source(index).utf8.contains { $0 < 0x20 }) }
        read += 1
      } catch {
        #expect(!error.message.isEmpty)
        #expect(error.file == path)
      }
    }
    #expect(read > 0)
  }
}
