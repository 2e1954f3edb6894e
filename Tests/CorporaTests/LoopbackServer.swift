import Foundation

/// An HTTP server for tests on a port of 127.0.0.1; each connection is one request.
final class LoopbackServer: @unchecked Sendable {
  struct Request: Sendable {
    /// The number of requests before this one.
    let index: Int
    let path: String
    /// Names in lower case.
    let headers: [String: String]
  }

  struct Answer: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// The connection ends after so many bytes of the body.
    var cutAfter: Int?

    /// What an ordinary server answers: ranges, and `If-Range` by entity tag.
    static func file(_ body: [UInt8], etag: String = "\"1\"", for request: Request) -> Answer {
      var answer = Answer(headers: ["ETag": etag, "Content-Length": "\(body.count)"], body: body)
      guard let range = request.headers["range"], range.hasPrefix("bytes="), range.hasSuffix("-"),
        let start = Int(range.dropFirst(6).dropLast()), request.headers["if-range"] ?? etag == etag
      else { return answer }
      if start >= body.count {
        return Answer(
          status: 416, headers: ["Content-Range": "bytes */\(body.count)", "Content-Length": "0"])
      }
      answer.status = 206
      answer.body = Array(body[start...])
      answer.headers["Content-Length"] = "\(answer.body.count)"
      answer.headers["Content-Range"] = "bytes \(start)-\(body.count - 1)/\(body.count)"
      return answer
    }
  }

  let port: UInt16
  private let socketDescriptor: Int32
  private let handler: @Sendable (Request) -> Answer
  private let lock = NSLock()
  private var log: [Request] = []

  init(_ handler: @escaping @Sendable (Request) -> Answer) {
    self.handler = handler
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    socketDescriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        precondition(bind(descriptor, pointer, length) == 0 && listen(descriptor, 16) == 0)
        getsockname(descriptor, pointer, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        serve(connection)
      }
    }
  }

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { lock.withLock { log } }

  func stop() {
    shutdown(socketDescriptor, Int32(SHUT_RDWR))
    close(socketDescriptor)
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return }
      bytes += buffer[..<count]
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let path = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let request = lock.withLock {
      let request = Request(index: log.count, path: path, headers: headers)
      log.append(request)
      return request
    }
    let answer = handler(request)
    var text = "HTTP/1.1 \(answer.status) X\r\nConnection: close\r\n"
    for header in answer.headers { text += "\(header.key): \(header.value)\r\n" }
    send(connection, Array("\(text)\r\n".utf8))
    send(connection, Array(answer.body.prefix(answer.cutAfter ?? answer.body.count)))
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      done += count
    }
  }
}
