// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct Xoshiro256Tests {
  @Test func streamsDiffer() {
    var first = Xoshiro256(seed: 42)
    var second = Xoshiro256(seed: 42, stream: 1)
    var again = Xoshiro256(seed: 42, stream: 0)
    let values = (0..<4).map { _ in first.next() }
    #expect(values == (0..<4).map { _ in again.next() })
    #expect(values != (0..<4).map { _ in second.next() })
  }

  /// A uniform generator's mean is ½ ± 1/√(12 n).
  @Test func isUniform() {
    var generator = Xoshiro256(seed: 5)
    let mean =
      (0..<40_000).reduce(0.0) { sum, _ in
        sum + Double.random(in: 0..<1, using: &generator)
      } / 40_000
    #expect(abs(mean - 0.5) < 5 / (12 * 40_000.0).squareRoot())
  }
}
