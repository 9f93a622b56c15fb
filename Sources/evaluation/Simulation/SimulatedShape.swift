// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How the level of a made-up execution of 1000 iterations changes, and what is true of it.
package enum SimulatedShape: String, CaseIterable, Sendable {
  /// The level never changes.
  case flat
  /// The level never changes but for 30 iterations in the middle that take half as long again.
  case burst = "30 iterations +50 % in the middle"
  /// The first 50 iterations take a tenth longer.
  case step = "first 50 iterations +10 %"
  /// The first 200 iterations take 6 % longer.
  case lowStep = "first 200 iterations +6 %"
  /// The first 20 iterations take twice as long.
  case shortWarmup = "first 20 iterations +100 %"
  /// A hundred iterations take half as long again, and another hundred a fifth longer.
  case stairs = "100 iterations +50 %, 100 +20 %"
  /// The first 100 iterations are a tenth faster.
  case slowdown = "first 100 iterations −10 %"
  /// The first 50 iterations are a tenth faster, and the next 150 a tenth slower.
  case downAndUp = "50 iterations −10 %, 150 +10 %"
  /// The last 150 iterations take a tenth longer.
  case late = "last 150 iterations +10 %"

  /// How many iterations an execution has.
  package static let iterations = 1000

  /// What is true of the execution.
  package var classification: Classification {
    switch self {
    case .flat, .burst: .flat
    case .step, .lowStep, .shortWarmup, .stairs: .warmup
    case .slowdown, .downAndUp: .slowdown
    case .late: .noSteadyState
    }
  }

  /// The first steady iteration, counted from 1; `nil` where there is none.
  package var steadyIteration: Int? {
    switch self {
    case .flat, .burst: 1
    case .step: 51
    case .lowStep, .stairs, .downAndUp: 201
    case .shortWarmup: 21
    case .slowdown: 101
    case .late: nil
    }
  }

  /// The level of an iteration, from 0, where that of most is 1.
  package func level(at iteration: Int) -> Double {
    switch self {
    case .flat: 1
    case .burst: (485..<515).contains(iteration) ? 1.5 : 1
    case .step: iteration < 50 ? 1.1 : 1
    case .lowStep: iteration < 200 ? 1.06 : 1
    case .shortWarmup: iteration < 20 ? 2 : 1
    case .stairs: iteration < 100 ? 1.5 : iteration < 200 ? 1.2 : 1
    case .slowdown: iteration < 100 ? 0.9 : 1
    case .downAndUp: iteration < 50 ? 0.9 : iteration < 200 ? 1.1 : 1
    case .late: iteration < 850 ? 1 : 1.1
    }
  }

  /// The times of an execution whose usual iteration takes `scale`, in seconds.
  package func times(
    _ noise: SimulatedNoise, scale: Double = 1, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    noise.deviations(Self.iterations, using: &generator).enumerated().map { iteration, deviation in
      scale * noise.read(level(at: iteration) * max(0.01, 1 + deviation))
    }
  }
}
