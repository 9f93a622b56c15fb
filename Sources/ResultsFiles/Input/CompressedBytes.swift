// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes that are compressed by gzip, bzip2, xz or Zstandard, which show in the first of them.
enum CompressedBytes {
  private static let signatures: [[UInt8]] =
    [GzipReader.signature, Bzip2Blocks.signature, XzBlocks.signature] + ZstandardFrames.signatures

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
    let kinds: [(kind: any CompressedParts.Type, signatures: [[UInt8]])] = [
      (Bzip2Blocks.self, [Bzip2Blocks.signature]), (XzBlocks.self, [XzBlocks.signature]),
      (ZstandardFrames.self, ZstandardFrames.signatures),
    ]
    for (kind, signatures) in kinds
    where bytes.count >= leastSharedSize && signatures.contains(where: bytes.starts) {
      let decompressed = try kind.decompressed(bytes, path: path, maximumSize: maximumSize)
      if let decompressed { return decompressed }
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
