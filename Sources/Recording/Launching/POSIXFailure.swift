// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Why the system refused something.
enum POSIXFailure {
  /// The reason of a number of an error, in the words of the system.
  static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }

  /// The reason for which the last call failed.
  static var last: String { reason(errno) }
}
