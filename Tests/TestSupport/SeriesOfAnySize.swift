// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Made-up times within the accepted range, of the shapes that arithmetic stumbles over.
package struct SeriesOfAnySize {
  private var generator: SplitMix64

  package init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  package var isEven: Bool { mutating get { generator.next().isMultiple(of: 2) } }

  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  /// A time anywhere between the limits, each factor of ten as likely as the other.
  private mutating func time() -> Double {
    clamp(pow(10, Double.random(in: -12...9, using: &generator)))
  }

  private func clamp(_ time: Double) -> Double { min(max(time, 1e-12), 1e9) }

  package mutating func executions() -> [[Double]] {
    let length = [1, 2, 3, 3, 5, 8, 19, 20, 40, 120][below(10)]
    let (shape, base, other) = (below(12), time(), time())
    return (0..<1 + below(4)).map { _ in
      let count = max(1, below(8) == 0 ? length - 1 : length)
      return (0..<count).map { value(shape, base, other, $0, of: count) }
    }
  }

  private mutating func value(
    _ shape: Int, _ base: Double, _ other: Double, _ index: Int, of count: Int
  ) -> Double {
    let noise = Double.random(in: -1...1, using: &generator)
    return switch shape {
    case 0: base
    case 1: [1e-12, 1e9][below(2)]
    case 2: clamp(index < count / 2 ? base : other)
    case 3: clamp(index.isMultiple(of: 2) ? base : base.nextUp)
    case 4: clamp(base + Double(below(3)) * base.ulp)
    case 5: time()
    case 6: clamp(base * (1 + 0.01 * noise))
    case 7: index == count - 1 ? 1e9 : 1e-12
    case 8: clamp(base * pow(10, Double(index - count / 2) / 8))
    case 9: clamp((index < count / 3 ? base * 2 : base) * (1 + 0.05 * noise))
    case 10: index == 0 ? clamp(other) : base
    default: clamp(1e9 * (1 - abs(noise) * 1e-15))
    }
  }
}
