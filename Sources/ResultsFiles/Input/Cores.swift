// SPDX-License-Identifier: GPL-3.0-or-later

import CCores

/// The cores of the machine.
package enum Cores {
  /// How many the process may use: fewer than the machine has, where it is tied to some.
  package static var count: Int { Int(cores_of_process()) }
}
