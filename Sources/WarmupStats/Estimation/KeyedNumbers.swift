// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels

extension [keyed_number] {
  /// Puts the numbers in ascending order, equal ones in the order they had; none of them is NaN.
  mutating func sortByKeys() {
    unsafe withUnsafeTemporaryAllocation(of: keyed_number.self, capacity: count) { scratch in
      unsafe sort_keyed_numbers(&self, scratch.baseAddress, count)
    }
  }
}
