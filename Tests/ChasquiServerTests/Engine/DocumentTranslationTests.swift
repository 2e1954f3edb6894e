import ChasquiTestSupport
import Documents
import Foundation
import Logging
import Terminology
import Testing

@testable import ChasquiServer

struct DocumentTranslationTests {
  private func server() throws -> TranslationServer {
    try TranslationServer(
      configuration: try SampleServer().configuration,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// What a job had finished before the server was stopped counts only if its model is the one that goes on.
  @Test func aDocumentIsTheWorkOfOneModel() async throws {
    let server = try server()
    let documents = DocumentTranslation(service: server.services.translation)
    let model = try #require(server.services.registry.current.ready.first).checksum
    let samples = try JobSamples()
    let lines = ["Good morning.", "The doctor is here.", "Thank you."]
    var request = JobSamples.request(lines.joined(separator: "\n"))
    (request.source, request.target) = ("en", "es")
    let id = try samples.store.add(request, by: JobSamples.anonymous).job.id
    let log = try samples.store.files.openSegments(id)
    for (segment, checksum) in [model, "another"].enumerated() {
      let unit = FinishedUnit(models: [checksum], translation: MarkedText("from before \(segment)"))
      try log.append(segment: segment, translation: unit.stored)
    }

    try await JobSamples.run(JobSamples.runner(samples.store, documents.translate)) {
      let done = try await JobSamples.wait(samples.store, id, for: .done, .failed)
      #expect(done.state == .done && done.segmentsDone == 3, "\(done)")
    }
    let result = try samples.store.result(of: "\(id)", for: JobSamples.anonymous)
    let translated = String(decoding: result, as: UTF8.self).components(separatedBy: "\n")
    #expect(translated.count == 3)
    #expect(translated.first == "from before 0")
    #expect(translated.dropFirst().allSatisfy { !$0.isEmpty && !$0.contains("before") }, "\(translated)")
  }

  /// A document that was to keep to a glossary is not translated without it.
  @Test func aDocumentFailsWithoutItsGlossary() async throws {
    let server = try server()
    let documents = DocumentTranslation(service: server.services.translation)
    let samples = try JobSamples()
    let store = try #require(server.services.glossaries)
    _ = try store.create(Glossary(name: "kept"), author: "test")
    func job(_ glossary: String) throws -> JobID {
      var request = JobSamples.request("Good morning.")
      (request.source, request.target) = ("en", "es")
      request.options.glossaries = [glossary]
      return try samples.store.add(request, by: JobSamples.anonymous).job.id
    }
    let (kept, gone) = (try job("kept"), try job("gone"))
    try await JobSamples.run(JobSamples.runner(samples.store, documents.translate)) {
      #expect(try await JobSamples.wait(samples.store, kept, for: .done, .failed).state == .done)
      let failed = try await JobSamples.wait(samples.store, gone, for: .done, .failed)
      #expect(failed.state == .failed && failed.problem?.contains("glossary gone") == true, "\(failed)")
    }
  }

  /// Nor is the rest of it translated for nobody.
  @Test func aDocumentFailsAsSoonAsItsGlossaryIsGone() async throws {
    let server = try server()
    let documents = DocumentTranslation(service: server.services.translation)
    let samples = try JobSamples()
    let store = try #require(server.services.glossaries)
    _ = try store.create(Glossary(name: "short"), author: "test")
    let lines = (1...3000).map { "Good morning, doctor \($0)." }
    var request = JobSamples.request(lines.joined(separator: "\n"))
    (request.source, request.target) = ("en", "es")
    request.options.glossaries = ["short"]
    let id = try samples.store.add(request, by: JobSamples.anonymous).job.id
    try await JobSamples.run(JobSamples.runner(samples.store, documents.translate)) {
      _ = try await eventually { try samples.store.job("\(id)", for: JobSamples.admin).segmentsDone > 0 }
      _ = try store.remove("short", author: "test")
      let failed = try await JobSamples.wait(samples.store, id, for: .done, .failed)
      #expect(failed.state == .failed && failed.problem?.contains("glossary short was removed") == true)
      #expect(failed.segmentsDone < lines.count, "\(failed)")
    }
  }

  /// The glossaries of the configuration are not looked for by the routes.
  @Test func aDocumentWithoutItsGlossaryIsNotTaken() async throws {
    let server = try server()
    var request = JobSamples.request("Good morning.")
    (request.source, request.target) = ("en", "es")
    request.options.glossaries = ["gone"]
    let refused = request
    let error = await #expect(throws: ServiceError.self) {
      _ = try await server.services.submit(refused, by: JobSamples.anonymous)
    }
    #expect(error == .unknownGlossary("gone"))
  }
}
