// SPDX-License-Identifier: GPL-3.0-or-later

/// The frames of a file of Zstandard, as `pzstd` writes several, which are decompressed side by side
/// on all cores.
///
/// A frame is a file of its own. What `zstd` writes, on however many cores, is one frame, which
/// cannot be divided. Reference: RFC 8878.
package struct ZstandardFrames: CompressedParts {
  /// A frame.
  package struct Frame: Sendable {
    fileprivate var bytes: Range<Int>
    /// How many bytes it has at most once it is decompressed.
    fileprivate var size: Int
  }

  /// How frames begin: those that are skipped, with which pzstd begins, and those that are not.
  static let signatures: [[UInt8]] =
    [[0x28, 0xB5, 0x2F, 0xFD]] + (0x50...0x5F).map { [$0, 0x2A, 0x4D, 0x18] }

  /// How many bytes a block has at most once it is decompressed.
  private static let blockSize = 1 << 17

  private let bytes: [UInt8]
  /// The frames, without those that are skipped.
  package private(set) var parts: [Frame] = []

  /// Finds the frames of a file; `nil` if it holds anything else.
  package init?(of bytes: [UInt8]) {
    self.bytes = bytes
    var position = 0
    while position < bytes.count {
      guard let end = addFrame(from: position) else { return nil }
      position = end
    }
  }

  /// Adds a frame, unless it is skipped; returns where it ends, or `nil` if it is none.
  private mutating func addFrame(from start: Int) -> Int? {
    var position = start
    let kind = Self.signatures.firstIndex { bytes[start...].starts(with: $0) }
    guard let kind else { return nil }
    position += 4
    if kind > 0 {
      guard let size = number(4, at: &position), size <= bytes.count - position else { return nil }
      return position + size
    }
    guard let descriptor = number(1, at: &position), descriptor & 8 == 0 else { return nil }
    let isSingleSegment = descriptor & 0x20 != 0
    let windowSize = isSingleSegment ? 0 : 1
    let dictionarySize = [0, 1, 2, 4][descriptor & 3]
    position += windowSize + dictionarySize
    let contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]
    guard let content = number(contentSize, at: &position),
      let size = skipBlocks(from: &position)
    else { return nil }
    position += descriptor & 4
    guard position <= bytes.count, hasRoom(forParts: 1, ofSize: bytes.count) else { return nil }
    // Of two bytes, 256 are left out.
    let known = contentSize == 0 ? size : contentSize == 2 ? content + 256 : content
    parts.append(Frame(bytes: start..<position, size: min(size, known)))
    return position
  }

  /// Passes over the blocks of a frame; returns how many bytes they have at most once they are
  /// decompressed.
  private func skipBlocks(from position: inout Int) -> Int? {
    var size = 0
    while let header = number(3, at: &position) {
      let blockSize = header >> 3
      switch header >> 1 & 3 {
      case 0:
        size += blockSize
        position += blockSize
      // One byte, so many times.
      case 1:
        size += blockSize
        position += 1
      case 2:
        size += Self.blockSize
        position += blockSize
      default: return nil
      }
      if header & 1 == 1 { return size }
    }
    return nil
  }

  /// A number with its lowest byte first; `nil` if the file ends before it, or if it is too large.
  private func number(_ count: Int, at position: inout Int) -> Int? {
    guard position <= bytes.count - count else { return nil }
    defer { position += count }
    return Int(lowestByteFirst: bytes[position..<(position + count)])
  }
}

// MARK: - Frames as files

extension ZstandardFrames {
  package func sharedSize(of frame: Frame) -> Int { frame.size }

  package func file(of frame: Frame) -> [UInt8] { Array(bytes[frame.bytes]) }
}
