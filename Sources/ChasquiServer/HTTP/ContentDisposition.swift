private import Foundation

/// The `Content-Disposition` header (RFC 6266).
enum ContentDisposition {
  /// A download under the last part of `name`, whatever a client wrote into it.
  static func attachment(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let clean = String(
      last.unicodeScalars.filter {
        !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 32 && $0.value != 127
      })
    let base = clean.isEmpty ? "document" : clean
    let plain = String(
      base.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" ? Character($0) : "_" })
    let encoded =
      base.addingPercentEncoding(
        withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "!"..."~"))) ?? "document"
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
  }
}
