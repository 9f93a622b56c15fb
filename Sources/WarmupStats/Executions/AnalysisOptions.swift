// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// Every choice that a user has in analyzing an experiment, with the default of each.
///
/// The defaults that no method sets follow Barrett, Bolz-Tereick, Killick, Mount and Tratt, "Virtual
/// Machine Warmup Blows Hot and Cold", OOPSLA 2017, https://doi.org/10.1145/3133876, where `n` is the
/// number of in-process iterations: they ran 2000 and used a window of 200 and a steady tail of 500.
public struct AnalysisOptions: Sendable, Hashable, Codable {
  /// The width of the window in which outliers are judged; a tenth of the iterations, or what the
  /// method was published with.
  public var window: IterationCount
  /// How many other executions must have an outlier at the same iteration for it to be common.
  public var commonOutlierThreshold = 1
  /// How many iterations at the end must be steady; a quarter of them, or what the method was
  /// published with.
  public var steadyTail: IterationCount
  /// How segments become a class.
  ///
  /// To choose another method together with the interval that it usually has, create the options
  /// with it.
  public var method: Method
  /// The changepoint penalty, as a factor of log n; ``Method/traini2023(_:)`` does not use it.
  ///
  /// 15, as the paper has it, and not the 2 to 4 common elsewhere, because the iterations of one
  /// process are not independent.
  public var penaltyFactor = 15.0
  /// The level of the steady-performance interval, in (0, 1).
  public var level = 0.99
  /// What the steady-performance interval is to say; by default what suits the method.
  public var intervalKind: IntervalKind
  /// How the steady-performance interval is found.
  public var resampling: Resampling = .exact

  /// Creates the default options of a method.
  public init(method: Method = .standard) {
    self.method = method
    window = method.usualWindow
    steadyTail = method.usualSteadyTail
    intervalKind = method.usualInterval
  }
}

/// A number of iterations, given outright or as a part of all of them.
public enum IterationCount: Sendable, Hashable, Codable {
  /// That many iterations; not negative.
  case count(Int)
  /// That fraction of the iterations of an execution, in [0, 1], rounded down.
  case fraction(Double)

  /// The number of iterations that this means for an execution of `iterations`.
  package func resolved(iterations: Int) -> Int {
    switch self {
    case .count(let count): count
    case .fraction(let fraction):
      // No number is refused: what is not in [0, 1] means none or all of them.
      fraction > 0 ? Int(clamped: min(fraction, 1) * Double(iterations)) : 0
    }
  }
}

/// How much two segments' means may differ before the difference matters.
public enum Tolerance: Sendable, Hashable, Codable {
  /// That many seconds; not negative.
  case seconds(Double)
  /// That fraction of a mean; not negative. It is the mean of the fastest segment under
  /// ``Method/barrett2017(_:)``, that of the reference segment under ``Method/ratio(_:)``, and each
  /// segment's own under ``Method/traini2023(_:)``.
  case fraction(Double)
}

/// How the distribution of a resampled mean is found.
public enum Resampling: Sendable, Hashable, Codable {
  /// Computed, as the limit of infinitely many resamples.
  case exact
  /// Drawn, `resamples` times in all, from a generator that `seed` starts.
  case monteCarlo(resamples: Int, seed: UInt64)
}
