import Compute
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import ChasquiServer

@Suite struct FormBodyTests {
  private func form(_ text: String) throws -> FormBody { try FormBody(encoded: text) }
  private func json(_ text: String) throws -> FormBody { try FormBody(json: ByteBuffer(string: text)) }

  private func multipart(_ text: String, boundary: String = "b") throws -> FormBody {
    try FormBody(
      multipart: ByteBuffer(string: text), type: "multipart/form-data; boundary=\(boundary)")
  }

  private func request(_ body: String, type: String?, uri: String = "/translate") -> Request {
    var head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: uri)
    head.headerFields[.contentType] = type
    return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
  }

  @Test func encodedFormsAreDecoded() throws {
    let form = try form("q=a+b%20c%2Bd&q=%C3%B1&empty=&bare&%74arget=es&&=x&odd=100%&half=%4&eq=a=b")
    #expect(form.values["q"] == [.text("a b c+d"), .text("ñ")])
    #expect(try form.text("q") == "a b c+d")
    #expect(try form.texts("q") == ["a b c+d", "ñ"])
    #expect(try form.text("empty") == "")
    #expect(try form.text("bare") == "")
    #expect(try form.text("target") == "es")
    #expect(try form.text("") == "x")
    #expect(try form.text("odd") == "100%")
    #expect(try form.text("half") == "%4")
    #expect(try form.text("eq") == "a=b")
    #expect(try form.text("missing") == nil)
    #expect(!form.isList("q"))
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: ServiceError.invalid(field: "q", "This field is not UTF-8.")) { try form("q=%FF") }
    #expect(throws: ServiceError.self) { try form("%C3=1") }
    #expect(throws: ServiceError.self) { try form("q=%ED%A0%80") }
  }

  @Test func objectsOfJSONAreRead() throws {
    let form = try json(
      #"{"q":["a","b"],"n":3,"f":true,"zero":0,"none":null,"s":"x","o":{"a":1},"half":1.5,"big":1e300}"#)
    #expect(form.isList("q"))
    #expect(try form.texts("q") == ["a", "b"])
    #expect(try form.texts("s") == ["x"])
    #expect(try form.integer("n") == 3)
    #expect(try form.flag("f") == true)
    #expect(try form.flag("zero") == false)
    #expect(!form.has("none"))
    #expect(try form.text("none") == nil)
    for name in ["q", "n", "f", "o"] {
      #expect(throws: ServiceError.invalid(field: name, "This field must be a string.")) {
        try form.text(name)
      }
    }
    for name in ["half", "big", "f", "s", "q"] {
      #expect(throws: ServiceError.invalid(field: name, "This field must be a whole number.")) {
        try form.integer(name)
      }
    }
    #expect(throws: ServiceError.invalid(field: "n", "This field must be true or false.")) {
      try form.flag("n")
    }
  }

  @Test(arguments: ["[]", "3", "null", #""q""#, "", "{", #"{"q":"\#u{0}"}"#, #"{"q":1e999}"#])
  func whatIsNoObjectIsRefused(text: String) {
    #expect(throws: ServiceError.self) { try json(text) }
  }

  @Test func depthAndNumbersAreBounded() {
    #expect(throws: ServiceError.self) { try json(String(repeating: #"{"q":"#, count: 100_000)) }
    let many = Array(repeating: "0", count: FormBody.mostValues + 1)
    #expect(throws: FormBody.tooMany) { try json("{\"q\":[\(many.joined(separator: ","))]}") }
    #expect(throws: FormBody.tooMany) { try form(many.joined(separator: "&")) }
  }

  @Test(arguments: [("true", true), ("True", true), ("1", true), ("0", false), ("FALSE", false)])
  func flagsOfFormsAreRead(text: String, expected: Bool) throws {
    #expect(try form("f=\(text)").flag("f") == expected)
  }

  @Test func mediaTypesChooseTheReading() async throws {
    let encoded = try await FormBody(
      request("q=a", type: "application/x-www-form-urlencoded; charset=utf-8"), limit: 100)
    #expect(try encoded.text("q") == "a")
    let json = try await FormBody(request(#"{"q":"a"}"#, type: nil), limit: 100)
    #expect(try json.text("q") == "a")
    let query = try await FormBody(
      request(#"{"q":"body"}"#, type: "application/json", uri: "/x?q=query&key=k%20y"), limit: 100)
    #expect(try query.text("q") == "body")
    #expect(try query.text("key") == "k y")
    #expect(try await FormBody(request("", type: "text/plain"), limit: 100).values.isEmpty)
    await #expect(throws: ServiceError.self) {
      try await FormBody(request("q=a", type: "text/plain"), limit: 9)
    }
    await #expect(throws: ServiceError.payloadTooLarge(limit: 3)) {
      try await FormBody(request("q=abc", type: nil), limit: 3)
    }
  }

  private static let parts = """
    preamble\r
    --b\r
    Content-Disposition: form-data; name="target"\r
    \r
    es\r
    --b  \r
    content-disposition: form-data; filename="C:\\dir\\ño\\"x.txt"; name=file\r
    Content-Type: text/plain; charset=utf-8\r
    \r
    one\r
    --not the boundary\r
    \r
    --b\r
    Content-Disposition: form-data; name="target"\r
    \r
    \r
    --b--\r
    epilogue
    """

  @Test func multipartIsRead() throws {
    let form = try multipart(Self.parts)
    #expect(form.values == ["target": [.text("es"), .text("")]])
    let file = try #require(form.file("file"))
    #expect(file.filename == "ño\"x.txt")
    #expect(file.contentType == "text/plain; charset=utf-8")
    #expect(String(buffer: file.bytes) == "one\r\n--not the boundary\r\n")
  }

  @Test func extendedFilenamesAreRead() throws {
    let form = try multipart(
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"; filename*=UTF-8''%C3%B1.txt\r\n\r\n1\r\n--b--"
    )
    #expect(form.file("f")?.filename == "ñ.txt")
  }

  @Test func quotedBoundariesAreRead() throws {
    let text = "--a;b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nx\r\n--a;b--\r\n"
    #expect(try multipart(text, boundary: "\"a;b\"").text("q") == "x")
  }

  @Test(arguments: ["", "\"\"", String(repeating: "b", count: 71), "ñ", "\"b \""])
  func boundariesThatCannotBeAreRefused(boundary: String) {
    #expect(throws: ServiceError.self) { try multipart(Self.parts, boundary: boundary) }
  }

  @Test(arguments: [
    "x", "--b", "--b\r\n", "--b\r\n\r\nx", "--bx\r\n\r\n\r\n--b--",
    "--b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nx",
    "--b\r\nContent-Disposition: form-data; name=\"q\"\r\n--b--",
    "--b\r\nContent-Disposition: attachment; name=\"q\"\r\n\r\nx\r\n--b--",
    "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "--b\r\n\r\nx\r\n--b--",
    "--b\r\nX: \(String(repeating: "y", count: 20_000))\r\n\r\nx\r\n--b--",
  ])
  func damagedMultipartIsRefused(text: String) {
    #expect(throws: ServiceError.self) { try multipart(text) }
  }

  /// Every beginning of a good body, and the body with each byte changed, is read or refused, never a crash;
  /// what is read holds no more bytes than came.
  @Test func cutAndChangedMultipartIsReadOrRefused() throws {
    let bytes = Array(Self.parts.utf8)
    var random = RandomSource(seed: 1)
    let cut = bytes.indices.map { Array(bytes[..<$0]) }
    let changed = bytes.indices.flatMap { place in
      [0x0D, 0x0A, 0x2D, 0x22, 0x3B, 0xFF, UInt8.random(in: 0...255, using: &random)].map { byte in
        var copy = bytes
        copy[place] = byte
        return copy
      }
    }
    for text in cut + changed {
      guard
        let form = try? FormBody(
          multipart: ByteBuffer(bytes: text), type: "multipart/form-data; boundary=b")
      else { continue }
      let size = form.files.reduce(0) { $0 + $1.bytes.readableBytes }
      #expect(size <= text.count)
    }
    let last = Self.parts.utf8.count - "--\r\nepilogue".utf8.count
    for text in cut where text.count < last {
      #expect(throws: ServiceError.self) {
        try FormBody(multipart: ByteBuffer(bytes: text), type: "multipart/form-data; boundary=b")
      }
    }
  }

  @Test func anyFieldsComeBack() throws {
    var random = RandomSource(seed: 2)
    let alphabet = Array("ab&=+%;\r\n\"'-ñ😀 \u{301}")
    for _ in 0..<2_000 {
      let value = String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
      let escaped = value.utf8.map { byte in
        byte == 0x20 ? "+" : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
      }.joined()
      #expect(try form("x=1&q=\(escaped)").text("q") == value)
      // As clients must: the boundary stands nowhere in what is sent.
      var boundary = "b"
      while value.utf8.contains("--\(boundary)".utf8) { boundary += "b" }
      let body =
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n\(value)\r\n--\(boundary)--\r\n"
      #expect(try multipart(body, boundary: boundary).text("q") == value)
    }
  }
}
