// SPDX-License-Identifier: GPL-3.0-or-later

/// How the times of a made-up execution vary around its level.
package enum SimulatedNoise: String, CaseIterable, Sendable {
  /// Independent and normal, with a relative standard deviation of 1 %.
  case independent
  /// Independent and skewed, with a relative standard deviation of 3 %.
  case skewed
  /// Each iteration depends on the one before: an autoregression with φ = 0.6, 2 %.
  case dependent = "dependent, φ = 0.6"
  /// The same with φ = 0.9 and 2 %.
  case stronglyDependent = "dependent, φ = 0.9"
  /// Independent, 1 %, and one iteration in thirty takes half as long again.
  case pauses
  /// Independent, 1 %, as read from a clock whose step is half a percent.
  case coarseClock = "coarse clock"

  /// That many relative deviations from the level.
  package func deviations(_ count: Int, using generator: inout some RandomNumberGenerator)
    -> [Double]
  {
    switch self {
    case .independent, .coarseClock:
      (0..<count).map { _ in 0.01 * generator.nextNormal() }
    case .skewed:
      (0..<count).map { _ in 0.03 * generator.nextSkewed() }
    case .dependent:
      Self.autoregression(count, coefficient: 0.6, deviation: 0.02, using: &generator)
    case .stronglyDependent:
      Self.autoregression(count, coefficient: 0.9, deviation: 0.02, using: &generator)
    case .pauses:
      (0..<count).map { _ in
        let isPause = Int.random(in: 0..<30, using: &generator) == 0
        return 0.01 * generator.nextNormal() + (isPause ? 0.5 : 0)
      }
    }
  }

  /// What the clock reads where a level of 1 would take `time`.
  package func read(_ time: Double) -> Double {
    self == .coarseClock ? max(1, (200 * time).rounded()) / 200 : time
  }

  /// Deviations each of which is the one before times `coefficient`, and something new.
  package static func autoregression(
    _ count: Int, coefficient: Double, deviation: Double,
    using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    let fresh = deviation * (1 - coefficient * coefficient).squareRoot()
    var current = deviation * generator.nextNormal()
    return (0..<count).map { _ in
      defer { current = coefficient * current + fresh * generator.nextNormal() }
      return current
    }
  }
}
