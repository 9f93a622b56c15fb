// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// The normal distribution with mean 0 and standard deviation 1.
package enum StandardNormal {
  /// The value that is exceeded with probability `p`: the (1 − p)-quantile.
  ///
  /// Small probabilities keep their precision, which 1 − p would lose.
  ///
  /// - Precondition: `p` lies in (0, 1).
  package static func quantile(exceededWith p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    precondition(AbortingErrorHandler.isOff)
    return gsl_cdf_ugaussian_Qinv(p)
  }
}
