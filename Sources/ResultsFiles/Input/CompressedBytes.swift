// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes that are compressed by gzip, bzip2, xz or Zstandard, which show in the first of them.
enum CompressedBytes {
  private static let signatures: [[UInt8]] =
    [
      GzipReader.signature, Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      [0x28, 0xB5, 0x2F, 0xFD],
    ]
    // Frames of Zstandard that are skipped, with which pzstd begins.
    + (0x50...0x5F).map { [$0, 0x2A, 0x4D, 0x18] }

  /// How many bytes a file must have for its parts to be worth decompressing side by side.
  private static let leastSharedSize = 1 << 16

  /// Whether bytes begin as those of gzip, bzip2, xz or Zstandard do.
  static func isBeginning(_ bytes: [UInt8]) -> Bool {
    signatures.contains { bytes.starts(with: $0) }
  }

  /// Whether bytes are too few to tell.
  static func mayBeBeginning(_ bytes: [UInt8]) -> Bool {
    signatures.contains { $0.count > bytes.count && $0.starts(with: bytes) }
  }

  /// What decompresses bytes that begin so.
  static func decompressor(
    of input: CompressedInput
  ) throws(ResultsFileError) -> any Decompressor {
    if unsafe GzipReader.isGzip(input.unused) { return try GzipReader(input) }
    return try ArchiveReader(input)
  }

  /// The decompressed bytes, on all cores where their parts need nothing of each other.
  ///
  /// - Parameter path: The path of the file that they come from.
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressed(
    _ bytes: [UInt8], path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    if bytes.count >= leastSharedSize, bytes.starts(with: Array("BZh".utf8)),
      let decompressed = try Bzip2Blocks.decompressed(
        bytes, path: path, maximumSize: maximumSize)
    {
      return decompressed
    }
    return try decompressedInOrder(bytes, path: path, maximumSize: maximumSize)
  }

  /// The decompressed bytes, read from front to back.
  ///
  /// - Parameter path: The path of the file that they come from.
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressedInOrder(
    _ bytes: [UInt8], path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    try unsafe bytes.withUnsafeBufferPointer { compressed throws(ResultsFileError) in
      let input = unsafe CompressedInput(UnsafeRawBufferPointer(compressed), path: path)
      return try decompressor(of: input).allBytes(maximumSize: maximumSize)
    }
  }
}
