// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive

/// A way to compress a file, which libarchive knows.
package enum Compression: String, CaseIterable {
  case gzip = "gz"
  case bzip2 = "bz2"
  case xz = "xz"
  case zstandard = "zst"

  /// The compression that the suffix of a path names; `nil` for none.
  package init?(suffixOf path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let suffix = name.split(separator: ".").last, name.contains(".") else { return nil }
    self.init(rawValue: suffix.lowercased())
  }

  /// The compressed bytes.
  ///
  /// - Throws: `ResultsFileError` if the library refuses.
  package func compressed(_ bytes: [UInt8]) throws(ResultsFileError) -> [UInt8] {
    guard let archive = unsafe archive_write_new(), let entry = unsafe archive_entry_new() else {
      throw failure("no memory left")
    }
    defer {
      unsafe archive_entry_free(entry)
      unsafe archive_write_free(archive)
    }
    // Compressed bytes are few more than the bytes that do not compress.
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + (1 << 16))
    var used = 0
    let status = unsafe output.withUnsafeMutableBytes { room in
      unsafe bytes.withUnsafeBytes { content -> CInt in
        unsafe archive_entry_set_pathname(entry, "data")
        unsafe archive_entry_set_filetype(entry, 0o100000)
        let steps: [() -> CInt] = [
          { unsafe addFilter(to: archive) },
          { unsafe archive_write_set_format_raw(archive) },
          { unsafe archive_write_open_memory(archive, room.baseAddress, room.count, &used) },
          { unsafe archive_write_header(archive, entry) },
          {
            let count = unsafe archive_write_data(archive, content.baseAddress, content.count)
            return count == content.count ? ARCHIVE_OK : ARCHIVE_FATAL
          },
          { unsafe archive_write_close(archive) },
        ]
        for step in steps {
          let status = step()
          guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { return status }
        }
        return ARCHIVE_OK
      }
    }
    guard status == ARCHIVE_OK else {
      let message = unsafe archive_error_string(archive)
      throw failure(unsafe message.map { unsafe String(cString: $0) } ?? "no reason")
    }
    return Array(output[..<used])
  }

  private func addFilter(to archive: OpaquePointer) -> CInt {
    switch self {
    case .gzip:
      // Without the time at which it was made, the same bytes give the same file.
      max(
        unsafe archive_write_add_filter_gzip(archive),
        unsafe archive_write_set_filter_option(archive, "gzip", "timestamp", nil))
    case .bzip2: unsafe archive_write_add_filter_bzip2(archive)
    case .xz: unsafe archive_write_add_filter_xz(archive)
    case .zstandard: unsafe archive_write_add_filter_zstd(archive)
    }
  }

  private func failure(_ reason: String) -> ResultsFileError {
    ResultsFileError(
      path: "compression", place: .file, expected: "bytes that \(self) compresses", found: reason)
  }
}
