// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds where blocks of bzip2 may begin and streams of it may end: at 48 bits of their own, which
/// stand at any bit and not only where bytes begin.
struct Bzip2Marks: Sendable {
  /// A mark in a file.
  struct Mark: Sendable {
    /// The first bit of the mark.
    var bit: Int
    /// Whether a stream ends at it; else a block begins.
    var isEnd: Bool
  }

  /// The digits of pi, with which a block begins.
  static let block: UInt64 = 0x3141_5926_5359
  /// The digits of its root, at which a stream ends.
  static let end: UInt64 = 0x1772_4538_5090
  /// How many bits a mark has.
  static let width = 48

  /// Whether two bytes can be the third and fourth of the seven in which a mark stands.
  private let canHoldMark: [Bool]

  /// Prepares a search.
  init() {
    var canHoldMark = [Bool](repeating: false, count: 1 << 16)
    for mark in [Self.block, Self.end] {
      for shift in UInt64(0)..<8 { canHoldMark[Self.middle(of: mark << shift)] = true }
    }
    self.canHoldMark = canHoldMark
  }

  /// Two bytes that a mark fills wherever it ends in the lowest byte.
  private static func middle(of window: UInt64) -> Int {
    Int(truncatingIfNeeded: (window >> 16) & 0xFFFF)
  }

  /// The marks that end in a range of bytes, in their order.
  ///
  /// - Complexity: O(number of bytes).
  func marks(in bytes: [UInt8], endingIn range: Range<Int>) -> [Mark] {
    var marks: [Mark] = []
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe canHoldMark.withUnsafeBufferPointer { canHoldMark in
        var window: UInt64 = 0
        for index in max(0, range.lowerBound - 7)..<range.lowerBound {
          window = window << 8 | UInt64(unsafe bytes[index])
        }
        for index in range {
          window = window << 8 | UInt64(unsafe bytes[index])
          guard unsafe canHoldMark[Self.middle(of: window)] else { continue }
          marks += Self.marks(at: window, endingIn: index)
        }
      }
    }
    return marks
  }

  /// The marks at the end of the last eight bytes.
  private static func marks(at window: UInt64, endingIn index: Int) -> [Mark] {
    (0..<8).reversed().compactMap { shift in
      let bits = (window >> UInt64(shift)) & 0xFFFF_FFFF_FFFF
      let bit = (index + 1) * 8 - shift - width
      guard bits == block || bits == end, bit >= 0 else { return nil }
      return Mark(bit: bit, isEnd: bits == end)
    }
  }
}
