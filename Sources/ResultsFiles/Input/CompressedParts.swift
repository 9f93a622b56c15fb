// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The parts of a compressed file that need nothing of each other, and are decompressed side by side
/// on all cores.
///
/// Each is made a file of its own, which the same library decompresses that reads whole files, and
/// which checks it against its sums. Whatever is unexpected is left to be read from front to back,
/// which finds the words for what is wrong.
package protocol CompressedParts: Sendable {
  /// A part of the file.
  associatedtype Part: Sendable

  /// The parts in their order.
  var parts: [Part] { get }

  /// Finds the parts of a file; `nil` if it has a fault, or anything behind its end.
  init?(of bytes: [UInt8])

  /// How many bytes are decompressed of a part while others are; one of more is decompressed alone.
  func sharedSize(of part: Part) -> Int

  /// A file with one part.
  func file(of part: Part) -> [UInt8]
}

/// What became of a part.
private enum Outcome {
  case decompressed([UInt8])
  /// There are more bytes than were asked for.
  case tooLarge
  case damaged
}

/// How many bytes of parts may be in memory beside those that were put together.
private let leastRoom = 192 << 20

extension CompressedParts {
  /// The decompressed bytes; `nil` unless the file is one of several parts, without a fault or
  /// anything behind its end.
  ///
  /// - Parameters:
  ///   - path: The path of the file that the bytes come from.
  ///   - cores: How many parts are decompressed at a time.
  /// - Throws: `ResultsFileError` if there are more than `maximumSize`.
  package static func decompressed(
    _ bytes: [UInt8], path: String, maximumSize: Int, cores: Int = Cores.count
  ) throws(ResultsFileError) -> [UInt8]? {
    guard cores > 1, let file = Self(of: bytes), file.parts.count > 1 else { return nil }
    return try file.decompressed(path: path, maximumSize: maximumSize, cores: cores)
  }

  /// Whether a file of so many bytes may have further parts: many small ones are not worth the memory
  /// of knowing them.
  func hasRoom(forParts count: Int, ofSize size: Int) -> Bool {
    count <= 1000 + size / 1024 - parts.count
  }

  /// All bytes; `nil` if a part is damaged.
  private func decompressed(
    path: String, maximumSize: Int, cores: Int
  ) throws(ResultsFileError) -> [UInt8]? {
    let room = roomForParts(maximumSize: maximumSize)
    var decompressed: [UInt8] = []
    var start = 0
    while start < parts.count {
      let batch = batch(from: start, atMost: 2 * min(cores, 16), room: room)
      let left = maximumSize - decompressed.count
      let outcomes = batch.concurrentlyMapped(atOnce: 1) {
        outcome(of: $0, maximumSize: min(sharedSize(of: $0), room, left))
      }
      for (part, shared) in zip(batch, outcomes) {
        var outcome = shared
        let left = maximumSize - decompressed.count
        if case .tooLarge = outcome { outcome = self.outcome(of: part, maximumSize: left) }
        switch outcome {
        case .decompressed(let more) where more.count <= left: decompressed += more
        case .damaged: return nil
        case .decompressed, .tooLarge:
          throw FileBytes.tooLarge(path: path, maximumSize: maximumSize)
        }
      }
      if start == 0 {
        reserve(&decompressed, perPart: decompressed.count / batch.count, maximumSize)
      }
      start = batch.endIndex
    }
    return decompressed
  }

  /// How many bytes of parts may be in memory: as many as those of the whole file, if that is much.
  private func roomForParts(maximumSize: Int) -> Int {
    var size = 0
    for part in parts where size < maximumSize { size += min(sharedSize(of: part), maximumSize) }
    return max(leastRoom, min(size, maximumSize))
  }

  /// The parts that are decompressed side by side: at least one.
  private func batch(from start: Int, atMost count: Int, room: Int) -> ArraySlice<Part> {
    var size = 0
    let fitting = parts[start...].prefix(count).prefix { part in
      size += min(sharedSize(of: part), room)
      return size <= room
    }
    return parts[start...].prefix(max(1, fitting.count))
  }

  /// Makes room for all parts, if they are as large as the first ones: growing array by array would
  /// need that room twice.
  private func reserve(_ bytes: inout [UInt8], perPart size: Int, _ maximumSize: Int) {
    let expected = min((size + size / 64) * parts.count, maximumSize)
    bytes.reserveCapacity(expected + FileBytes.spareSize)
  }

  private func outcome(of part: Part, maximumSize: Int) -> Outcome {
    do throws(ResultsFileError) {
      let decompressed = try ArchiveReader.decompressedOnce(
        file(of: part), maximumSize: maximumSize)
      return decompressed.map { .decompressed($0) } ?? .damaged
    } catch {
      return error == FileBytes.tooLarge(path: "", maximumSize: maximumSize) ? .tooLarge : .damaged
    }
  }
}

extension Int {
  /// A number of at most eight bytes, the lowest first; `nil` if it is too large.
  init?(lowestByteFirst bytes: some BidirectionalCollection<UInt8>) {
    self.init(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
