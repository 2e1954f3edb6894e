private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationCompat

extension FormBody {
  /// Fields, parts or elements of an array that a request may have, so that a body of ten million commas does
  /// not become ten million values.
  static let mostValues = 100_000

  /// Reads the body of `request`, of any method, and the query, whose fields count where the body has none of
  /// the name.
  ///
  /// - Parameter limit: bytes of the body.
  /// - Throws: `ServiceError`: `.payloadTooLarge`, `.unsupportedMediaType`, or `.invalid` if the body is not
  ///   what its media type says.
  init(_ request: Request, limit: Int) async throws {
    let query = try FormBody(encoded: request.uri.query ?? "")
    let buffer = try await request.bytes(limit: limit)
    self = try Self.body(buffer, type: request.headers[.contentType] ?? "", mediaType: request.mediaType)
      .filled(from: query)
  }

  private static func body(_ buffer: ByteBuffer, type: String, mediaType: String) throws(ServiceError)
    -> FormBody
  {
    guard buffer.readableBytes > 0 else { return FormBody() }
    switch mediaType {
    case "application/x-www-form-urlencoded": return try FormBody(encoded: try utf8(buffer))
    case "multipart/form-data": return try FormBody(multipart: buffer, type: type)
    case "application/json": return try FormBody(json: buffer)
    case "": return try FormBody(json: buffer)
    case _ where mediaType.hasSuffix("+json"): return try FormBody(json: buffer)
    default:
      throw .unsupportedMediaType(
        "This address takes application/json, application/x-www-form-urlencoded or multipart/form-data.")
    }
  }

  private static func utf8(_ buffer: ByteBuffer) throws(ServiceError) -> String {
    guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
      throw .invalid(field: nil, "The body is not UTF-8.")
    }
    return text
  }

  /// - Throws: `ServiceError.invalid` if it is not an object of JSON.
  init(json buffer: ByteBuffer) throws(ServiceError) {
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: Data(buffer: buffer), options: .fragmentsAllowed)
    } catch {
      throw .invalid(field: nil, "The body is not JSON in UTF-8.")
    }
    guard let object = value as? [String: Any] else {
      throw .invalid(field: nil, "The body must be an object of JSON.")
    }
    isJSON = true
    guard object.count <= Self.mostValues else { throw Self.tooMany }
    for (name, value) in object {
      if let list = value as? [Any], list.count > Self.mostValues { throw Self.tooMany }
      values[name] = [Value(json: value)]
    }
  }

  /// Reads `a=1&b=two+words` as the URL standard of the WHATWG does (5.1), except that bytes which are not
  /// UTF-8 are refused: what was meant cannot be told any more.
  ///
  /// - Throws: `ServiceError.invalid` for a field that is not UTF-8, or too many fields.
  init(encoded text: String) throws(ServiceError) {
    var count = 0
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      count += 1
      guard count <= Self.mostValues else { throw Self.tooMany }
      let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = Self.decoded(pair[..<end]) else {
        throw .invalid(field: nil, "The name of a field is not UTF-8.")
      }
      guard let value = Self.decoded(end == pair.endIndex ? pair[end...] : pair[end...].dropFirst()) else {
        throw .invalid(field: name, "This field is not UTF-8.")
      }
      values[name, default: []].append(.text(value))
    }
  }

  static let tooMany = ServiceError.invalid(
    field: nil, "The request has more than \(mostValues) fields or elements.")

  /// Undoes percent encoding and `+`; a percent sign that begins no byte stands for itself. nil if the result
  /// is not UTF-8.
  private static func decoded(_ bytes: Substring.UTF8View) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        if digits.count == 2, let high = digits.first?.hexadecimal,
          let low = digits.dropFirst().first?.hexadecimal
        {
          result.append(high << 4 | low)
          rest = rest.dropFirst(2)
        } else {
          result.append(byte)
        }
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }
}

extension FormBody.Value {
  /// A value as Foundation reads JSON. Foundation has bounded how deep it goes.
  fileprivate init(json value: Any) {
    switch value {
    case let text as String: self = .text(text)
    case let list as [Any]: self = .list(list.map(Self.init(json:)))
    case is [String: Any]: self = .object
    case let number as NSNumber:
      // Foundation's numbers tell only by their type that they are a truth value.
      self = String(cString: number.objCType) == "c" ? .flag(number.boolValue) : .number(number.doubleValue)
    default: self = .null
    }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  fileprivate var hexadecimal: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
