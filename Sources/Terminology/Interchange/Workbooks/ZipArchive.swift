private import CZip

/// Reads the members of a zip archive in memory, within limits that no honest workbook comes near.
final class ZipArchive {
  static let maximumMembers = 10_000
  static let maximumMemberBytes: UInt64 = 256 << 20
  /// A member that unpacks to so many times its size is a bomb; small ones may be very regular.
  static let maximumRatio: UInt64 = 300
  static let smallMemberBytes: UInt64 = 8 << 20

  private let place: String
  private let archive: OpaquePointer
  /// The bytes of the archive, which libzip reads for as long as it is open.
  private let memory: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8], place: String) throws(TerminologyError) {
    self.place = place
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = memory.initialize(from: bytes)
    self.memory = memory
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(bytes.count), 0, &error) else {
      memory.deallocate()
      throw TerminologyError(
        .inputOutput, place, "The archive cannot be opened: \(Self.text(&error)).",
        advice: "Free some memory.")
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      let text = Self.text(&error)
      zip_source_free(source)
      memory.deallocate()
      throw TerminologyError(
        .malformed, place, "The workbook is no complete zip archive: \(text).",
        advice: "Check that the file is complete.")
    }
    self.archive = archive
    let count = zip_get_num_entries(archive, 0)
    guard count <= Self.maximumMembers else {
      throw TerminologyError(
        .limit, place, "The archive has \(count) members; at most \(Self.maximumMembers) are read.",
        advice: "Check that it is a workbook.")
    }
  }

  deinit {
    zip_discard(archive)
    memory.deallocate()
  }

  /// The bytes of a member; nil if there is none of that name.
  func member(_ name: String) throws(TerminologyError) -> [UInt8]? {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat(archive, name, zip_flags_t(ZIP_FL_NOCASE), &status) == 0 else { return nil }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
      throw TerminologyError(
        .unsupported, place, "The workbook is protected by a password.",
        advice: "Save it without one.")
    }
    guard status.size <= Self.maximumMemberBytes,
      status.size <= Self.smallMemberBytes || status.size / Self.maximumRatio <= status.comp_size
    else {
      throw TerminologyError(
        .limit, place,
        "«\(name)» unpacks from \(status.comp_size) to \(status.size) bytes, which is not read.",
        advice: "Check where the file comes from; a large glossary can be saved as CSV.")
    }
    guard let file = zip_fopen_index(archive, status.index, 0) else { throw damaged(name) }
    defer { zip_fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    var start = 0
    while start < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        zip_fread(file, $0.baseAddress! + start, UInt64($0.count - start))
      }
      guard got > 0 else { throw damaged(name) }
      start += Int(got)
    }
    // The read that finds the end also compares the checksum.
    var end: UInt8 = 0
    guard zip_fread(file, &end, 1) == 0 else { throw damaged(name) }
    return bytes
  }

  private func damaged(_ name: String) -> TerminologyError {
    TerminologyError(
      .malformed, place, "«\(name)» in the workbook is damaged.", advice: "Copy or save the file again.")
  }

  private static func text(_ error: inout zip_error_t) -> String {
    zip_error_strerror(&error).map { String(cString: $0) } ?? "unknown error"
  }
}
