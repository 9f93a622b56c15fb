// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL

extension [Double] {
  /// How many successive values of the series say as much as one independent value; at least 1.
  ///
  /// With ρₖ = Σ xᵢ·xᵢ₊ₖ / Σ xᵢ² it is the sum of ``InitialMonotoneSequence``. The values are
  /// residuals, so that their mean is taken for 0. Fewer than 4 of them, or zeros alone, give 1.
  ///
  /// - Complexity: O(nk) for n values that depend on one another over k steps, and never more than
  ///   O(n log n) beyond ten thousand values.
  package var autocorrelationTime: Double {
    let total = laggedProduct(0)
    guard count >= 4, total > 0 else { return 1 }
    var transformed: [Double]?
    let sequence = InitialMonotoneSequence(count: count) { lag in
      if lag == Self.directLags, count > Self.directCount {
        transformed = try? laggedProducts(of: self)
      }
      return (transformed.map { $0[lag] } ?? laggedProduct(lag)) / total
    }
    return sequence.autocorrelationTime
  }

  /// The sum of the products of values that stand `lag` apart.
  private func laggedProduct(_ lag: Int) -> Double {
    var sum = 0.0
    for index in 0..<Swift.max(0, count - lag) { sum += self[index] * self[index + lag] }
    return sum
  }

  /// Up to so many values all lags are summed directly.
  private static var directCount: Int { 10_000 }
  /// Beyond that, so many lags are; for nearly all series they are enough.
  private static var directLags: Int { 64 }
}
