/// The first byte of a line that is not UTF-8, for messages.
public struct InvalidUTF8: Error, Equatable, CustomStringConvertible {
  public let byte: UInt8
  /// In characters from 1.
  public let column: Int
  /// What stands before it, to look for: at most `contextLength` characters.
  public let context: String

  public static let contextLength = 20
  /// What the owner of the file can do.
  public static let advice =
    "Convert the file: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW, or with the encoding that it has."

  /// Nil if `line` is UTF-8.
  public init?(_ line: UnsafeRawBufferPointer) {
    guard let offset = UTF8Validation.firstInvalid(line) else { return nil }
    let before = String(decoding: line[..<offset], as: UTF8.self)
    byte = line[offset]
    column = before.unicodeScalars.count + 1
    context = String(before.suffix(Self.contextLength))
  }

  public var description: String {
    let digits = String(byte, radix: 16, uppercase: true)
    let place = context.isEmpty ? "at the beginning" : "after «\(context)»"
    return "There are bytes that are not UTF-8: 0x\(digits) \(place)."
  }
}
