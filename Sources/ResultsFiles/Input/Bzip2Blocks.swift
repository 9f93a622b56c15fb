// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The blocks of a bzip2 file, which are decompressed side by side on all cores.
///
/// A block needs nothing of those before it. Each is made a stream of its own, which the same library
/// decompresses that reads whole files, and which checks the block against its sum; the sums together
/// are checked against that of the whole stream. Whatever is unexpected is left to be read from front
/// to back, which finds the words for what is wrong.
package struct Bzip2Blocks: Sendable {
  /// A block, as bits of the file.
  private struct Block: Sendable {
    var bits: Range<Int>
    /// The digit of the header, which says how large blocks are at most.
    var level: UInt8
  }

  /// What became of a block.
  private enum Outcome {
    case decompressed([UInt8])
    /// There are more bytes than were asked for.
    case tooLarge
    case damaged
  }

  /// How many bytes are decompressed of a block while others are: few blocks of text have more than
  /// their 900 kB, but each can hold 46 MB.
  private static let sharedSize = 6 << 20

  private let bytes: [UInt8]
  private var blocks: [Block] = []

  /// The decompressed bytes; `nil` unless the file is one of several blocks, or of several streams,
  /// without a fault or anything behind its end.
  ///
  /// - Parameters:
  ///   - path: The path of the file that the bytes come from.
  ///   - cores: How many blocks are decompressed at a time.
  /// - Throws: `ResultsFileError` if there are more than `maximumSize`.
  package static func decompressed(
    _ bytes: [UInt8], path: String, maximumSize: Int, cores: Int = Cores.count
  ) throws(ResultsFileError) -> [UInt8]? {
    guard cores > 1, let file = Bzip2Blocks(of: bytes), file.blocks.count > 1 else { return nil }
    return try file.decompressed(path: path, maximumSize: maximumSize, cores: cores)
  }

  /// Finds the blocks of a file; `nil` if its marks and sums do not fit together.
  private init?(of bytes: [UInt8]) {
    self.bytes = bytes
    var marks = Self.marks(in: bytes)[...]
    var start = 0
    repeat {
      guard let end = addStream(from: start, marks: &marks) else { return nil }
      start = end
    } while start < bytes.count
    guard marks.isEmpty else { return nil }
  }

  /// The marks in a file.
  private static func marks(in bytes: [UInt8]) -> [Bzip2Marks.Mark] {
    let search = Bzip2Marks()
    let size = 1 << 20
    let parts = (0..<(bytes.count + size - 1) / size).concurrentlyMapped(atOnce: 1) { part in
      search.marks(in: bytes, endingIn: part * size..<min((part + 1) * size, bytes.count))
    }
    return Array(parts.joined())
  }

  /// Adds the blocks of a stream, and takes away its marks; returns where it ends, or `nil` if it is
  /// none.
  private mutating func addStream(
    from start: Int, marks: inout ArraySlice<Bzip2Marks.Mark>
  ) -> Int? {
    let header = bytes[start...].prefix(4)
    guard header.starts(with: Array("BZh".utf8)), let level = header.dropFirst(3).first,
      (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(level), marks.first?.bit == (start + 4) * 8
    else { return nil }
    var sum: UInt32 = 0
    while let mark = marks.popFirst() {
      let dataStart = mark.bit + Bzip2Marks.width + 32
      guard dataStart <= bytes.count * 8 else { return nil }
      let written = UInt32(truncatingIfNeeded: bits(32, from: mark.bit + Bzip2Marks.width))
      if mark.isEnd { return written == sum ? (dataStart + 7) / 8 : nil }
      guard let next = marks.first, next.bit > dataStart else { return nil }
      sum = (sum << 1 | sum >> 31) ^ written
      blocks.append(Block(bits: mark.bit..<next.bit, level: level))
    }
    return nil
  }

  /// Up to 56 bits of the file as a number.
  private func bits(_ count: Int, from bit: Int) -> UInt64 {
    var window: UInt64 = 0
    for index in bit / 8..<bit / 8 + 8 {
      window = window << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
    }
    return (window << UInt64(bit % 8)) >> UInt64(64 - count)
  }
}

// MARK: - Decompressing

extension Bzip2Blocks {
  /// All bytes; `nil` if a block is damaged.
  private func decompressed(
    path: String, maximumSize: Int, cores: Int
  ) throws(ResultsFileError) -> [UInt8]? {
    var decompressed: [UInt8] = []
    let atATime = 2 * min(cores, 16)
    for start in stride(from: 0, to: blocks.count, by: atATime) {
      let room = min(Self.sharedSize, maximumSize - decompressed.count)
      let outcomes = blocks[start...].prefix(atATime).concurrentlyMapped(atOnce: 1) {
        outcome(of: $0, maximumSize: room)
      }
      for (index, shared) in outcomes.enumerated() {
        var outcome = shared
        let room = maximumSize - decompressed.count
        if case .tooLarge = outcome {
          outcome = self.outcome(of: blocks[start + index], maximumSize: room)
        }
        switch outcome {
        case .decompressed(let more) where more.count <= room: decompressed += more
        case .damaged: return nil
        case .decompressed, .tooLarge:
          throw FileBytes.tooLarge(path: path, maximumSize: maximumSize)
        }
      }
      if start == 0 {
        reserve(&decompressed, perBlock: decompressed.count / outcomes.count, maximumSize)
      }
    }
    return decompressed
  }

  /// Makes room for all blocks, if they are as large as the first: growing array by array would need
  /// that room twice.
  private func reserve(_ bytes: inout [UInt8], perBlock size: Int, _ maximumSize: Int) {
    let expected = min((size + size / 64) * blocks.count, maximumSize)
    bytes.reserveCapacity(expected + FileBytes.spareSize)
  }

  private func outcome(of block: Block, maximumSize: Int) -> Outcome {
    do throws(ResultsFileError) {
      return .decompressed(
        try CompressedBytes.decompressedInOrder(
          stream(of: block), path: "", maximumSize: maximumSize))
    } catch {
      return error == FileBytes.tooLarge(path: "", maximumSize: maximumSize) ? .tooLarge : .damaged
    }
  }

  /// A file with one block.
  private func stream(of block: Block) -> [UInt8] {
    var stream = Array("BZh".utf8) + [block.level]
    stream.reserveCapacity(block.bits.count / 8 + 32)
    let shift = UInt8(truncatingIfNeeded: block.bits.lowerBound % 8)
    let first = block.bits.lowerBound / 8
    let whole = block.bits.count / 8
    for index in first..<first + whole {
      stream.append(
        shift == 0 ? bytes[index] : bytes[index] << shift | bytes[index + 1] >> (8 - shift))
    }
    // What is left of the block, the mark of the end, and the sum of the only block.
    let rest = block.bits.count % 8
    let last = UInt8(truncatingIfNeeded: bits(8, from: block.bits.upperBound - rest))
    let sum = bits(32, from: block.bits.lowerBound + Bzip2Marks.width)
    var pending = UInt64(last) >> UInt64(8 - rest)
    var pendingCount = rest
    let parts = [(Bzip2Marks.end, Bzip2Marks.width), (sum, 32), (0, (8 - rest) % 8)]
    for (value, count) in parts {
      pending = pending << UInt64(count) | value
      pendingCount += count
      while pendingCount >= 8 {
        pendingCount -= 8
        stream.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount)))
      }
    }
    return stream
  }
}
