// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files on disk that are rows or lines of plain text, as the program itself writes them.
///
/// They are as large as they look, and take no more memory than that. What is compressed can be of any
/// size, what comes through a pipe too, and a JSON document is taken apart as a whole.
enum PlainRows {
  /// How much of a file is looked at: its first line must end there.
  private static let beginningSize = 1 << 26

  /// Whether an open file is larger than `size`, and rows.
  static func isLarge(_ descriptor: CInt, than size: Int) -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size > size
    else { return false }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: beginningSize) { buffer, count in
      count = max(0, unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    return isBeginning(bytes)
  }

  /// Whether bytes are how such a file begins.
  static func isBeginning(_ bytes: [UInt8]) -> Bool {
    let encoding = TextEncoding(of: bytes)
    guard !CompressedBytes.isBeginning(bytes), bytes.first(0) == nil,
      encoding == .utf8 || encoding == .utf8WithMark,
      (try? BinaryFile.refuse(bytes, path: "")) != nil
    else { return false }
    let text = encoding == .utf8 ? bytes : Array(bytes.dropFirst(TextEncoding.markOfUTF8.count))
    let first = text.first { !JSONDocument.isWhitespace($0) }
    guard let first, "{[".utf8.contains(first) else { return first != nil }
    return JSONTexts(linewise: text, path: "") != nil
  }
}
