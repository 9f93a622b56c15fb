// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// Decompresses bytes with libarchive, whose memory this type alone owns, or with zlib.
@safe struct ArchiveReader: ~Copyable {
  private let path: String
  private let handle: OpaquePointer

  /// Whether bytes begin as those of gzip, bzip2, xz or Zstandard do.
  static func isCompressed(_ bytes: [UInt8]) -> Bool {
    GzipReader.isGzip(bytes) || bytes.starts(with: Array("BZh".utf8))
      || bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
      || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// The decompressed bytes.
  ///
  /// - Parameter path: The path of the file that they come from.
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressed(
    _ bytes: [UInt8], path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    if GzipReader.isGzip(bytes) {
      return try GzipReader.decompressed(bytes, path: path, maximumSize: maximumSize)
    }
    if bytes.count >= leastSharedSize, bytes.starts(with: Array("BZh".utf8)),
      let decompressed = try Bzip2Blocks.decompressed(
        bytes, path: path, maximumSize: maximumSize)
    {
      return decompressed
    }
    return try decompressedInOrder(bytes, path: path, maximumSize: maximumSize)
  }

  /// How many bytes a file must have for its parts to be worth decompressing side by side.
  private static let leastSharedSize = 1 << 16

  /// The decompressed bytes, read from front to back by libarchive.
  ///
  /// - Parameter path: The path of the file that they come from.
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressedInOrder(
    _ bytes: [UInt8], path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    try unsafe bytes.withUnsafeBufferPointer {
      compressed throws(ResultsFileError) in
      let reader = try ArchiveReader(path: path)
      try unsafe reader.start(on: UnsafeRawBufferPointer(compressed))
      let decompressed = try reader.allBytes(maximumSize: maximumSize)
      let end = unsafe Int(archive_filter_bytes(reader.handle, -1))
      // Some programs fill the file up with zeros.
      guard bytes[min(end, bytes.count)...].allSatisfy({ $0 == 0 }) else {
        throw reader.damage("data behind its end")
      }
      return decompressed
    }
  }

  private init(path: String) throws(ResultsFileError) {
    guard let handle = unsafe archive_read_new() else {
      throw .outOfMemory(path: path)
    }
    unsafe self.handle = handle
    self.path = path
  }

  deinit {
    unsafe archive_read_free(handle)
  }

  private func start(on bytes: UnsafeRawBufferPointer) throws(ResultsFileError) {
    try check(unsafe archive_read_support_filter_bzip2(handle))
    try check(unsafe archive_read_support_filter_xz(handle))
    try check(unsafe archive_read_support_filter_zstd(handle))
    try check(unsafe archive_read_support_format_raw(handle))
    try check(unsafe archive_read_open_memory(handle, bytes.baseAddress, bytes.count))
  }

  private func allBytes(maximumSize: Int) throws(ResultsFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var entry: OpaquePointer?
    guard try check(unsafe archive_read_next_header(handle, &entry)) else { return bytes }
    var block: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    while try check(unsafe archive_read_data_block(handle, &block, &count, &offset)) {
      guard count <= maximumSize - bytes.count else {
        throw FileBytes.tooLarge(path: path, maximumSize: maximumSize)
      }
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: block, count: count))
    }
    return bytes
  }

  /// Turns a status of libarchive into an error; returns `false` at the end of the data.
  @discardableResult
  private func check(_ status: CInt) throws(ResultsFileError) -> Bool {
    if status == ARCHIVE_EOF { return false }
    if status == ARCHIVE_OK || status == ARCHIVE_WARN { return true }
    let message = unsafe archive_error_string(handle)
    var reason = unsafe message.map { unsafe String(cString: $0) } ?? "damaged data"
    // How liblzma puts it that its input has ended too early.
    if reason.hasSuffix("No progress is possible") { reason = "truncated xz input" }
    throw damage(reason.lowercased())
  }

  private func damage(_ found: String) -> ResultsFileError {
    ResultsFileError(
      path: path, place: .file, expected: "a file that can be decompressed to its end",
      found: found)
  }
}
