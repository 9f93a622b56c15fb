// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// The class of an execution, or of all executions of a benchmark together; each has a symbol.
package enum ClassLabel: String, Sendable, Hashable, CaseIterable {
  /// All segments are equivalent.
  case flat
  /// It starts slower than it ends.
  case warmup
  /// It starts, or is at some time, faster than it ends.
  case slowdown
  /// It does not settle.
  case noSteadyState = "no steady state"
  /// It has a steady state, and no more is told.
  case steady = "steady state"
  /// Nothing is proven to change, but the iterations are too few to call it flat.
  case tooFewIterations = "too few iterations"
  /// It measured once, so that nothing can change.
  case singleMeasurement = "single measurement"
  /// Some executions are flat, and the others warm up.
  case goodInconsistent = "good inconsistent"
  /// Executions differ, and not only between flat and warmup.
  case badInconsistent = "bad inconsistent"
  /// Some executions have a steady state, the others have not, and no more is told.
  case inconsistent
  /// It left no times.
  case crashed

  /// The classes that single executions can have.
  package static let ofExecutions: [ClassLabel] = [
    .flat, .warmup, .slowdown, .noSteadyState, .steady, .tooFewIterations, .singleMeasurement,
    .crashed,
  ]

  /// Whether tables leave it out where nothing has it: few series are that short, and only one method
  /// tells no more than whether there is a steady state.
  package var isShownOnlyWhereFound: Bool {
    [.tooFewIterations, .steady, .inconsistent].contains(self)
  }

  /// The words for it, as they stand in running text.
  package var displayName: String { rawValue }

  /// What it means, as a legend has it.
  package var meaning: String {
    switch self {
    case .flat: "as fast from the first iteration to the last"
    case .warmup: "slower at first, then steady"
    case .slowdown: "faster at some time before it is steady"
    case .noSteadyState: "still changing near the end"
    case .steady: "steady at the end, whatever comes before"
    case .tooFewIterations: "no change seen, in too few iterations to call it flat"
    case .singleMeasurement: "one iteration, so that nothing can be seen to change"
    case .goodInconsistent: "some executions are flat, the others warm up"
    case .badInconsistent: "the executions differ in other ways"
    case .inconsistent: "some executions have a steady state, others have not"
    case .crashed: "crashed or killed, no times"
    }
  }

  /// The class of one completed execution; `.singleMeasurement` if it has none.
  package init(_ classification: Classification?) {
    self =
      switch classification {
      case nil: .singleMeasurement
      case .flat: .flat
      case .warmup: .warmup
      case .slowdown: .slowdown
      case .noSteadyState: .noSteadyState
      case .steady: .steady
      case .tooFewIterations: .tooFewIterations
      }
  }

  /// The class of all executions together; without one `.singleMeasurement`, or `.crashed` if none
  /// completed.
  package init(_ consistency: Consistency?, _ counts: ClassificationCounts) {
    self =
      switch consistency {
      case .consistent(let classification): ClassLabel(classification)
      case .goodInconsistent: .goodInconsistent
      case .badInconsistent: .badInconsistent
      case .inconsistent: .inconsistent
      case nil: counts.singleMeasurements > 0 ? .singleMeasurement : .crashed
      }
  }
}
