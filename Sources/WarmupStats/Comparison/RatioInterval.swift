// SPDX-License-Identifier: GPL-3.0-or-later

/// The interval of a ratio of means, or why there is none.
public enum RatioInterval: Sendable, Hashable {
  /// The ratio is believed to lie between these.
  case bounded(ClosedRange<Double>)
  /// A side has fewer than two executions, so nothing tells how much executions differ.
  case singleExecution
  /// The old side's mean cannot be told from 0, so the ratio may be anything.
  case unbounded

  /// The interval, if there is one.
  public var range: ClosedRange<Double>? {
    if case .bounded(let range) = self { range } else { nil }
  }

  /// Fieller's interval of the ratio of two independent means, new to old.
  ///
  /// With h = t(1 − α/2; r − 1)·√(S²/r) of either side, the interval holds the θ for which
  /// (ȳ' − θȳ)² ≤ h'² + θ²h²; it is bounded only if ȳ² > h². Fieller, "Some problems in interval
  /// estimation", Journal of the Royal Statistical Society B 16, 1954,
  /// https://doi.org/10.1111/j.2517-6161.1954.tb00159.x, as Kalibera and Jones use it, University
  /// of Kent, Technical Report 4-12, 2012, §4. With few executions it covers more than it states:
  /// about 97 % at 95 %.
  ///
  /// - Precondition: `level`, 1 − α, lies in (0, 1).
  public init(fiellerOf candidate: NestedSample, to baseline: NestedSample, level: Double) {
    self.init(
      fiellerOf: MeanOfExecutions(of: candidate), to: MeanOfExecutions(of: baseline), level: level)
  }

  /// The same from means; `nil` stands for a side of fewer than two executions.
  init(fiellerOf candidate: MeanOfExecutions?, to baseline: MeanOfExecutions?, level: Double) {
    guard let candidate, let baseline else {
      self = .singleExecution
      return
    }
    let (newError, oldError) = (candidate.halfWidth(level: level), baseline.halfWidth(level: level))
    let (newSquare, oldSquare) = (newError * newError, oldError * oldError)
    let leading = baseline.mean * baseline.mean - oldSquare
    guard leading > 0 else {
      self = .unbounded
      return
    }
    let product = baseline.mean * candidate.mean
    let discriminant =
      baseline.mean * baseline.mean * newSquare + candidate.mean * candidate.mean * oldSquare
      - newSquare * oldSquare
    let root = max(0, discriminant).squareRoot()
    self = .bounded((product - root) / leading...(product + root) / leading)
  }

  /// The interval of `level` that leaves out as much of a distribution on either side.
  init(of distribution: RatioDistribution, level: Double) {
    self = .bounded(
      distribution.quantile((1 - level) / 2)...distribution.quantile((1 + level) / 2))
  }
}
