import ChasquiTestSupport
import Foundation
import Testing
import XMLReading

@Suite struct XMLCursorTests {
  @Test func walksThroughMemoryAndFiles() throws {
    let text = "<a xml:lang=\"es\"><x:b k='1'>ñ &amp; <![CDATA[<z>]]></x:b>\n<c/></a>"
      .replacing("<a ", with: "<a xmlns:x=\"urn:x\" ")
    let folder = TemporaryFolder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("a.xml")))
    for cursor in [
      try XMLCursor(bytes: Array(text.utf8), file: "memory", elements: ["a", "b"]),
      try XMLCursor(path: folder.file("a.xml"), elements: ["a", "b"]),
    ] {
      var seen: [String] = []
      var content: [UInt8] = []
      while let event = try cursor.next() {
        switch event {
        case .start(let isEmpty):
          seen.append("\(cursor.name) \(cursor.element) \(isEmpty) \(cursor.depth) \(cursor.line)")
          if cursor.name == "a" { #expect(cursor.attribute("xml:lang") == "es") }
        case .end: seen.append("/\(cursor.name)")
        case .text: cursor.appendText(to: &content)
        }
      }
      #expect(seen == ["a 0 false 0 1", "b 1 false 1 1", "/b", "c -1 true 1 2", "/a"])
      #expect(String(decoding: content, as: UTF8.self) == "ñ & <z>\n")
    }
  }

  @Test(arguments: [
    ("<a>\n<b></a>", XMLError.Reason.malformed, 2),
    ("", .malformed, 0),
    ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", .limit, 1),
    ("<a>&nbsp;</a>", .malformed, 1),
    (String(repeating: "<a>", count: 1000), .limit, 1),
  ])
  func namesTheLineOfDamage(text: String, reason: XMLError.Reason, line: Int) {
    let error = #expect(throws: XMLError.self) {
      let cursor = try XMLCursor(bytes: Array(text.utf8), file: "t.xml", elements: [])
      while try cursor.next() != nil {}
    }
    #expect(error?.reason == reason, "\(String(describing: error))")
    #expect(line == 0 || error?.line == line)
    #expect(error?.description.hasPrefix("t.xml") == true)
    #expect(error?.advice.isEmpty == false)
  }

  @Test(arguments: ["", "\n", "<?xml version=\"1.0\"?>", "<!-- a -->\n"])
  func saysThatAFileIsEmpty(text: String) {
    let error = #expect(throws: XMLError.self) {
      let cursor = try XMLCursor(bytes: Array(text.utf8), file: "t.xml", elements: [])
      while try cursor.next() != nil {}
    }
    let message = error?.message ?? ""
    #expect(message == "There is no XML in the file." || message.contains("empty"), "\(message)")
  }

  @Test func saysThatAFileIsMissing() {
    let error = #expect(throws: XMLError.self) { try XMLCursor(path: "/no/such/file.xml", elements: []) }
    #expect(error?.description == "/no/such/file.xml: There is no such file. Check the path.")
  }

  @Test func escapesWhatXMLReserves() {
    #expect(XMLText.escaped("a<b>&\"c\"\u{1}\u{FFFF}") == "a&lt;b&gt;&amp;&quot;c&quot; \u{FFFD}")
  }
}
