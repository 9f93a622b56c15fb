// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// Student's t distribution; with infinite degrees of freedom the standard normal distribution.
package struct StudentT: Sendable, Hashable {
  /// The degrees of freedom; positive, and infinite for the normal distribution.
  package let degreesOfFreedom: Double

  /// Creates the distribution with that many degrees of freedom.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The `p`-quantile.
  ///
  /// - Precondition: `p` lies in (0, 1).
  package func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    precondition(AbortingErrorHandler.isOff)
    return degreesOfFreedom.isFinite
      ? gsl_cdf_tdist_Pinv(p, degreesOfFreedom) : gsl_cdf_ugaussian_Pinv(p)
  }

  /// The probability of a value of at most `x`; small ones keep their precision.
  package func probability(atMost x: Double) -> Double {
    precondition(AbortingErrorHandler.isOff)
    return degreesOfFreedom.isFinite
      ? gsl_cdf_tdist_P(x, degreesOfFreedom) : gsl_cdf_ugaussian_P(x)
  }
}
