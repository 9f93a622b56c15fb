// SPDX-License-Identifier: GPL-3.0-or-later

/// How the times of a made-up execution vary around its level.
package enum SimulatedNoise: Sendable, Hashable {
  /// Independent and normal, with that relative standard deviation.
  case independent(Double)
  /// Independent and skewed, with that relative standard deviation.
  case skewed(Double)
  /// Each iteration depends on the one before: an autoregression with that coefficient.
  case dependent(Double, deviation: Double)
  /// Independent, 1 %, and that share of the iterations takes half as long again.
  case pauses(Double)
  /// Independent, 1 %, as read from a clock whose step is half a percent.
  case coarseClock
  /// Independent, 1 %, around two levels a tenth apart, between which it changes by chance, every
  /// twentieth iteration on average.
  case modes

  /// What each usual shape is tried with.
  package static let usual: [SimulatedNoise] = [
    .independent(0.01), .skewed(0.03), .dependent(0.6, deviation: 0.02),
    .dependent(0.9, deviation: 0.02), .pauses(1 / 30.0), .coarseClock,
  ]

  /// What it is, in a few words.
  package var name: String {
    switch self {
    case .independent(let deviation): "\(deviation.inPercent) %"
    case .skewed(let deviation): "skewed, \(deviation.inPercent) %"
    case .dependent(let coefficient, let deviation):
      "φ = \(coefficient), \(deviation.inPercent) %"
    case .pauses(let share): "pauses of +50 % in \(share.inPercent) %"
    case .coarseClock: "coarse clock"
    case .modes: "two modes, +10 %"
    }
  }

  /// That many relative deviations from the level.
  package func deviations(_ count: Int, using generator: inout some RandomNumberGenerator)
    -> [Double]
  {
    switch self {
    case .independent(let deviation):
      return (0..<count).map { _ in deviation * generator.nextNormal() }
    case .coarseClock:
      return (0..<count).map { _ in 0.01 * generator.nextNormal() }
    case .skewed(let deviation):
      return (0..<count).map { _ in deviation * generator.nextSkewed() }
    case .dependent(let coefficient, let deviation):
      let fresh = deviation * (1 - coefficient * coefficient).squareRoot()
      var current = deviation * generator.nextNormal()
      return (0..<count).map { _ in
        defer { current = coefficient * current + fresh * generator.nextNormal() }
        return current
      }
    case .pauses(let share):
      return (0..<count).map { _ in
        let isPause = Double.random(in: 0..<1, using: &generator) < share
        return 0.01 * generator.nextNormal() + (isPause ? 0.5 : 0)
      }
    case .modes:
      var isSlow = false
      return (0..<count).map { _ in
        if Int.random(in: 0..<20, using: &generator) == 0 { isSlow.toggle() }
        return 0.01 * generator.nextNormal() + (isSlow ? 0.1 : 0)
      }
    }
  }

  /// What the clock reads where a level of 1 would take `time`.
  package func read(_ time: Double) -> Double {
    self == .coarseClock ? max(1, (200 * time).rounded()) / 200 : time
  }
}
