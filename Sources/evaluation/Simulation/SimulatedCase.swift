// SPDX-License-Identifier: GPL-3.0-or-later

/// A sort of made-up executions whose class is known.
package struct SimulatedCase: Sendable {
  /// How the level changes.
  package var shape: SimulatedShape
  /// How times vary around it.
  package var noise: SimulatedNoise
  /// Why ``RatioMethod`` is known to miss the class more often than in other cases, or how often it
  /// was right where it was first studied; empty where it should be right.
  package var remark = ""

  /// What it is, in a few words.
  package var name: String { "\(shape.name); \(noise.name)" }

  /// Cases in which the class should be right.
  package static let all =
    SimulatedShape.usual.flatMap { shape in
      SimulatedNoise.usual.map { SimulatedCase(shape: shape, noise: $0) }
    }.filter { example in !hard.contains { $0.name == example.name } } + further

  /// Cases beyond the usual shapes with the usual noises.
  private static let further = [
    SimulatedCase(shape: .flat, noise: .pauses(0.01)),
    SimulatedCase(shape: .flat, noise: .pauses(0.08)),
    SimulatedCase(shape: .flat, noise: .dependent(0.9, deviation: 0.03)),
    SimulatedCase(shape: .drift, noise: .independent(0.01)),
    SimulatedCase(shape: .lateBurst, noise: .independent(0.01)),
    SimulatedCase(shape: .smallStep, noise: .independent(0.01)),
    SimulatedCase(shape: .longStep, noise: .independent(0.01)),
    SimulatedCase(shape: .decay(of: 1, over: 3), noise: .independent(0.01)),
    SimulatedCase(shape: .decay(of: 0.1, over: 40), noise: .independent(0.01)),
    SimulatedCase(shape: .decay(of: 0.5, over: 40), noise: .independent(0.01)),
  ]

  /// Cases that are known to be hard.
  package static let hard = [
    SimulatedCase(
      shape: .flat, noise: .modes, remark: "43 % where first studied"),
    SimulatedCase(
      shape: .tinyStep, noise: .independent(0.01), remark: "93 % where first studied"),
    SimulatedCase(
      shape: .middleUp, noise: .dependent(0.9, deviation: 0.01),
      remark: "77 or 87 % where first studied"),
    SimulatedCase(
      shape: .middleDown, noise: .dependent(0.9, deviation: 0.01),
      remark: "77 or 87 % where first studied"),
    SimulatedCase(
      shape: .burst, noise: .pauses(1 / 30.0),
      remark: "pauses near the burst are no outliers, and make it longer than 5 %"),
    SimulatedCase(
      shape: .downAndUp, noise: .pauses(1 / 30.0),
      remark: "pauses among the first make their mean that of the rest"),
  ]
}
