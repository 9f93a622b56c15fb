// SPDX-License-Identifier: GPL-3.0-or-later

/// The interval of a ratio of means, or why there is none.
public enum RatioInterval: Sendable, Hashable, Codable {
  /// The ratio is believed to lie between these.
  case bounded(ClosedRange<Double>)
  /// A side has fewer than two executions, so nothing tells how much executions differ.
  case singleExecution
  /// The baseline's mean cannot be told from 0, so the ratio may be anything.
  case unbounded

  /// The interval, if there is one.
  public var range: ClosedRange<Double>? {
    if case .bounded(let range) = self { range } else { nil }
  }

  /// Fieller's interval of the ratio of two independent means, candidate to baseline.
  ///
  /// With means a of the baseline and b of the candidate and their squared standard errors A and B
  /// it holds the θ for which (b − θa)² ≤ t²(B + θ²A); it is bounded only if a² > t²A. Fieller,
  /// "Some problems in interval estimation", Journal of the Royal Statistical Society B 16, 1954,
  /// https://doi.org/10.1111/j.2517-6161.1954.tb00159.x, as Kalibera and Jones use it, University
  /// of Kent, Technical Report 4-12, 2012, §4.
  ///
  /// - Parameters:
  ///   - candidate: the sample whose mean is the numerator.
  ///   - baseline: the sample whose mean is the denominator.
  ///   - level: the level of the interval, in (0, 1).
  ///   - degreesOfFreedom: those of the t quantile.
  package init(
    fiellerOf candidate: NestedSample, to baseline: NestedSample, level: Double,
    degreesOfFreedom: RatioDegreesOfFreedom
  ) {
    self.init(
      fiellerOf: MeanOfExecutions(of: candidate), to: MeanOfExecutions(of: baseline), level: level,
      degreesOfFreedom: degreesOfFreedom)
  }

  /// The same from means; `nil` stands for a side of fewer than two executions.
  init(
    fiellerOf candidate: MeanOfExecutions?, to baseline: MeanOfExecutions?, level: Double,
    degreesOfFreedom: RatioDegreesOfFreedom
  ) {
    guard let candidate, let baseline else {
      self = .singleExecution
      return
    }
    self = RatioOfMeans(of: candidate, to: baseline, degreesOfFreedom: degreesOfFreedom)
      .interval(level: level)
  }

  /// The interval of `level` that leaves out as much of a distribution on either side.
  init(of distribution: RatioDistribution, level: Double) {
    self = .bounded(
      distribution.quantile((1 - level) / 2)...distribution.quantile((1 + level) / 2))
  }
}
