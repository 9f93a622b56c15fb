// SPDX-License-Identifier: GPL-3.0-or-later

/// How often each classification occurs among the process executions of one benchmark key.
public struct ClassificationCounts: Sendable, Hashable, Codable {
  /// How many executions are flat.
  package var flat = 0
  /// How many executions warm up.
  package var warmup = 0
  /// How many executions slow down.
  package var slowdown = 0
  /// How many executions have no steady state.
  package var noSteadyState = 0
  /// How many executions have a steady state, where nothing more is told.
  package var steady = 0
  /// How many executions have too few iterations to call them flat.
  package var tooFewIterations = 0
  /// How many executions are single measurements, which have no class.
  public var singleMeasurements = 0
  /// How many executions crashed or timed out.
  public var crashed = 0

  /// Creates counts of zero.
  package init() {}

  /// How many executions have that classification.
  public subscript(classification: Classification) -> Int {
    get {
      switch classification {
      case .flat: flat
      case .warmup: warmup
      case .slowdown: slowdown
      case .noSteadyState: noSteadyState
      case .steady: steady
      case .tooFewIterations: tooFewIterations
      }
    }
    set {
      switch classification {
      case .flat: flat = newValue
      case .warmup: warmup = newValue
      case .slowdown: slowdown = newValue
      case .noSteadyState: noSteadyState = newValue
      case .steady: steady = newValue
      case .tooFewIterations: tooFewIterations = newValue
      }
    }
  }
}

extension ClassificationCounts {
  /// Counts the classifications of `executions`, those without one as single measurements, and
  /// those that did not complete as crashed.
  package init(of executions: [AnalyzedExecution]) {
    for execution in executions {
      if let analysis = execution.analysis {
        count(analysis.classification)
      } else {
        crashed += 1
      }
    }
  }

  /// Counts one more completed execution, which is a single measurement if it has no class.
  package mutating func count(_ classification: Classification?) {
    if let classification { self[classification] += 1 } else { singleMeasurements += 1 }
  }
}
