// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Recording
import TestSupport
import Testing
import WarmupStats

/// The journal, and what a crash leaves of it.
@Suite struct JournalTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("j") }

  init() throws { folder = try TemporaryFolder() }

  private static let records: [JournalRecord] =
    (0..<4).flatMap { number in
      let start = JournalRecord.Start(key: "b\u{301}:v:\"x\"", execution: number, attempt: 1)
      return [
        .start(start), .chunk(start, [0.1, 1e-9]), .discard(start, reason: "a line\nand one more"),
        .end(start, RecordedExecution(flag: .completed, times: [0.1, 1 / 3, 5e8])),
      ] as [JournalRecord]
    } + [.done]

  private func write(_ records: [JournalRecord]) throws {
    let journal = try Journal(at: path)
    _ = try journal.recover()
    for record in records { try journal.append(record, syncs: false) }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    try write(Self.records)
    let content = try Journal(at: path).recover()
    #expect(content.records == Self.records)
    #expect(content.cutBytes == 0)
  }

  @Test func onlyItsOwnerMayReadIt() throws {
    try write(Self.records)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  /// What a loss of power leaves is a beginning: it reads as the records that are whole in it.
  @Test func aJournalCutAtEveryByteReadsAsABeginning() throws {
    try write(Self.records)
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    var ends: [Int] = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      ends.append(index + 1)
    }
    #expect(ends.count == Self.records.count)
    for length in 0...bytes.count {
      var found: [JournalRecord] = []
      let end = Journal.parse(Array(bytes[..<length]), into: &found)
      let whole = ends.count { $0 <= length }
      #expect(found == Array(Self.records.prefix(whole)))
      #expect(end == (whole == 0 ? 0 : ends[whole - 1]))
    }
  }

  @Test func aDamagedByteEndsTheJournalBeforeItsLine() throws {
    try write(Self.records)
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x20
      var found: [JournalRecord] = []
      _ = Journal.parse(damaged, into: &found)
      let before = bytes[..<place].count { $0 == UInt8(ascii: "\n") }
      #expect(found == Array(Self.records.prefix(before)), "\(place)")
    }
  }

  @Test func anUnfinishedEndIsCutOffAndWrittenOver() throws {
    try write(Self.records)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("01234567 {\"start".utf8))
    try handle.close()
    do {
      let journal = try Journal(at: path)
      let content = try journal.recover()
      #expect(content.records == Self.records)
      #expect(content.cutBytes == 16)
      try journal.append(.done, syncs: true)
    }
    #expect(try Journal(at: path).recover().records == Self.records + [.done])
  }

  @Test func aSecondRecorderIsKeptFromIt() throws {
    let first = try Journal(at: path)
    let error = #expect(throws: RecordingError.self) { try Journal(at: path) }
    #expect(error?.description.contains("another recorder") == true)
    withExtendedLifetime(first) {}
  }

  @Test func aLinkIsNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path("elsewhere"))
    #expect(throws: RecordingError.self) { try Journal(at: path) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("elsewhere")))
  }

  // MARK: - Checksums

  /// The check value of the catalogue of CRCs, and those of FIPS 180-4's examples.
  @Test func checksumsAreTheKnownOnes() {
    #expect(Checksum.crc32(Data("123456789".utf8)) == "cbf43926")
    #expect(Checksum.crc32(Data()) == "00000000")
    #expect(
      Checksum.sha256([])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Checksum.sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Checksum.sha256(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  /// Against the system's own program, for lengths around those of blocks.
  @Test(arguments: [1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 100_003])
  func sha256IsThatOfTheSystem(length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let file = folder.path("data\(length)")
    try Data(bytes).write(to: URL(filePath: file))
    let found = try ProgramOutput.of("/usr/bin/sha256sum", [file])
    #expect(found.hasPrefix(Checksum.sha256(bytes) + " "))
  }

  private enum ProgramOutput {
    static func of(_ program: String, _ arguments: [String]) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
