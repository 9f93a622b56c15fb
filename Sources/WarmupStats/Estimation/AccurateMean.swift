// SPDX-License-Identifier: GPL-3.0-or-later

extension Collection where Element == Double {
  /// The mean, right to the last digit or two; 0 for no values.
  ///
  /// A second pass over the deviations takes away the rounding of the first.
  var accurateMean: Double {
    guard !isEmpty else { return 0 }
    let count = Double(self.count)
    let first = reduce(0, +) / count
    return first + reduce(0) { $0 + ($1 - first) } / count
  }
}
