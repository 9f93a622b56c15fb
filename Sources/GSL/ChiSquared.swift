// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// The chi-squared distribution.
package struct ChiSquared: Sendable, Hashable {
  /// The degrees of freedom; positive and finite.
  package let degreesOfFreedom: Double

  /// Creates the distribution with that many degrees of freedom.
  ///
  /// - Precondition: `degreesOfFreedom` is positive and finite.
  package init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom < .infinity,
      "degrees of freedom are positive and finite")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The `p`-quantile.
  ///
  /// - Precondition: `p` lies in (0, 1).
  package func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    precondition(AbortingErrorHandler.isOff)
    return gsl_cdf_chisq_Pinv(p, degreesOfFreedom)
  }
}
