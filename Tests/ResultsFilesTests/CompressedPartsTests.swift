// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing

/// Blocks of xz and frames of Zstandard that are decompressed side by side, beside the bytes that were
/// compressed, and the way from front to back.
@Suite struct CompressedPartsTests {
  /// A way to divide a file.
  struct Kind: CustomTestStringConvertible, Sendable {
    var compression: Compression
    var parts: any CompressedParts.Type
    /// A file of rows that another program wrote in parts.
    var fixture: String
    /// What may stand between two parts.
    var filling: [UInt8]
    var testDescription: String { compression.rawValue }

    func sideBySide(_ bytes: [UInt8], cores: Int = 2) throws -> [UInt8]? {
      try parts.decompressed(bytes, path: "file", maximumSize: 1 << 30, cores: cores)
    }

    /// A file of five parts.
    func divided(_ bytes: [UInt8], _ filling: [UInt8] = []) throws -> [UInt8] {
      let size = bytes.count / 5 + 1
      return try stride(from: 0, to: bytes.count, by: size).flatMap {
        try compression.compressed(Array(bytes[$0..<min($0 + size, bytes.count)])) + filling
      }
    }
  }

  static let kinds = [
    Kind(
      compression: .xz, parts: XzBlocks.self, fixture: "rows.blocks.csv.xz",
      filling: [UInt8](repeating: 0, count: 8)),
    Kind(
      compression: .zstandard, parts: ZstandardFrames.self, fixture: "rows.frames.csv.zst",
      filling: [0x57, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]),
  ]

  private static func text(_ count: Int) -> [UInt8] {
    var generator = SplitMix64(seed: 1)
    return (0..<count).map { _ in UInt8(ascii: "0") + UInt8(generator.next() % 10) }
  }

  /// What reading a file of these bytes gives, in whichever way.
  static func read(_ bytes: [UInt8]) throws -> [UInt8] {
    try Fixtures.withFile(bytes) { try FileBytes.read(at: $0, maximumSize: 1 << 30) }
  }

  /// Whether a file is left to be read from front to back, or gives what that gives, as reading a small
  /// file does.
  private static func isLeftOrTheSame(_ bytes: [UInt8], _ kind: Kind) throws -> Bool {
    guard let found = try kind.sideBySide(bytes) else { return true }
    return try found == read(bytes)
  }

  @Test(arguments: kinds) func joinsTheParts(kind: Kind) throws {
    let rows = try Fixtures.bytes("formats/compressed/rows.csv")
    let bytes = try Fixtures.bytes("formats/compressed/\(kind.fixture)")
    #expect(try kind.sideBySide(bytes) == rows)
    #expect(try kind.sideBySide(bytes, cores: 1) == nil)
    #expect(try Self.read(bytes) == rows)
    let text = Self.text(2_000_000)
    for file in try [kind.divided(text), kind.divided(text, kind.filling)] {
      #expect(try kind.sideBySide(file) == text)
      #expect(try Self.read(file) == text)
    }
    let empty = try kind.compression.compressed([])
    let withEmpty = try empty + kind.divided(text) + empty
    #expect(try Self.isLeftOrTheSame(withEmpty, kind) && Self.read(withEmpty) == text)
    // One part cannot be divided.
    #expect(try kind.sideBySide(kind.compression.compressed(text)) == nil)
  }

  @Test(arguments: kinds) func leavesWhatStandsBehindTheEnd(kind: Kind) throws {
    let file = try kind.divided(Self.text(500_000))
    for rest in [[0], [0, 0, 0], [1], Array("garbage that is long".utf8), Array(file[..<8])] {
      #expect(try kind.sideBySide(file + rest) == nil)
      let error = #expect(throws: ResultsFileError.self) { try Self.read(file + rest) }
      #expect(error?.expected == "a file that can be decompressed to its end")
    }
  }

  @Test(arguments: kinds) func leavesDamagedFiles(kind: Kind) throws {
    let bytes = try Fixtures.bytes("formats/compressed/\(kind.fixture)")
    var left = 0
    for index in bytes.indices {
      for bit in [index % 8, (index + 3) % 8] {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        #expect(try Self.isLeftOrTheSame(damaged, kind), "byte \(index)")
        if try kind.sideBySide(damaged) == nil { left += 1 }
      }
    }
    #expect(left > bytes.count)
    for count in bytes.indices {
      #expect(try Self.isLeftOrTheSame(Array(bytes[..<count]), kind), "cut after \(count) bytes")
    }
    let large = try kind.divided(Self.text(500_000))
    for count in [large.count - 1, large.count / 2, large.count - 20] {
      let error = #expect(throws: ResultsFileError.self) { try Self.read(Array(large[..<count])) }
      #expect(error?.found.contains("truncated") == true, "\(error?.found ?? "")")
    }
  }

  @Test(arguments: kinds) func keepsToTheGreatestSize(kind: Kind) throws {
    for bytes in [Self.text(1_000_000), [UInt8](repeating: 0, count: 60_000_000)] {
      try Self.expectLimits(of: kind.parts, for: kind.divided(bytes), holding: bytes)
    }
  }

  /// Expects a file to be decompressed if as many bytes are allowed as it holds, and refused if fewer are.
  static func expectLimits<Parts: CompressedParts>(
    of parts: Parts.Type, for file: [UInt8], holding bytes: [UInt8]
  ) throws {
    func decompressed(maximumSize: Int) throws -> [UInt8]? {
      try Parts.decompressed(file, path: "file", maximumSize: maximumSize, cores: 2)
    }
    #expect(try decompressed(maximumSize: bytes.count) == bytes)
    for limit in [bytes.count - 1, bytes.count / 2, 0] {
      let error = #expect(throws: ResultsFileError.self) {
        try decompressed(maximumSize: limit)
      }
      #expect(
        error?.description
          == "file: expected at most \(limit) bytes, once decompressed, found more")
    }
  }

  /// A part that is compressed itself would be read as what is in it.
  @Test(arguments: kinds) func leavesPartsThatAreCompressedTwice(kind: Kind) throws {
    let parts = [Array("1\n".utf8), try Compression.xz.compressed(Array("2\n".utf8))]
    let file = try parts.flatMap { try kind.compression.compressed($0) }
    #expect(try kind.sideBySide(file) == nil)
  }
}
