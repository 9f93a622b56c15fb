// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels

extension [keyed_number] {
  /// Puts the numbers in ascending order, equal ones in the order they had; none of them is NaN.
  mutating func sortByKeys() {
    var scratch = self
    sortByKeys(scratch: &scratch)
  }

  /// The same in the caller's memory: `scratch` has as many numbers, whichever.
  mutating func sortByKeys(scratch: inout [keyed_number]) {
    precondition(scratch.count == count, "There is room for all numbers")
    unsafe sort_keyed_numbers(&self, &scratch, count)
  }
}
