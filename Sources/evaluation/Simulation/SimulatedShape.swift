// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
package import WarmupStats

/// How the level of a made-up execution of 1000 iterations changes, and what is true of it.
package struct SimulatedShape: Sendable {
  /// What changes, in a few words.
  package var name: String
  /// The class that the execution has.
  package var classification: Classification
  /// The first steady iteration, counted from 1; `nil` where there is none, or it is a matter of
  /// taste.
  package var steadyIteration: Int?
  /// The level of an iteration, from 0, where that of most is 1.
  package var level: @Sendable (Int) -> Double

  /// How many iterations an execution has.
  package static let iterations = 1000

  /// A shape whose level is 1 but for some ranges of iterations.
  private init(
    _ name: String, _ classification: Classification, from steadyIteration: Int?,
    levels: (range: Range<Int>, level: Double)...
  ) {
    self.init(name, classification, from: steadyIteration) { iteration in
      levels.first { $0.range.contains(iteration) }?.level ?? 1
    }
  }

  private init(
    _ name: String, _ classification: Classification, from steadyIteration: Int? = nil,
    level: @escaping @Sendable (Int) -> Double
  ) {
    self.name = name
    self.classification = classification
    self.steadyIteration = steadyIteration
    self.level = level
  }

  /// The times of an execution whose usual iteration takes `scale`, in seconds.
  package func times(
    _ noise: SimulatedNoise, scale: Double = 1, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    noise.deviations(Self.iterations, using: &generator).enumerated().map { iteration, deviation in
      scale * noise.read(level(iteration) * max(0.01, 1 + deviation))
    }
  }
}

extension SimulatedShape {
  static let flat = SimulatedShape("nothing", .flat, from: 1, levels: (0..<0, 1))
  static let burst = SimulatedShape(
    "30 iterations +50 % in the middle", .flat, from: 1, levels: (485..<515, 1.5))
  static let step = SimulatedShape(
    "first 50 iterations +10 %", .warmup, from: 51, levels: (0..<50, 1.1))
  static let lowStep = SimulatedShape(
    "first 200 iterations +6 %", .warmup, from: 201, levels: (0..<200, 1.06))
  static let shortWarmup = SimulatedShape(
    "first 20 iterations +100 %", .warmup, from: 21, levels: (0..<20, 2))
  static let stairs = SimulatedShape(
    "100 iterations +50 %, 100 +20 %", .warmup, from: 201, levels: (0..<100, 1.5),
    (100..<200, 1.2))
  static let slowdown = SimulatedShape(
    "first 100 iterations −10 %", .slowdown, from: 101, levels: (0..<100, 0.9))
  static let downAndUp = SimulatedShape(
    "50 iterations −10 %, 150 +10 %", .slowdown, from: 201, levels: (0..<50, 0.9),
    (50..<200, 1.1))
  static let late = SimulatedShape(
    "last 150 iterations +10 %", .noSteadyState, from: nil, levels: (850..<1000, 1.1))

  /// What is tried with each usual noise.
  static let usual = [
    flat, burst, step, lowStep, shortWarmup, stairs, slowdown, downAndUp, late,
  ]

  static let lateBurst = SimulatedShape(
    "last 30 iterations +10 %", .flat, from: 1, levels: (970..<1000, 1.1))
  static let tinyStep = SimulatedShape(
    "first 20 iterations +3 %", .warmup, from: 21, levels: (0..<20, 1.03))
  static let smallStep = SimulatedShape(
    "first 50 iterations +3 %", .warmup, from: 51, levels: (0..<50, 1.03))
  static let longStep = SimulatedShape(
    "first 300 iterations +3 %", .warmup, from: 301, levels: (0..<300, 1.03))
  static let middleUp = SimulatedShape(
    "last 500 iterations +3 %", .slowdown, from: 501, levels: (500..<1000, 1.03))
  static let middleDown = SimulatedShape(
    "last 500 iterations −3 %", .warmup, from: 501, levels: (500..<1000, 0.97))
  static let drift = SimulatedShape("2 % faster little by little", .flat) {
    1 - 0.02 * Double($0) / Double(iterations)
  }

  /// An excess that becomes less by a factor of e every so many iterations.
  static func decay(of excess: Double, over iterations: Double) -> SimulatedShape {
    SimulatedShape("+\(excess.inPercent) %, fading over \(Int(iterations))", .warmup) {
      1 + excess * Double.exp(-Double($0) / iterations)
    }
  }
}
