// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension SummaryDocument {
  /// The options that an analysis used.
  package struct Options: Codable, Sendable, Hashable {
    /// The name of the method: `ratio`, `barrett-2017` or `traini-2023`; `nil` in documents that are
    /// older than the choice, which are of `barrett-2017`.
    @OrNull package var method: String?
    /// The width of the outlier window.
    package var window: Count
    /// How many iterations at the end must be steady.
    package var steadyTail: Count
    /// How much segments' means may differ.
    package var tolerance: Threshold
    /// Whether equivalence used the tolerance alone.
    package var rawTolerance: Bool
    /// The changepoint penalty, as a factor of log n; `traini-2023` chooses its own.
    package var penalty: Double
    /// The level of the steady-performance interval.
    package var level: Double
    /// What that interval says: `pooled`, `t` or `hierarchical`.
    package var interval: String
    /// How that interval was found.
    package var resampling: ResamplingEntry
    /// The program whose answers were reproduced; `nil` if none.
    @OrNull package var compatibility: String?

    init(_ options: AnalysisOptions) {
      method = options.method.name.rawValue
      window = Count(options.window)
      steadyTail = Count(options.steadyTail)
      tolerance = Threshold(options.method.tolerance)
      rawTolerance = options.method.usesRawTolerance
      penalty = options.penaltyFactor
      level = options.level
      interval = options.intervalKind.rawValue
      resampling = ResamplingEntry(options.resampling)
      compatibility = options.method.compatibility?.rawValue
    }
  }

  /// A number of iterations: exactly one of `count` and `fraction` (of an execution's
  /// iterations).
  package struct Count: Codable, Sendable, Hashable {
    /// The number of iterations.
    package var count: Int?
    /// The fraction of an execution's iterations.
    package var fraction: Double?

    init(_ value: IterationCount) {
      switch value {
      case .count(let count): self.count = count
      case .fraction(let fraction): self.fraction = fraction
      }
    }
  }

  /// A tolerance: exactly one of `seconds` and `fraction` (of a mean).
  package struct Threshold: Codable, Sendable, Hashable {
    /// The tolerance, in seconds.
    package var seconds: Double?
    /// The tolerance as a fraction.
    package var fraction: Double?

    init(_ tolerance: Tolerance) {
      switch tolerance {
      case .seconds(let seconds): self.seconds = seconds
      case .fraction(let fraction): self.fraction = fraction
      }
    }
  }

  /// A way of resampling: `method` is `exact`, or `monte-carlo` with `resamples` and `seed`.
  package struct ResamplingEntry: Codable, Sendable, Hashable {
    /// The name of the method.
    package var method: String
    /// How many resamples were drawn.
    package var resamples: Int?
    /// The seed of the generator.
    package var seed: UInt64?

    init(_ resampling: Resampling) {
      switch resampling {
      case .exact:
        method = "exact"
      case .monteCarlo(let resamples, let seed):
        method = "monte-carlo"
        self.resamples = resamples
        self.seed = seed
      }
    }
  }
}
