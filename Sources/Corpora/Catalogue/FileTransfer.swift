internal import Foundation

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// One request for a file, or for what is missing of it.
///
/// Unchecked: the state is touched only before the task starts and on the delegate queue, which runs one
/// operation at a time.
final class FileTransfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  enum Outcome: Sendable {
    case complete
    /// Another attempt may go better.
    case interrupted(String)
    case failed(CorpusError)
  }

  private let part: PartialFile
  private let options: CorpusDownloader.Options
  private let progress: CorpusDownloader.ProgressHandler
  private let start: Int
  private var descriptor: Int32 = -1
  private var received: Int
  private var total: Int?
  private var outcome: Outcome?
  private var continuation: CheckedContinuation<Outcome, Never>?

  init(
    part: PartialFile, options: CorpusDownloader.Options, progress: @escaping CorpusDownloader.ProgressHandler
  ) {
    self.part = part
    self.options = options
    self.progress = progress
    start = part.resumableBytes
    received = start
  }

  func run(_ url: URL) async -> Outcome {
    var request = URLRequest(url: url)
    // A compressed answer would have other byte positions.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    request.setValue("chasqui", forHTTPHeaderField: "User-Agent")
    if start > 0, let validator = part.version?.validator {
      request.setValue("bytes=\(start)-", forHTTPHeaderField: "Range")
      request.setValue(validator, forHTTPHeaderField: "If-Range")
    }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Double(options.idleTimeout.components.seconds)
    configuration.urlCache = nil
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: queue)
    let task = session.dataTask(with: request)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        self.continuation = continuation
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    session.finishTasksAndInvalidate()
    return Task.isCancelled ? .failed(.cancelled(part.address)) : result
  }

  // MARK: URLSessionDataDelegate

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    guard let response = response as? HTTPURLResponse else {
      outcome = .interrupted("the answer is not HTTP")
      completionHandler(.cancel)
      return
    }
    do {
      outcome = try open(response)
    } catch {
      outcome = .failed(error)
    }
    completionHandler(outcome == nil ? .allow : .cancel)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard outcome == nil, descriptor >= 0 else { return }
    do {
      try write(data)
    } catch {
      outcome = .failed(error)
      dataTask.cancel()
      return
    }
    if received > options.maximumBytes {
      outcome = .failed(tooLarge(received))
      dataTask.cancel()
    } else if !progress(CorpusDownloader.Progress(received: received, total: total)) {
      outcome = .failed(.cancelled(part.address))
      dataTask.cancel()
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    let isDowngrade = task.originalRequest?.url?.scheme == "https" && request.url?.scheme != "https"
    completionHandler(isDowngrade ? nil : request)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if descriptor >= 0 {
      close(descriptor)
      descriptor = -1
    }
    let result: Outcome
    if let outcome {
      result = outcome
    } else if let error {
      result = .interrupted(error.localizedDescription)
    } else if let total, received < total {
      result = .interrupted("the connection ended after \(received) of \(total) bytes")
    } else {
      result = .complete
    }
    continuation?.resume(returning: result)
    continuation = nil
  }

  // MARK: Answers

  /// Makes ready for the body of `response`; an outcome if there is none to take.
  private func open(_ response: HTTPURLResponse) throws(CorpusError) -> Outcome? {
    let status = response.statusCode
    switch status {
    case 200:
      let version = PartialFile.Version(
        address: part.address, etag: response.value(forHTTPHeaderField: "ETag"),
        lastModified: response.value(forHTTPHeaderField: "Last-Modified"))
      received = 0
      total = response.value(forHTTPHeaderField: "Content-Length").flatMap { Int($0) }
      if let total, total > options.maximumBytes { throw tooLarge(total) }
      descriptor = try part.open(version: version)
      return nil
    case 206:
      guard let range = contentRange(response), range.start == start else {
        part.remove()
        return .interrupted("the server sent another part of the file than it was asked for")
      }
      total = range.total
      descriptor = try part.open(version: nil)
      return nil
    case 416:
      // Nothing is missing, or the file has become shorter.
      if let range = contentRange(response), range.total == start, start > 0 { return .complete }
      part.remove()
      return .interrupted("the file on the server has changed")
    case 408, 425, 429, 500...599:
      return .interrupted("the server answered \(status)")
    default:
      let advice =
        switch status {
        case 404, 410: "The file is not there any more: see the page of the corpus for its new address."
        case 401, 403: "The server asks for permission: see the page of the corpus."
        case 300...399: "The server redirects to an address that is not secure: see the page of the corpus."
        default: "See the page of the corpus."
        }
      return .failed(
        CorpusError(
          status == 404 || status == 410 ? .missing : .network, file: part.address,
          "The server answered \(status).", advice: advice))
    }
  }

  /// `bytes 5-9/10` or `bytes */10`.
  private func contentRange(_ response: HTTPURLResponse) -> (start: Int?, total: Int?)? {
    guard let text = response.value(forHTTPHeaderField: "Content-Range"), text.hasPrefix("bytes ") else {
      return nil
    }
    let parts = text.dropFirst(6).split(separator: "/")
    guard parts.count == 2 else { return nil }
    return (parts[0].split(separator: "-").first.flatMap { Int($0) }, Int(parts[1]))
  }

  private func write(_ data: Data) throws(CorpusError) {
    let bytes = [UInt8](data)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(part.path, "write")
      }
      done += count
    }
    received += done
  }

  private func tooLarge(_ size: Int) -> CorpusError {
    CorpusError(
      .limit, file: part.address, "The file has \(size) bytes; at most \(options.maximumBytes) are taken.",
      advice: "Check the address, or raise the limit.")
  }
}
