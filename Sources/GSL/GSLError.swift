// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// A refusal of the GNU Scientific Library: which operation, and why in its own words.
package struct GSLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The operation that was refused, such as `quantile of Student's t`.
  package var operation: String
  /// The library's reason.
  package var reason: String

  /// The operation and the reason, as one line.
  package var description: String { "\(operation): \(reason)" }
}

/// Keeps GSL from ending the process at its first error, as it does by default.
///
/// Reading `isOff` disarms the handler, once; every call into GSL goes through `checked`, which
/// reads it.
enum AbortingErrorHandler {
  static let isOff: Bool = {
    unsafe _ = gsl_set_error_handler_off()
    return true
  }()
}

/// Runs a GSL function that returns a status, and turns a refusal into a `GSLError`.
func checked(_ operation: String, _ call: () -> Int32) throws(GSLError) {
  precondition(AbortingErrorHandler.isOff)
  let status = call()
  guard status == 0 else {
    throw unsafe GSLError(operation: operation, reason: String(cString: gsl_strerror(status)))
  }
}
