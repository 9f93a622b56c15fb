// SPDX-License-Identifier: GPL-3.0-or-later

extension Decoder {
  /// Refuses decoded values that contradict one another.
  ///
  /// - Parameters:
  ///   - areConsistent: whether they fit together.
  ///   - expectation: what must hold.
  func require(_ areConsistent: Bool, _ expectation: String) throws {
    guard areConsistent else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: codingPath, debugDescription: expectation))
    }
  }
}

extension Collection<Int> {
  /// Whether every number is greater than the one before it, and all lie in `range`.
  func ascend(within range: Range<Int>) -> Bool {
    allSatisfy(range.contains) && zip(self, dropFirst()).allSatisfy(<)
  }
}
