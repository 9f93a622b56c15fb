// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// Decompresses bzip2, xz and Zstandard with libarchive, whose memory this type alone owns.
@safe final class ArchiveReader: Decompressor {
  let input: CompressedInput
  private let handle: OpaquePointer
  private var isOpen = false
  /// Whether libarchive asked for bytes.
  private var isBegun = false
  /// How many bytes of the input libarchive was done with.
  private var used = 0
  /// What was wrong; nothing more is read then.
  private var failure: ResultsFileError?

  init(_ input: CompressedInput) throws(ResultsFileError) {
    guard let handle = unsafe archive_read_new() else {
      throw .outOfMemory(path: input.path)
    }
    unsafe self.handle = handle
    self.input = input
  }

  deinit {
    unsafe archive_read_free(handle)
  }

  /// The decompressed bytes of a part of a file; `nil` if they are compressed themselves.
  ///
  /// - Throws: `ResultsFileError` if they are damaged, or more than `maximumSize`.
  static func decompressedOnce(
    _ bytes: [UInt8], maximumSize: Int
  ) throws(ResultsFileError) -> [UInt8]? {
    try unsafe bytes.withUnsafeBufferPointer { compressed throws(ResultsFileError) in
      let input = unsafe CompressedInput(UnsafeRawBufferPointer(compressed), path: "")
      let reader = try ArchiveReader(input)
      let decompressed = try reader.allBytes(maximumSize: maximumSize)
      // Libarchive decompresses as often as a file is compressed, and counts itself too.
      return unsafe archive_filter_count(reader.handle) == 2 ? decompressed : nil
    }
  }

  func read(into bytes: inout [UInt8]) throws(ResultsFileError) -> Bool {
    if let failure { throw failure }
    if !isOpen {
      try open()
      var entry: OpaquePointer?
      guard try check(unsafe archive_read_next_header(handle, &entry)) else { return try end() }
      isOpen = true
    }
    var block: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    guard try check(unsafe archive_read_data_block(handle, &block, &count, &offset)) else {
      return try end()
    }
    unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: block, count: count))
    return true
  }

  private func open() throws(ResultsFileError) {
    try check(unsafe archive_read_support_filter_bzip2(handle))
    try check(unsafe archive_read_support_filter_xz(handle))
    try check(unsafe archive_read_support_filter_zstd(handle))
    try check(unsafe archive_read_support_format_raw(handle))
    let reader = unsafe Unmanaged.passUnretained(self).toOpaque()
    let status = unsafe archive_read_open(
      handle, reader, nil,
      { _, reader, block in
        guard let reader = unsafe reader, let block = unsafe block else { return -1 }
        return unsafe Unmanaged<ArchiveReader>.fromOpaque(reader).takeUnretainedValue()
          .handOver(&block.pointee)
      }, nil)
    try check(status)
  }

  /// Hands over the next bytes of the input; returns how many, and less than none if that fails.
  private func handOver(_ block: inout UnsafeRawPointer?) -> Int {
    countUsed()
    var known = 0
    if isBegun {
      known = unsafe input.unused.count
      do throws(ResultsFileError) {
        guard try input.readMore() else { return 0 }
      } catch {
        failure = error
        return -1
      }
    }
    isBegun = true
    unsafe block = input.unused.baseAddress.map { unsafe $0 + known }
    return unsafe input.unused.count - known
  }

  /// Tells the input what libarchive is done with; it may have looked at more.
  private func countUsed() {
    let count = max(used, Int(unsafe archive_filter_bytes(handle, -1)))
    input.use(count - used)
    used = count
  }

  private func end() throws(ResultsFileError) -> Bool {
    countUsed()
    try input.refuseRest()
    return false
  }

  /// Turns a status of libarchive into an error; returns `false` at the end of the data.
  @discardableResult
  private func check(_ status: CInt) throws(ResultsFileError) -> Bool {
    if let failure { throw failure }
    if status == ARCHIVE_EOF { return false }
    if status == ARCHIVE_OK || status == ARCHIVE_WARN { return true }
    let message = unsafe archive_error_string(handle)
    var reason = unsafe message.map { unsafe String(cString: $0) } ?? "damaged data"
    // How liblzma puts it that its input has ended too early.
    if reason.hasSuffix("No progress is possible") { reason = "truncated xz input" }
    let damage = input.damage(reason.lowercased())
    failure = damage
    throw damage
  }
}
