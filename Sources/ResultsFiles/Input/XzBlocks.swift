// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// The blocks of an xz file of several blocks, as `xz -T0` writes them, or of several streams, which
/// are decompressed side by side on all cores.
///
/// Each is made a stream of its own, which checks the block against its sum and against the sizes
/// that the index of the whole stream holds. Reference: The .xz file format, version 1.2.1.
package struct XzBlocks: CompressedParts {
  /// A block with the zeros that fill it up.
  package struct Block: Sendable {
    fileprivate var bytes: Range<Int>
    /// How many bytes it has without the zeros.
    fileprivate var unpaddedSize: Int
    /// How many bytes it has once it is decompressed.
    fileprivate var size: Int
    /// Which kind of sums its stream has.
    fileprivate var kindOfSums: UInt8
  }

  /// How xz begins.
  static let signature: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
  private static let headerSize = 12

  private let bytes: [UInt8]
  /// The blocks.
  package private(set) var parts: [Block] = []

  /// Finds the blocks of a file; `nil` if its indexes do not fit to it.
  package init?(of bytes: [UInt8]) {
    self.bytes = bytes
    var end = bytes.count
    repeat {
      while end >= 4, bytes[(end - 4)..<end].allSatisfy({ $0 == 0 }) { end -= 4 }
      guard let start = addStream(endingAt: end) else { return nil }
      end = start
    } while end > 0
    parts.reverse()
  }

  /// The sum of bytes as xz takes it, in the order in which it is written.
  private static func sum(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let sum = unsafe Array(bytes).withUnsafeBufferPointer {
      unsafe crc32(0, $0.baseAddress, UInt32(clamping: $0.count))
    }
    return written(Int(sum), in: 4)
  }

  /// A number with its lowest byte first.
  private static func written(_ number: Int, in count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Adds the blocks of a stream, the last one first; returns where it begins, or `nil` if it is none.
  private mutating func addStream(endingAt end: Int) -> Int? {
    let footerStart = end - Self.headerSize
    guard footerStart >= Self.headerSize else { return nil }
    let footer = Array(bytes[footerStart..<end])
    let kindOfSums = footer[9]
    guard footer[8] == 0, footer[10...].elementsEqual("YZ".utf8),
      Self.sum(footer[4..<10]) == Array(footer[..<4]),
      let indexWords = Int(lowestByteFirst: footer[4..<8])
    else { return nil }
    let indexStart = footerStart - (4 * indexWords + 4)
    guard indexStart >= Self.headerSize, let records = records(in: indexStart..<footerStart)
    else { return nil }
    var start = indexStart
    for (unpaddedSize, size) in records.reversed() {
      let blockEnd = start
      start -= (unpaddedSize + 3) / 4 * 4
      guard start >= Self.headerSize, bytes[start] != 0 else { return nil }
      parts.append(
        Block(
          bytes: start..<blockEnd, unpaddedSize: unpaddedSize, size: size, kindOfSums: kindOfSums))
    }
    start -= Self.headerSize
    let header = Self.header(kindOfSums)
    return bytes[start...].prefix(header.count).elementsEqual(header) ? start : nil
  }

  /// The header of a stream.
  private static func header(_ kindOfSums: UInt8) -> [UInt8] {
    signature + [0, kindOfSums] + sum([0, kindOfSums])
  }

  /// The sizes of the blocks that an index holds.
  private func records(in index: Range<Int>) -> [(unpaddedSize: Int, size: Int)]? {
    let sumStart = index.upperBound - 4
    var position = index.lowerBound + 1
    guard bytes[index.lowerBound] == 0, position < sumStart,
      Self.sum(bytes[index.lowerBound..<sumStart]) == Array(bytes[sumStart..<index.upperBound]),
      let count = number(at: &position, before: sumStart),
      hasRoom(forParts: count, ofSize: bytes.count)
    else { return nil }
    var records: [(unpaddedSize: Int, size: Int)] = []
    for _ in 0..<count {
      guard let unpaddedSize = number(at: &position, before: sumStart),
        let size = number(at: &position, before: sumStart), (5...bytes.count) ~= unpaddedSize
      else { return nil }
      records.append((unpaddedSize, size))
    }
    guard sumStart - position < 4, bytes[position..<sumStart].allSatisfy({ $0 == 0 }) else {
      return nil
    }
    return records
  }

  /// A number of seven bits in each byte, lowest first.
  private func number(at position: inout Int, before end: Int) -> Int? {
    var number = 0
    for index in 0..<9 where position < end {
      let byte = bytes[position]
      position += 1
      number |= Int(byte & 0x7F) << (7 * index)
      if byte < 0x80 { return byte == 0 && index > 0 ? nil : number }
    }
    return nil
  }
}

// MARK: - Blocks as files

extension XzBlocks {
  package func sharedSize(of block: Block) -> Int { block.size }

  package func file(of block: Block) -> [UInt8] {
    var index: [UInt8] = [0, 1] + Self.sevenBitsEach(block.unpaddedSize)
    index += Self.sevenBitsEach(block.size)
    while index.count % 4 != 0 { index.append(0) }
    index += Self.sum(index)
    let sizes = Self.written(index.count / 4 - 1, in: 4) + [0, block.kindOfSums]
    let ending = index + Self.sum(sizes) + sizes + Array("YZ".utf8)
    var file = Self.header(block.kindOfSums)
    file.reserveCapacity(file.count + block.bytes.count + ending.count)
    file += bytes[block.bytes]
    return file + ending
  }

  private static func sevenBitsEach(_ number: Int) -> [UInt8] {
    var rest = number
    var written: [UInt8] = []
    while rest >= 0x80 {
      written.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return written + [UInt8(truncatingIfNeeded: rest)]
  }
}
