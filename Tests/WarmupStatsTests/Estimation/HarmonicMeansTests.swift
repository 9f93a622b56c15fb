// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct HarmonicMeansTests {
  /// Against sines and cosines of each multiple, for numbers of values that do and do not fill
  /// what is worked on at once.
  @Test(arguments: [1, 2, 7, 8, 9, 16, 17, 100], [1e-6, 0.1, 3.0])
  func matchesSinesAndCosines(count: Int, step: Double) {
    var generator = Xoshiro256(seed: UInt64(count))
    let values = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    let means = HarmonicMeans(of: values, step: step, count: 50)
    #expect(means.cosinesLessOne.count == 50)
    for k in 1...50 {
      let angles = values.map { Double(k) * step * $0 }
      let cosine = angles.reduce(0) { $0 - 2 * Double.pow(.sin($1 / 2), 2) } / Double(count)
      let sine = angles.reduce(0) { $0 + Double.sin($1) } / Double(count)
      let scale = min(1, Double(k) * step)
      #expect(abs(means.cosinesLessOne[k - 1] - cosine) < 1e-13 * scale * scale)
      #expect(abs(means.sines[k - 1] - sine) < 1e-13 * scale)
    }
  }
}
