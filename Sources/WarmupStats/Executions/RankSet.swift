// SPDX-License-Identifier: GPL-3.0-or-later

/// A set of integers from a fixed range, which finds a member's neighbours in a few steps.
///
/// One bit stands for each integer; a bit of the level above says whether a word of 64 bits below
/// has any. Every operation takes O(log₆₄ capacity) steps, nearly always one.
struct RankSet {
  private var words: [UInt64]
  /// Where each level starts in ``words``, from the bits of the integers up to a single word.
  private let levelStarts: [Int]

  /// Creates an empty set for the integers in `0..<capacity`.
  init(capacity: Int) {
    var starts: [Int] = []
    var total = 0
    var bits = max(capacity, 1)
    repeat {
      starts.append(total)
      bits = (bits + 63) >> 6
      total += bits
    } while bits > 1
    self.words = Array(repeating: 0, count: total)
    self.levelStarts = starts
  }

  /// Adds `member`, which must not be in the set.
  mutating func insert(_ member: Int) {
    var index = member
    for start in levelStarts {
      let word = start + index >> 6
      let wasEmpty = words[word] == 0
      words[word] |= 1 &<< UInt64(truncatingIfNeeded: index)
      if !wasEmpty { return }
      index >>= 6
    }
  }

  /// Takes `member` out, which must be in the set.
  mutating func remove(_ member: Int) {
    var index = member
    for start in levelStarts {
      let word = start + index >> 6
      words[word] &= ~(1 &<< UInt64(truncatingIfNeeded: index))
      if words[word] != 0 { return }
      index >>= 6
    }
  }

  /// The smallest member above `rank`; `nil` if there is none.
  func successor(of rank: Int) -> Int? {
    let above = words[rank >> 6] & (~1 &<< UInt64(truncatingIfNeeded: rank))
    if above != 0 { return (rank & ~63) + above.trailingZeroBitCount }
    var index = rank >> 6
    for level in levelStarts.indices.dropFirst() {
      let start = levelStarts[level]
      let above = words[start + index >> 6] & (~1 &<< UInt64(truncatingIfNeeded: index))
      if above != 0 {
        return first(below: (index & ~63) + above.trailingZeroBitCount, level: level)
      }
      index >>= 6
    }
    return nil
  }

  /// The greatest member below `rank`; `nil` if there is none.
  func predecessor(of rank: Int) -> Int? {
    let below = words[rank >> 6] & ((1 &<< UInt64(truncatingIfNeeded: rank)) - 1)
    if below != 0 { return (rank & ~63) + 63 - below.leadingZeroBitCount }
    var index = rank >> 6
    for level in levelStarts.indices.dropFirst() {
      let start = levelStarts[level]
      let below = words[start + index >> 6] & ((1 &<< UInt64(truncatingIfNeeded: index)) - 1)
      if below != 0 {
        return last(below: (index & ~63) + 63 - below.leadingZeroBitCount, level: level)
      }
      index >>= 6
    }
    return nil
  }

  /// The smallest member under the bit `index` of `level`, which is set.
  private func first(below index: Int, level: Int) -> Int {
    var index = index
    for start in levelStarts[..<level].reversed() {
      index = index << 6 + words[start + index].trailingZeroBitCount
    }
    return index
  }

  /// The greatest member under the bit `index` of `level`, which is set.
  private func last(below index: Int, level: Int) -> Int {
    var index = index
    for start in levelStarts[..<level].reversed() {
      index = index << 6 + 63 - words[start + index].leadingZeroBitCount
    }
    return index
  }
}
