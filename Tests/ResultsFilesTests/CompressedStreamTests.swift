// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Compressed files that are read benchmark by benchmark say the same as plain ones, and as compressed
/// ones that are read as a whole.
@Suite struct CompressedStreamTests {
  /// Rows that are longer than what is read at a time, also once they are compressed.
  private static let rows: [UInt8] = {
    var generator = SplitMix64(seed: 9)
    var rows = "benchmark,process,seconds\n"
    for benchmark in 0..<20 {
      for index in 0..<2500 {
        rows += "b\(benchmark),\(index / 500),\(Double.random(in: 0.5...1.5, using: &generator))\n"
      }
    }
    return Array(rows.utf8)
  }()

  private static let few = Array("benchmark,seconds\na,1\na,2\nb,3\n".utf8)

  /// How many keys a stream hands over, their executions, and the error that ends it.
  private static func streamed(
    _ bytes: [UInt8]
  ) async throws -> (keys: Int, experiments: [Experiment], error: String?) {
    let folder = try TemporaryFolder()
    let path = folder.path("file")
    try Data(bytes).write(to: URL(filePath: path))
    let stream = ResultsStream(of: [path])
    var keys = 0
    var all = Experiment()
    do {
      while let results = try await stream.next() {
        keys += 1
        for experiment in results.experiments {
          all.executions.merge(experiment.executions) { $0 + $1 }
        }
      }
      return (keys, [all], nil)
    } catch { return (keys, [all], "\(error)".replacing(path, with: "FILE")) }
  }

  /// The same of the file as a whole.
  private static func whole(
    _ bytes: [UInt8]
  ) throws -> (experiments: [Experiment], error: String?) {
    try Fixtures.withFile(bytes) { path in
      do {
        return (try ResultsFile.read(at: [path]).experiments, nil)
      } catch { return ([], "\(error)".replacing(path, with: "FILE")) }
    }
  }

  @Test(arguments: Compression.allCases)
  func holdsWhatThePlainFileHolds(compression: Compression) async throws {
    let rows = Self.rows
    let compressed = try compression.compressed(rows)
    #expect(compressed.count > 1 << 18)
    let expected = try Self.whole(rows)
    let third = rows.count / 3
    let parts = try [rows[..<third], rows[third..<third], rows[third...]].map {
      try compression.compressed(Array($0))
    }
    for file in [compressed, Array(parts.joined())] {
      let read = try await Self.streamed(file)
      #expect(read.error == nil && read.keys == 20)
      #expect(read.experiments == expected.experiments)
    }
    let empty = try await Self.streamed(compression.compressed([]))
    #expect(try empty.error == Self.whole(compression.compressed([])).error && empty.error != nil)
  }

  @Test func readsFilesThatAreWrittenInParts() async throws {
    let rows = try Fixtures.bytes("formats/compressed/rows.csv")
    let expected = try Self.whole(rows)
    #expect(expected.error == nil)
    for name in ["rows.blocks.csv.xz", "rows.frames.csv.zst"] {
      let file = try Fixtures.bytes("formats/compressed/\(name)")
      #expect(try await Self.streamed(file).experiments == expected.experiments)
    }
  }

  /// What stands behind the end, and what is missing at it, is judged as in whole files.
  @Test(arguments: Compression.allCases)
  func judgesTheEndAsInWholeFiles(compression: Compression) async throws {
    for rows in [Self.few, Self.rows] {
      let file = try compression.compressed(rows)
      let zeros = [UInt8](repeating: 0, count: 1 << 19)
      let endings: [[UInt8]] = [
        [], [0], [0, 0, 0, 0], zeros, zeros + [1], [1], Array("more behind the end".utf8),
        Array(file[..<1]), Array(file[..<5]), Array(file[..<20]),
      ]
      var files = endings.map { file + $0 }
      files += [1, 4, 9, file.count / 2].map { Array(file.dropLast($0)) }
      var refused = 0
      for bytes in files {
        let whole = try Self.whole(bytes)
        let read = try await Self.streamed(bytes)
        #expect(read.error == whole.error)
        if whole.error == nil { #expect(read.experiments == whole.experiments) }
        guard let error = whole.error else { continue }
        refused += 1
        #expect(error.hasPrefix("FILE: expected a file that can be decompressed to its end"))
        // The key that may be incomplete is not handed over.
        #expect(read.keys < (rows == Self.few ? 2 : 20))
      }
      #expect((9..<files.count) ~= refused)
    }
  }

  /// Damage may show only in a sum, behind rows that it spoilt.
  @Test func damageIsToldAsInWholeFiles() async throws {
    // Libarchive writes Zstandard without sums, pzstd with them.
    var files = [try Fixtures.bytes("formats/compressed/rows.frames.csv.zst")]
    for compression in Compression.allCases where compression != .zstandard {
      files += try [Self.few, Self.rows].map { try compression.compressed($0) }
    }
    var told = 0
    for file in files {
      for part in 2..<12 {
        var damaged = file
        damaged[file.count * part / 12] ^= 1 << UInt8(part % 8)
        let whole = try Self.whole(damaged)
        // In a header it may make another file of it, or mean nothing.
        guard whole.error?.hasPrefix("FILE: expected a file that can be") == true else { continue }
        told += 1
        #expect(try await Self.streamed(damaged).error == whole.error, "part \(part)")
      }
    }
    #expect(told > 60)
  }

  @Test(arguments: Compression.allCases)
  func aKeyThatComesBackIsAnError(compression: Compression) async throws {
    let rows = Self.few + Array("a,4\n".utf8)
    let read = try await Self.streamed(compression.compressed(rows))
    #expect(read.keys == 2)
    let plain = try await Self.streamed(rows)
    #expect(read.error == plain.error)
    #expect(read.error?.hasPrefix("FILE:5:1: expected all executions of a benchmark") == true)
  }

  /// What is within is refused as it is without compression.
  @Test(arguments: Compression.allCases)
  func whatIsNoStreamIsRefused(compression: Compression) async throws {
    let krun = try Fixtures.bytes("recorded/vms_small.json")
    for bytes in [krun, Array("%PDF-1.4 and more".utf8), Array("benchmark,seconds\n".utf8)] {
      let plain = try await Self.streamed(bytes)
      let read = try await Self.streamed(compression.compressed(bytes))
      #expect(read.keys == 0 && read.error != nil)
      #expect(read.error == plain.error)
    }
    // One benchmark may have so many bytes, however few they are compressed.
    let many = Array(("benchmark,seconds\n" + String(repeating: "a,1.5\n", count: 700_000)).utf8)
    let file = try compression.compressed(many)
    let folder = try TemporaryFolder()
    let path = folder.path("file")
    try Data(file).write(to: URL(filePath: path))
    let stream = ResultsStream(of: [path], options: ReadingOptions(maximumSize: 2 << 20))
    let error = await #expect(throws: ResultsFileError.self) { try await stream.next() }
    #expect(error?.expected == "at most 2097152 bytes of one benchmark")
  }
}
