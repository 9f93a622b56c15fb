// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Made-up times of iterations, the same for the same seed.
struct MadeSeries {
  private var generator: Xoshiro256

  init(seed: UInt64) { generator = Xoshiro256(seed: seed) }

  /// A number from 0 up to 1.
  mutating func uniform() -> Double { Double.random(in: 0..<1, using: &generator) }

  /// A whole number from `range`.
  mutating func integer(in range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// That many times around `level`, evenly spread over ± `noise`, in seconds.
  mutating func plateau(_ count: Int, level: Double, noise: Double) -> [Double] {
    (0..<count).map { _ in level + noise * (2 * uniform() - 1) }
  }

  /// That many times of one of three values, so that most are tied.
  mutating func tied(_ count: Int) -> [Double] {
    (0..<count).map { _ in Double(integer(in: 1..<4)) }
  }

  /// That many times over many magnitudes.
  mutating func heavyTailed(_ count: Int) -> [Double] {
    (0..<count).map { _ in 0.001 / (1.0001 - uniform()) }
  }

  /// 200 iterations that take 30 ms up to iteration 20 and 20 ms from there on.
  mutating func warmup() -> [Double] {
    plateau(20, level: 0.03, noise: 0.0001) + plateau(180, level: 0.02, noise: 0.0001)
  }

  /// 200 iterations of 20 ms.
  mutating func flat() -> [Double] { plateau(200, level: 0.02, noise: 0.0001) }

  /// 200 iterations that take 20 ms up to iteration 20 and 30 ms from there on.
  mutating func slowdown() -> [Double] {
    plateau(20, level: 0.02, noise: 0.0001) + plateau(180, level: 0.03, noise: 0.0001)
  }

  /// 200 iterations that take 20 ms up to iteration 180 and 30 ms from there on.
  mutating func unsteady() -> [Double] {
    plateau(180, level: 0.02, noise: 0.0001) + plateau(20, level: 0.03, noise: 0.0001)
  }
}
