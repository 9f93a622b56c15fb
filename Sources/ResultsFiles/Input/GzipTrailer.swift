// SPDX-License-Identifier: GPL-3.0-or-later

/// The last eight bytes of a gzip stream: a checksum of the data, and how many they are (RFC 1952).
struct GzipTrailer {
  private let checksum: UInt32
  private let count: UInt32

  init(_ stream: [UInt8]) {
    func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    checksum = number(stream.suffix(8).prefix(4))
    count = number(stream.suffix(4))
  }

  /// Whether data are those that the stream was made of.
  func holds(for data: [UInt8]) -> Bool {
    count == UInt32(truncatingIfNeeded: data.count) && checksum == Self.checksum(of: data)
  }

  private static func checksum(of data: [UInt8]) -> UInt32 {
    let table: [UInt32] = (0..<256).map { (byte: UInt32) -> UInt32 in
      var remainder = byte
      for _ in 0..<8 {
        let isOdd = remainder & 1 == 1
        remainder >>= 1
        if isOdd { remainder ^= 0xEDB8_8320 }
      }
      return remainder
    }
    var remainder = UInt32.max
    for byte in data {
      let index = UInt8(truncatingIfNeeded: remainder) ^ byte
      remainder = table[Int(index)] ^ (remainder >> 8)
    }
    return ~remainder
  }
}
