// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive
import Glibc

/// The bytes of a file, decompressed by libarchive, whose memory this type alone owns.
@safe struct ArchiveReader: ~Copyable {
  private let path: String
  private let handle: OpaquePointer

  /// Reads a whole file, decompressing it if its first bytes say that it is compressed.
  ///
  /// - Parameter path: The path of the file, or `-` for standard input.
  /// - Throws: `ResultsFileError` if there is no such file, if it cannot be read, if it is
  ///   damaged, or if it has more than `maximumSize` bytes.
  static func bytes(
    ofFileAt path: String, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    let descriptor = try openFile(at: path)
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ResultsFileError(path: path, place: .file, expected: "a file", found: "a folder")
    }
    if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 { return [] }
    let reader = try ArchiveReader(path: path)
    try reader.start(on: descriptor)
    return try reader.allBytes(expectedCount: Int(status.st_size), maximumSize: maximumSize)
  }

  private static func openFile(at path: String) throws(ResultsFileError) -> CInt {
    guard path != "-" else { return STDIN_FILENO }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    return descriptor
  }

  private static func unreadable(_ path: String) -> ResultsFileError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return ResultsFileError(
      path: path, place: .file, expected: "a file that can be read", found: reason)
  }

  private init(path: String) throws(ResultsFileError) {
    guard let handle = unsafe archive_read_new() else {
      throw ResultsFileError(
        path: path, place: .file, expected: "a file that fits into memory",
        found: "no memory left")
    }
    unsafe self.handle = handle
    self.path = path
  }

  private func start(on descriptor: CInt) throws(ResultsFileError) {
    try check(unsafe archive_read_support_filter_gzip(handle))
    try check(unsafe archive_read_support_filter_bzip2(handle))
    try check(unsafe archive_read_support_filter_xz(handle))
    try check(unsafe archive_read_support_filter_zstd(handle))
    try check(unsafe archive_read_support_format_raw(handle))
    try check(unsafe archive_read_open_fd(handle, descriptor, 1 << 16))
  }

  deinit {
    unsafe archive_read_free(handle)
  }

  private func allBytes(
    expectedCount: Int, maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(expectedCount, maximumSize) + 64)
    var entry: OpaquePointer?
    guard try check(unsafe archive_read_next_header(handle, &entry)) else { return bytes }
    var block: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    while try check(unsafe archive_read_data_block(handle, &block, &count, &offset)) {
      guard count <= maximumSize - bytes.count else {
        throw ResultsFileError(
          path: path, place: .file, expected: "at most \(maximumSize) bytes, once decompressed",
          found: "more")
      }
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: block, count: count))
    }
    return bytes
  }

  /// Turns a status of libarchive into an error; returns `false` at the end of the file.
  @discardableResult
  private func check(_ status: CInt) throws(ResultsFileError) -> Bool {
    if status == ARCHIVE_EOF { return false }
    if status == ARCHIVE_OK || status == ARCHIVE_WARN { return true }
    let message = unsafe archive_error_string(handle)
    var reason = unsafe message.map { unsafe String(cString: $0) } ?? "damaged data"
    // How liblzma puts it that its input has ended too early.
    if reason.hasSuffix("No progress is possible") { reason = "truncated xz input" }
    throw ResultsFileError(
      path: path, place: .file, expected: "a file that can be decompressed to its end",
      found: reason.lowercased())
  }
}
