// SPDX-License-Identifier: GPL-3.0-or-later

/// Rows of text that are put together byte by byte, and handed on many at a time.
struct RowBuffer {
  private var bytes: [UInt8] = []
  /// How many bytes are collected before they are handed on.
  private static let size = 1 << 16

  /// Adds a text.
  mutating func add(_ text: String) { bytes += text.utf8 }

  /// Adds bytes of a text.
  mutating func add(_ text: [UInt8]) { bytes += text }

  /// Adds a whole number.
  mutating func add(_ number: Int) { bytes += number.description.utf8 }

  /// Adds a number with as few digits as tell it from all other doubles.
  mutating func add(_ number: Double) { bytes += number.description.utf8 }

  /// Adds `true` or `false`.
  mutating func add(_ truth: Bool) { bytes += (truth ? "true" : "false").utf8 }

  /// Hands the text on, if there is much of it.
  mutating func endRow(to output: inout some TextOutputStream) {
    if bytes.count >= Self.size { handOn(to: &output) }
  }

  /// Hands the text on.
  mutating func handOn(to output: inout some TextOutputStream) {
    output.write(String(decoding: bytes, as: UTF8.self))
    bytes.removeAll(keepingCapacity: true)
  }
}
