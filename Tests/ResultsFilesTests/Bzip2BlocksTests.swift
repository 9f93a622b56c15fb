// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing

/// Blocks that are decompressed side by side, beside the bytes that were compressed, and the way from
/// front to back.
@Suite struct Bzip2BlocksTests {
  /// Digits, none of which is that before it: repetitions are put together before blocks are filled.
  private static func text(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    var digit: UInt64 = 0
    return (0..<count).map { _ in
      digit = (digit + 1 + generator.next() % 9) % 10
      return UInt8(ascii: "0") + UInt8(digit)
    }
  }

  private static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    try Compression.bzip2.compressed(bytes)
  }

  private static func sideBySide(_ bytes: [UInt8], cores: Int = 2) throws -> [UInt8]? {
    try Bzip2Blocks.decompressed(bytes, path: "file", maximumSize: 1 << 30, cores: cores)
  }

  @Test(arguments: [899_980, 899_981, 899_982, 900_000, 1_799_962, 1_799_963, 2_500_000])
  func joinsBlocks(count: Int) throws {
    let text = Self.text(count)
    let compressed = try Self.compressed(text)
    #expect(try CompressedPartsTests.read(compressed) == text)
    // 19 bytes of a block are left free.
    let found = try Self.sideBySide(compressed)
    #expect(count <= 899_981 ? found == nil : found == text)
    #expect(try Self.sideBySide(compressed, cores: 1) == nil)
  }

  #if os(Linux)
    @Test func countsTheCoresThatTheProcessIsTiedTo() throws {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") })
      // Hexadecimal digits with commas between them, a bit for each core.
      let digits = line.drop { $0 != "\t" }.compactMap(\.hexDigitValue)
      #expect(Cores.count == digits.reduce(0) { $0 + $1.nonzeroBitCount })
    }
  #endif

  @Test func joinsStreams() throws {
    let text = Self.text(2_000_000)
    var compressed: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 80_000) {
      var stream = try Self.compressed(Array(text[start..<min(start + 80_000, text.count)]))
      // The digit is the greatest size of a block, and these are small enough for all.
      stream[3] = UInt8(ascii: "1") + UInt8(start / 80_000 % 9)
      compressed += stream
    }
    #expect(try Self.sideBySide(compressed) == text)
    #expect(try CompressedPartsTests.read(compressed) == text)
    let empty = try Self.compressed([])
    #expect(try Self.sideBySide(compressed + empty) == text)
    #expect(try CompressedPartsTests.read(compressed + empty) == text)
  }

  @Test func leavesWhatStandsBehindTheEnd() throws {
    let text = Self.text(1_000_000)
    let compressed = try Self.compressed(text)
    let rests: [[UInt8]] = [[0], [0, 0, 0, 0], Array("BZh9".utf8), Array(compressed[..<8])]
    for rest in rests {
      #expect(try Self.sideBySide(compressed + rest) == nil)
    }
    #expect(try CompressedPartsTests.read(compressed + [0, 0, 0]) == text)
    #expect(throws: ResultsFileError.self) { try CompressedPartsTests.read(compressed + [1]) }
  }

  /// The table of the bytes that a block uses has a bit for each, so that a text of just these bytes
  /// makes its compressed file hold the mark of a block where no block begins.
  @Test func isNotMisledByMarksWithinBlocks() throws {
    let groups: [(first: UInt8, mask: UInt16)] = [
      (0x40, 0x3141), (0x50, 0x5926), (0x60, 0x5359),
    ]
    let used: [UInt8] = groups.flatMap { first, mask in
      (0..<16).filter { mask & 0x8000 >> $0 != 0 }.map { first + UInt8($0) }
    }
    var generator = SplitMix64(seed: 3)
    let text: [UInt8] = (0..<2_000_000).map { _ in used[Int(generator.next() % UInt64(used.count))]
    }
    let compressed = try Self.compressed(text)
    #expect(try Self.sideBySide(compressed) == nil)
    #expect(try CompressedPartsTests.read(compressed) == text)
    // With another byte in place of one, the mark is gone.
    let other = try Self.compressed(text.map { $0 == 0x42 ? 0x41 : $0 })
    #expect(try Self.sideBySide(other) != nil)
  }

  /// A bit of each part: header, mark, sum, tables, data, the marks between blocks and at the end.
  @Test func leavesDamagedFiles() throws {
    let text = Self.text(1_900_000)
    let compressed = try Self.compressed(text)
    #expect(try Self.sideBySide(compressed) == text)
    let parts = [0..<24, compressed.count - 12..<compressed.count].joined()
    let middle = stride(from: 40, to: compressed.count - 20, by: compressed.count / 10)
    for index in Array(parts) + Array(middle) {
      var damaged = compressed
      damaged[index] ^= 1 << UInt8(index % 8)
      let found = try Self.sideBySide(damaged)
      // The last bits fill up a byte.
      #expect(found == nil || (found == text && index == compressed.count - 1), "byte \(index)")
    }
    for index in [12, 500_000, compressed.count - 3] {
      var damaged = compressed
      damaged[index] ^= 0x10
      let error = #expect(throws: ResultsFileError.self) { try CompressedPartsTests.read(damaged) }
      #expect(error?.expected == "a file that can be decompressed to its end", "byte \(index)")
    }
  }

  @Test func leavesFilesThatAreCutShort() throws {
    let compressed = try Self.compressed(Self.text(1_900_000))
    let ends = Array(stride(from: 0, to: compressed.count, by: compressed.count / 50))
    for count in ends + Array(compressed.count - 30..<compressed.count) {
      #expect(try Self.sideBySide(Array(compressed[..<count])) == nil, "cut after \(count) bytes")
    }
    let error = #expect(throws: ResultsFileError.self) {
      try CompressedPartsTests.read(Array(compressed.dropLast(5)))
    }
    #expect(error?.found.contains("truncated") == true, "\(error?.found ?? "")")
  }

  @Test func keepsToTheGreatestSize() throws {
    // Ten thousand times as large as its file, in blocks of many megabytes.
    let zeros = [UInt8](repeating: 0, count: 60_000_000)
    for bytes in [Self.text(2_000_000), zeros] {
      try CompressedPartsTests.expectLimits(
        of: Bzip2Blocks.self, for: Self.compressed(bytes), holding: bytes)
    }
  }
}
