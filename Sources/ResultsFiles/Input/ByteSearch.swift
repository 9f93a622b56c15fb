// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension [UInt8] {
  /// The first index of a byte from `start` on; `nil` if there is none.
  ///
  /// The C library finds it at the speed of memory, and a file may have gigabytes.
  ///
  /// - Complexity: O(number of bytes).
  func first(_ byte: UInt8, from start: Int = 0) -> Int? {
    unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, CInt(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
