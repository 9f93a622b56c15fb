// SPDX-License-Identifier: GPL-3.0-or-later

/// What decompresses bytes while they are read, in the memory of a block.
protocol Decompressor: AnyObject {
  /// The compressed bytes.
  var input: CompressedInput { get }

  /// Appends further decompressed bytes; returns `false` if there were none left.
  ///
  /// - Throws: `ResultsFileError` if the file is damaged, or cannot be read.
  func read(into bytes: inout [UInt8]) throws(ResultsFileError) -> Bool
}

extension Decompressor {
  /// All decompressed bytes.
  ///
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  func allBytes(maximumSize: Int) throws(ResultsFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try read(into: &bytes) {
      guard bytes.count <= maximumSize else {
        throw FileBytes.tooLarge(path: input.path, maximumSize: maximumSize)
      }
    }
    return bytes
  }

  /// Appends `count` further decompressed bytes or a little more, or fewer where others would have to
  /// be waited for; returns `false` if there were none left.
  func readBlock(_ count: Int, into bytes: inout [UInt8]) throws(ResultsFileError) -> Bool {
    let end = bytes.count + count
    repeat {
      guard try read(into: &bytes) else { return false }
    } while unsafe bytes.count < end && !input.unused.isEmpty
    return true
  }
}
