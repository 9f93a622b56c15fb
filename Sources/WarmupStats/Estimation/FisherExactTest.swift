// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether two groups have some property equally often, by the counts alone.
///
/// Fisher, "On the interpretation of χ² from contingency tables, and the calculation of P", Journal
/// of the Royal Statistical Society 85(1), 1922, https://doi.org/10.2307/2340521: given the totals,
/// the count in a group has a hypergeometric distribution. Unlike intervals of proportions the test
/// holds with few counts, and with none.
package struct FisherExactTest: Sendable, Hashable, Codable {
  /// The two-sided p-value: the probability of the counts, and of all that are no more probable,
  /// with these totals if the groups do not differ; in (0, 1].
  package let pValue: Double

  /// Compares two groups, of which each has so many members with the property and without.
  ///
  /// - Precondition: no count is negative.
  /// - Complexity: O(least of the totals).
  package init(
    with first: Int, without firstWithout: Int, and second: Int, without secondWithout: Int
  ) {
    precondition(
      min(first, firstWithout, second, secondWithout) >= 0, "counts are not negative")
    let (size, owners) = (first + firstWithout, first + second)
    // The probability of a count in the first group, relative to that of the one found.
    func factor(from count: Int) -> Double {
      Double(owners - count) * Double(size - count)
        / (Double(count + 1) * Double(secondWithout - first + count + 1))
    }
    var (total, asRare) = (1.0, 1.0)
    func add(_ weight: Double) {
      total += weight
      // Rounding must not part what is equally probable.
      if weight <= 1 + 1e-9 { asRare += weight }
    }
    var weight = 1.0
    for count in stride(from: first, to: min(size, owners), by: 1) {
      weight *= factor(from: count)
      add(weight)
    }
    weight = 1
    for count in stride(from: first - 1, through: max(0, first - secondWithout), by: -1) {
      weight /= factor(from: count)
      add(weight)
    }
    pValue = total.isFinite ? min(1, asRare / total) : .leastNonzeroMagnitude
  }
}
