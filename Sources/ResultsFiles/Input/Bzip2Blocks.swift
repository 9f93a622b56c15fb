// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The blocks of a bzip2 file, which are decompressed side by side on all cores.
///
/// Each is made a stream of its own, which checks the block against its sum; the sums together are
/// checked against that of the whole stream.
package struct Bzip2Blocks: CompressedParts {
  /// A block, as bits of the file.
  package struct Block: Sendable {
    fileprivate var bits: Range<Int>
    /// The digit of the header, which says how large blocks are at most.
    fileprivate var level: UInt8
  }

  /// How bzip2 begins.
  static let signature = Array("BZh".utf8)

  private let bytes: [UInt8]
  /// The blocks.
  package private(set) var parts: [Block] = []

  /// Finds the blocks of a file; `nil` if its marks and sums do not fit together.
  package init?(of bytes: [UInt8]) {
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
    let found = (0..<(bytes.count + size - 1) / size).concurrentlyMapped(atOnce: 1) { part in
      search.marks(in: bytes, endingIn: part * size..<min((part + 1) * size, bytes.count))
    }
    return Array(found.joined())
  }

  /// Adds the blocks of a stream, and takes away its marks; returns where it ends, or `nil` if it is
  /// none.
  private mutating func addStream(
    from start: Int, marks: inout ArraySlice<Bzip2Marks.Mark>
  ) -> Int? {
    let header = bytes[start...].prefix(4)
    guard header.starts(with: Self.signature), let level = header.dropFirst(3).first,
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
      parts.append(Block(bits: mark.bit..<next.bit, level: level))
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

// MARK: - Blocks as files

extension Bzip2Blocks {
  /// Few blocks of text have more than their 900 kB, but each can hold 46 MB.
  package func sharedSize(of block: Block) -> Int { 6 << 20 }

  /// A file with one block.
  package func file(of block: Block) -> [UInt8] {
    var stream = Self.signature + [block.level]
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
    let ending = [(Bzip2Marks.end, Bzip2Marks.width), (sum, 32), (0, (8 - rest) % 8)]
    for (value, count) in ending {
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
