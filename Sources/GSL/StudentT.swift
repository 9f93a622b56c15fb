// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// Student's t distribution.
public struct StudentT: Sendable, Hashable {
  /// The degrees of freedom; positive.
  public let degreesOfFreedom: Double

  /// Creates the distribution with that many degrees of freedom.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The value that a variable stays at or below with probability `p`.
  ///
  /// - Precondition: `p` lies in (0, 1).
  public func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    precondition(AbortingErrorHandler.isOff)
    return gsl_cdf_tdist_Pinv(p, degreesOfFreedom)
  }

  /// The probability of a value of at most `x`.
  public func probability(atMost x: Double) -> Double {
    precondition(AbortingErrorHandler.isOff)
    return gsl_cdf_tdist_P(x, degreesOfFreedom)
  }
}
