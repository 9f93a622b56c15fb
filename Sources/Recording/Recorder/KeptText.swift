// SPDX-License-Identifier: GPL-3.0-or-later

/// The beginning and the end of a program's output, of any length.
package struct KeptText {
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var count = 0

  /// How many bytes of the beginning, and how many of the end, are kept.
  private static let part = 32 << 10

  /// Begins without any output.
  package init() {}

  /// Adds the next piece.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    count += bytes.count
    let room = Self.part - head.count
    head += bytes.prefix(room)
    let rest = bytes.dropFirst(room)
    guard !rest.isEmpty else { return }
    tail += rest.suffix(Self.part)
    if tail.count > 2 * Self.part { tail.removeFirst(tail.count - Self.part) }
  }

  /// What is kept; `nil` if there was nothing.
  package var text: String? {
    guard count > 0 else { return nil }
    let end = tail.suffix(Self.part)
    let left = count - head.count - end.count
    let gap = left > 0 ? "\n… \(left) bytes …\n" : ""
    return String(decoding: head, as: UTF8.self) + gap + String(decoding: end, as: UTF8.self)
  }
}
