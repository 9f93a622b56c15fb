// SPDX-License-Identifier: GPL-3.0-or-later

/// How one process execution behaves over its in-process iterations.
///
/// See Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, §4.2,
/// https://doi.org/10.1145/3133876.
public enum Classification: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// All segments are equivalent.
  case flat
  /// Every segment that differs from the steady state is slower, and comes before it.
  case warmup
  /// A segment before the steady state is faster than it.
  case slowdown
  /// The end of the execution never settles.
  case noSteadyState = "no steady state"
  /// It has a steady state, whatever comes before: the one class beside ``noSteadyState`` that
  /// ``Method/traini2023(_:)`` knows.
  case steady = "steady state"
  /// No segment is proven to differ, but the iterations are too few to call that flat.
  case tooFewIterations = "too few iterations"

  /// The classes of Barrett et al., which every execution has under their method.
  package static let published: [Classification] = [.flat, .warmup, .slowdown, .noSteadyState]
}

/// How the process executions of one benchmark key behave, taken together.
public enum Consistency: Sendable, Hashable, Codable, RawRepresentable, DisplayNamed {
  /// All completed executions have the same classification.
  case consistent(Classification)
  /// Some executions are flat, and the others warm up.
  case goodInconsistent
  /// The executions differ, and not only between flat and warmup.
  case badInconsistent
  /// Some executions have a steady state and others have not, where nothing more is told.
  case inconsistent

  /// The consistency of executions with these classifications; `nil` if there are none.
  ///
  /// Executions of too few iterations count as flat beside others.
  package init?(_ classifications: some Sequence<Classification>) {
    var distinct = Set(classifications)
    if distinct.count > 1, distinct.remove(.tooFewIterations) != nil { distinct.insert(.flat) }
    guard let first = distinct.first else { return nil }
    if distinct.count == 1 {
      self = .consistent(first)
    } else if distinct == [.flat, .warmup] {
      self = .goodInconsistent
    } else if distinct == [.steady, .noSteadyState] {
      self = .inconsistent
    } else {
      self = .badInconsistent
    }
  }

  /// The consistency of that name; `nil` if there is none.
  public init?(rawValue: String) {
    switch rawValue {
    case "good inconsistent": self = .goodInconsistent
    case "bad inconsistent": self = .badInconsistent
    case "inconsistent": self = .inconsistent
    default:
      guard let classification = Classification(rawValue: rawValue) else { return nil }
      self = .consistent(classification)
    }
  }

  /// The raw value of the classification, or "inconsistent", with "good" or "bad" before it where
  /// the classes tell.
  public var rawValue: String {
    switch self {
    case .consistent(let classification): classification.rawValue
    case .goodInconsistent: "good inconsistent"
    case .badInconsistent: "bad inconsistent"
    case .inconsistent: "inconsistent"
    }
  }
}
