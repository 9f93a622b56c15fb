// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// The version of the GNU Scientific Library that the program is built with.
package enum GSLVersion {
  /// The version, as `2.7.1`.
  package static var text: String { GSL_VERSION }
}
