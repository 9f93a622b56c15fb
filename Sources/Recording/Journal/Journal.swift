// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A file to which records are added, one line each, and from which nothing is ever taken but an
/// unfinished end.
///
/// Each line is the CRC-32 of a JSON text, a blank and the text. The first line that is not whole,
/// and all behind it, is what a crash left: it is cut off when the journal is opened.
package final class Journal {
  /// What an existing journal holds.
  package struct Content {
    package var records: [JournalRecord] = []
    /// How many bytes of unfinished lines there were.
    package var cutBytes = 0
  }

  package let path: String
  private var descriptor: Int32
  /// How long an average record of an execution was, in bytes.
  package private(set) var averageSize = 4096

  /// Opens a journal, or begins one, and keeps all others from it.
  ///
  /// - Throws: ``RecordingError`` if it cannot be opened, or another recorder has it.
  package init(at path: String) throws(RecordingError) {
    self.path = path
    descriptor = unsafe open(
      path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw RecordingError(.unusable, "\(path): the journal cannot be opened: \(POSIXFailure.last)")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw RecordingError(
        .unusable,
        "\(path): another recorder has this journal; wait for it, or name another with --journal")
    }
  }

  deinit {
    // A process that is just being started may still hold the descriptor, and with it the lock.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  // MARK: - Reading

  /// Reads all records, and cuts off what is unfinished.
  package func recover() throws(RecordingError) -> Content {
    let bytes = try Self.bytes(at: path)
    var content = Content()
    let end = Self.parse(bytes, into: &content.records)
    content.cutBytes = bytes.count - end
    if content.cutBytes > 0 {
      guard ftruncate(descriptor, off_t(end)) == 0, fsync(descriptor) == 0 else {
        throw RecordingError(
          .notWritten, "\(path): the journal cannot be written: \(POSIXFailure.last)")
      }
    }
    if !content.records.isEmpty { averageSize = max(1, end / content.records.count) }
    return content
  }

  /// The records of a journal that nobody writes to.
  package static func read(at path: String) throws(RecordingError) -> [JournalRecord] {
    var records: [JournalRecord] = []
    _ = parse(try bytes(at: path), into: &records)
    return records
  }

  private static func bytes(at path: String) throws(RecordingError) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw RecordingError(.unusable, "\(path): the journal cannot be read")
    }
  }

  /// Adds the whole records at the beginning of `bytes`; returns where they end.
  package static func parse(_ bytes: [UInt8], into records: inout [JournalRecord]) -> Int {
    let decoder = JSONDecoder()
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end]
      guard line.count > 9, line[start + 8] == UInt8(ascii: " ") else { break }
      let text = Array(line[(start + 9)...])
      guard String(decoding: line.prefix(8), as: UTF8.self) == Checksum.crc32(text),
        let record = try? decoder.decode(JournalRecord.self, from: Data(text))
      else { break }
      records.append(record)
      start = end + 1
    }
    return start
  }

  // MARK: - Writing

  /// Adds a record.
  ///
  /// - Parameter syncs: whether to wait until it would survive a loss of power.
  /// - Throws: ``RecordingError`` if there is no room for it: what was written of it is taken back.
  package func append(_ record: JournalRecord, syncs: Bool) throws(RecordingError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(record) else {
      throw RecordingError(
        .notWritten, "\(path): a record of the journal cannot be written as JSON")
    }
    let bytes = Array("\(Checksum.crc32(text)) ".utf8) + Array(text) + [UInt8(ascii: "\n")]
    if case .end = record { averageSize = (averageSize + bytes.count) / 2 }
    let before = lseek(descriptor, 0, SEEK_END)
    if let reason = FileWriting.writeAll(bytes, to: descriptor) {
      if before >= 0 { ftruncate(descriptor, before) }
      throw RecordingError(.notWritten, "\(path): the journal cannot be written: \(reason)")
    }
    if syncs, fdatasync(descriptor) != 0 {
      throw RecordingError(
        .notWritten, "\(path): the journal cannot be written: \(POSIXFailure.last)")
    }
  }

  /// How many bytes are free where the journal is; `nil` if that is not known.
  package var freeBytes: Int? {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail)) &* Int(clamping: UInt64(status.f_frsize))
  }
}
