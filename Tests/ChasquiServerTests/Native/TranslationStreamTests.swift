import ChasquiTestSupport
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import Text

@testable import ChasquiServer

@Suite struct TranslationStreamTests {
  /// Keeps what a body writes.
  private struct Page: ResponseBodyWriter {
    let parts: Record<String>

    mutating func write(_ buffer: ByteBuffer) async throws { parts.add(String(buffer: buffer)) }
    consuming func finish(_ trailers: HTTPFields?) async throws {}
  }

  /// A model that is taken away, or replaced, while a long text is read, finishes that text.
  @Test func aStreamEndsWithTheModelsThatItBeganWith() async throws {
    let folder = TemporaryFolder()
    let server = try SampleServer { configuration in
      let model = configuration.models[0]
      configuration.models = [folder.path]
      try? FileManager.default.createSymbolicLink(
        atPath: folder.file("sample"), withDestinationPath: "\(model)/sample")
    }
    try await server.test { client, services in
      let text = String(repeating: "Good morning. ", count: 20)
      let order = TranslationOrder(
        texts: [text], source: try LanguageTag("en"), target: try LanguageTag("es"))
      let stream = try await TranslationStream(order, text: text, services.translation, limits: WorkLimits())
      try FileManager.default.removeItem(atPath: folder.file("sample"))
      services.registry.reload()
      let gone = try await client.post(
        "/v1/translate", #"{"text":"Good morning.","source":"en","target":"es"}"#)
      #expect(gone.status == 400, "\(gone.text)")

      let usage = services.access.usage
      let charge = StreamCharge(
        try usage.charge(ServiceSamples.caller(nil), characters: text.count), of: usage)
      let parts = Record<String>()
      try await stream.response(requestID: "1", charge: charge).body.write(Page(parts: parts))
      #expect(parts.all.count { $0.hasPrefix("event: sentence") } == 20)
      #expect(parts.all.last?.hasPrefix("event: done") == true, "\(parts.all.last ?? "")")
      #expect(usage.usage(of: ServiceSamples.caller(nil)).characters == text.count)
    }
  }
}
