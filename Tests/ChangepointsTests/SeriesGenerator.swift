// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing

/// Numbers that are the same in every run, from SplitMix64.
///
/// G. L. Steele, D. Lea and C. H. Flood,
/// "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// https://doi.org/10.1145/2660193.2660195.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func uniform() -> Double { Double.random(in: 0x1p-53..<1, using: &self) }

  mutating func normal() -> Double {
    Double.sqrt(-2 * Double.log(uniform())) * Double.cos(2 * Double.pi * uniform())
  }
}

/// Kinds of series on which changepoint searches have gone wrong.
enum SeriesKind: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case flat, piecewise, heavyTailed, spiky, largeOffset, quantised, constantRuns, twoValues
  case smallIntegers, drift, autocorrelated, variances, nearlyConstant, negative

  var testDescription: String { rawValue }

  func series(count: Int, using generator: inout SplitMix) -> [Double] {
    var level = 1.0
    var spread = 0.01
    var previous = 0.0
    return (0..<count).map { index in
      if generator.uniform() < min(0.2, 3 / Double(count)) || index == 0 {
        level = 1 + 0.2 * generator.normal()
        spread = 0.02 * generator.uniform() + 1e-3
      }
      let noise = generator.normal()
      previous = 0.9 * previous + noise
      switch self {
      case .flat: return 1 + 0.01 * noise
      case .piecewise: return level + spread * noise
      case .heavyTailed: return Double.tan(Double.pi * (generator.uniform() - 0.5))
      case .spiky: return level + spread * noise + (generator.uniform() < 0.05 ? 3 : 0)
      case .largeOffset: return 1e6 + 0.01 * noise + (level > 1 ? 0.02 : 0)
      case .quantised: return ((level + spread * noise) * 1000).rounded() / 1000
      case .constantRuns: return generator.uniform() < 0.1 ? level + spread * noise : level
      case .twoValues: return generator.uniform() < 0.5 ? 1 : 2
      case .smallIntegers: return Double(Int.random(in: 0...3, using: &generator))
      case .drift: return 1 + 0.5 * Double(index) / Double(count) + 0.01 * noise
      case .autocorrelated: return 1 + 0.01 * previous
      case .variances: return 1 + (level > 1 ? 0.01 : 0.1) * noise
      case .nearlyConstant: return 1 + 1e-9 * (level + spread * noise)
      case .negative: return -level - spread * noise
      }
    }
  }
}
