// SPDX-License-Identifier: GPL-3.0-or-later

/// How the segments of an execution become its class, with all that depends on that choice.
///
/// A method is chosen once, in ``AnalysisOptions``; whatever differs between methods is asked of it.
public enum Method: Sendable, Hashable, Codable {
  /// Segments differ if the ratio of their means is proven to differ from 1: the default.
  case ratio(RatioMethod = RatioMethod())
  /// Segments differ if their means and variances leave the tolerance: as published in 2017.
  case barrett2017(BarrettMethod = BarrettMethod())

  /// Segments differ if a bootstrap interval of the ratio of their means lies beyond 5 %, and the
  /// penalty is chosen for each execution: as published in 2023.
  case traini2023(TrainiMethod = TrainiMethod())

  /// The method that is used unless another is asked for.
  public static let standard: Method = .ratio()

  /// The published tool of Barrett et al., reproduced to the last digit.
  public static let warmupStats: Method = .barrett2017(
    BarrettMethod(compatibility: .warmupStats))

  /// The names of the methods, as they stand in files and options.
  package enum Name: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
    /// The name of ``Method/ratio(_:)``.
    case ratio
    /// The name of ``Method/barrett2017(_:)``.
    case barrett2017 = "barrett-2017"
    /// The name of ``Method/traini2023(_:)``.
    case traini2023 = "traini-2023"
  }

  /// The method's name.
  package var name: Name {
    switch self {
    case .ratio: .ratio
    case .barrett2017: .barrett2017
    case .traini2023: .traini2023
    }
  }

  /// The method of that name, with its own defaults.
  package init(_ name: Name) {
    switch name {
    case .ratio: self = .ratio()
    case .barrett2017: self = .barrett2017()
    case .traini2023: self = .traini2023()
    }
  }

  /// How much two segments may differ before the difference matters.
  public var tolerance: Tolerance {
    switch self {
    case .ratio(let method): .fraction(method.minimumDifference)
    case .barrett2017(let method): method.tolerance
    case .traini2023(let method): .fraction(method.minimumDifference)
    }
  }

  /// The method with another tolerance; `nil` if it has no place for a tolerance of that sort:
  /// only ``barrett2017(_:)`` takes a time.
  package func with(_ tolerance: Tolerance) -> Method? {
    switch (self, tolerance) {
    case (.ratio(var method), .fraction(let fraction)):
      method.minimumDifference = fraction
      return .ratio(method)
    case (.traini2023(var method), .fraction(let fraction)):
      method.minimumDifference = fraction
      return .traini2023(method)
    case (.ratio, .seconds), (.traini2023, .seconds):
      return nil
    case (.barrett2017(var method), _):
      method.tolerance = tolerance
      return .barrett2017(method)
    }
  }

  /// Whether equivalence uses the tolerance alone, never the final segment's variance, as
  /// ``barrett2017(_:)`` may; `false` for other methods.
  package var usesRawTolerance: Bool {
    switch self {
    case .ratio, .traini2023: false
    case .barrett2017(let method): method.usesRawTolerance
    }
  }

  /// The program whose answers are reproduced; `nil` if none.
  package var compatibility: Compatibility? {
    switch self {
    case .ratio, .traini2023: nil
    case .barrett2017(let method): method.compatibility
    }
  }

  /// Whether the penalty of changepoints is that of the options; ``traini2023(_:)`` chooses its own
  /// for each execution.
  package var usesGivenPenalty: Bool {
    if case .traini2023 = self { false } else { true }
  }

  /// The width of the window in which outliers are judged unless another is asked for.
  package var usualWindow: IterationCount {
    switch self {
    case .ratio, .barrett2017: .fraction(0.1)
    case .traini2023: .count(TrainiMethod.window)
    }
  }

  /// How many iterations at the end must be steady unless another number is asked for.
  package var usualSteadyTail: IterationCount {
    switch self {
    case .ratio, .barrett2017: .fraction(0.25)
    case .traini2023: .count(TrainiMethod.steadyTail)
    }
  }

  /// What the interval of steady performance says unless another is asked for.
  ///
  /// The published interval for ``barrett2017(_:)``; for others that of the mean over executions,
  /// which shrinks as they become more.
  package var usualInterval: IntervalKind {
    switch self {
    case .ratio, .traini2023: .t
    case .barrett2017: .pooled
    }
  }

  /// Whether a benchmark key, so many of whose completed executions have a steady state, has a
  /// steady iteration, a time to steady and a steady performance.
  ///
  /// As published in 2017 all of the executions must have one; for others two are enough.
  func summarizes(steady: Int, of completed: Int) -> Bool {
    guard completed > 0 else { return false }
    return switch self {
    case .ratio, .traini2023: steady == completed || steady >= 2
    case .barrett2017: steady == completed
    }
  }

  /// How an execution that was divided into segments behaves, and why.
  ///
  /// - Complexity: O(number of segments) for ``barrett2017(_:)``; for others as
  ///   ``RatioMethod/classify(_:steadyTail:)`` and ``TrainiMethod/classify(_:steadyTail:)``.
  package func classify(
    _ execution: SegmentedExecution, steadyTail: IterationCount
  ) -> ClassifiedSegments {
    switch self {
    case .ratio(let method): method.classify(execution, steadyTail: steadyTail)
    case .barrett2017(let method): method.classify(execution.segments, steadyTail: steadyTail)
    case .traini2023(let method): method.classify(execution, steadyTail: steadyTail)
    }
  }
}
