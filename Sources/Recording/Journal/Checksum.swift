// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive
import CLauncher
package import Foundation

/// Checksums of bytes.
package enum Checksum {
  /// The CRC-32 of bytes, as zlib computes it, in eight hexadecimal digits.
  package static func crc32(_ bytes: some ContiguousBytes & Collection<UInt8>) -> String {
    let value = unsafe bytes.withUnsafeBytes { buffer in
      unsafe CArchive.crc32_z(0, buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// The SHA-256 of bytes (FIPS 180-4, https://doi.org/10.6028/NIST.FIPS.180-4), in 64 hexadecimal
  /// digits.
  package static func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe bytes.withUnsafeBytes { input in
      unsafe digest.withUnsafeMutableBytes { output in
        unsafe launcher_sha256(
          input.bindMemory(to: UInt8.self).baseAddress, input.count,
          output.bindMemory(to: UInt8.self).baseAddress)
      }
    }
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
