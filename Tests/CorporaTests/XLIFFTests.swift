import Corpora
import Testing

@Suite struct XLIFFTests {
  let folder = TemporaryFolder()

  func read(
    _ text: String, units: ReadingOptions.XLIFFUnits = .translated, source: String = "eng",
    target: String = "spa"
  )
    throws(CorpusError) -> ParallelCorpus
  {
    let path = folder.write("t.xlf", text)
    var options = ReadingOptions()
    options.xliffUnits = units
    return try CorpusReader.read(
      spec: CorpusSource(path), source: source, target: target, options: options)
  }

  func version1(_ units: String) -> String {
    """
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
    <file source-language="en" target-language="es-MX" datatype="x" original="y"><body><group>
    \(units)
    </group></body></file></xliff>
    """
  }

  @Test func readsVersion1() throws {
    let text = version1(
      """
      <trans-unit id="1"><source>Open <g id="1">the</g> <ph id="2">%s</ph>file<x id="3"/></source>
        <target>Abre <g id="1">el</g> archivo</target>
        <alt-trans><source>no</source><target>no</target></alt-trans></trans-unit>
      <trans-unit id="2"><source>Save</source></trans-unit>
      <trans-unit id="3"><source>Quit</source><target/></trans-unit>
      <trans-unit id="4" translate="no"><source>X</source><target>X</target></trans-unit>
      """)
    let corpus = try read(text)
    #expect(corpus.source == ["Open the file"])
    #expect(corpus.target == ["Abre el archivo"])
    #expect(corpus.notes.skippedUnits == 3)
    #expect(try read(text, source: "spa", target: "eng").source == ["Abre el archivo"])
    #expect(throws: CorpusError.self) { try read(text, target: "fra") }
  }

  @Test(arguments: [
    (ReadingOptions.XLIFFUnits.all, ["a", "b", "c", "d"]), (.translated, ["a", "c", "d"]),
    (.approved, ["c", "d"]),
  ])
  func filtersByState(units: ReadingOptions.XLIFFUnits, expected: [String]) throws {
    let text = version1(
      """
      <trans-unit id="1"><source>a</source><target>1</target></trans-unit>
      <trans-unit id="2"><source>b</source><target state="needs-translation">2</target></trans-unit>
      <trans-unit id="3"><source>c</source><target state="signed-off">3</target></trans-unit>
      <trans-unit id="4" approved="yes"><source>d</source><target state="new">4</target></trans-unit>
      """)
    #expect(try read(text, units: units).source == expected)
  }

  @Test func readsSegmentsOfVersion1() throws {
    let text = version1(
      """
      <trans-unit id="1"><source>One. Two.</source>
      <seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></seg-source>
      <target><mrk mtype="seg" mid="2">Dos.</mrk> <mrk mtype="seg" mid="1">Uno.</mrk></target></trans-unit>
      """)
    let corpus = try read(text)
    #expect(corpus.source == ["One.", "Two."])
    #expect(corpus.target == ["Uno.", "Dos."])
  }

  @Test func readsVersion2() throws {
    let corpus = try read(
      """
      <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es">
      <file id="f"><unit id="1"><originalData><data id="d">x</data></originalData>
      <mtc:matches xmlns:mtc="m"><mtc:match><source>no</source><target>no</target></mtc:match></mtc:matches>
      <segment state="final"><source>Hello <pc id="1">big</pc> world<ph id="2"/><cp hex="0001"/></source>
        <target>Hola <pc id="1">gran</pc> mundo</target></segment>
      <ignorable><source> </source><target> </target></ignorable>
      <segment><source>Bye</source><target>Adiós</target></segment>
      <segment state="initial"><source>Not</source><target>No</target></segment></unit>
      <unit id="2" translate="no"><segment><source>K</source><target>K</target></segment></unit>
      </file></xliff>
      """)
    #expect(corpus.source == ["Hello big world", "Bye"])
    #expect(corpus.target == ["Hola gran mundo", "Adiós"])
  }
}
