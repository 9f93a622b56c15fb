// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

/// A few of the inputs that `scripts/fuzz` tries by the million.
@Suite struct FuzzTests {
  @Test func survivesRandomDamage() {
    let fuzz = ReaderFuzz(seed: 1)
    var refused = 0
    for index in 0..<5000 {
      let outcome = fuzz.run(index)
      refused += outcome.isRefused ? 1 : 0
      #expect(outcome.complaints == [])
    }
    #expect((500..<4900).contains(refused))
  }
}
