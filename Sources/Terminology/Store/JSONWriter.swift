/// Writes a JSON text (RFC 8259) field by field; Foundation's encoder takes several times as long, which an
/// import of many entries feels.
struct JSONWriter {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes a field, unless it is empty.
  mutating func field(_ name: StaticString, _ value: String) {
    guard !value.isEmpty else { return }
    self.name(name)
    string(value)
  }

  /// Writes a field, unless it is false.
  mutating func field(_ name: StaticString, _ value: Bool) {
    guard value else { return }
    self.name(name)
    bytes += Array("true".utf8)
  }

  /// Writes a field with an array, unless it is empty; `body` writes an element.
  mutating func field<Element>(
    _ name: StaticString, _ values: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    guard !values.isEmpty else { return }
    self.name(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      body(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    body(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes += Array("\\u00".utf8)
        bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
        bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func name(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes += $0 }
    bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
  }
}
