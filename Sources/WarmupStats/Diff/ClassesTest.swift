// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// Whether the executions of two sides settle, slow down and have no steady state equally often.
///
/// Fisher's exact test for more than two kinds: Freeman and Halton, "Note on an exact treatment of
/// contingency, goodness of fit and other problems of significance", Biometrika 38, 1951,
/// https://doi.org/10.1093/biomet/38.1-2.141. Given the totals, the counts of a side have a
/// multivariate hypergeometric distribution. Executions that are flat and those that warm up count
/// alike: both settle.
package struct ClassesTest: Sendable, Hashable {
  /// The probability of the counts, and of all that are no more probable; in (0, 1].
  package let pValue: Double
  /// The least p-value that any counts with the same totals have.
  package let leastPValue: Double

  /// Compares two sides; `nil` if a side has no completed execution.
  ///
  /// - Complexity: O(m²) for m executions of a side.
  package init?(_ first: ClassificationCounts, _ second: ClassificationCounts) {
    guard first.classified > 0, second.classified > 0 else { return nil }
    let kinds = [first, second].map { [$0.settling, $0.slowdown, $0.noSteadyState] }
    let totals = zip(kinds[0], kinds[1]).map(+)
    func logarithm(_ counts: [Int]) -> Double {
      zip(totals, counts).reduce(0) { $0 + logBinomial($1.0, $1.1) }
    }
    let found = logarithm(kinds[0])
    var all: [Double] = []
    for slowdown in 0...min(totals[1], first.classified) {
      for unsteady in 0...min(totals[2], first.classified - slowdown) {
        let settling = first.classified - slowdown - unsteady
        if settling <= totals[0] { all.append(logarithm([settling, slowdown, unsteady])) }
      }
    }
    let greatest = all.max() ?? 0
    let sum = all.reduce(0) { $0 + Double.exp($1 - greatest) }
    // Rounding must not part what is equally probable.
    func share(upTo limit: Double) -> Double {
      all.reduce(0) { $1 <= limit + 1e-9 ? $0 + Double.exp($1 - greatest) : $0 } / sum
    }
    pValue = min(1, share(upTo: found))
    leastPValue = min(1, share(upTo: all.min() ?? found))
  }
}

/// The logarithm of the number of ways to choose k of n.
private func logBinomial(_ n: Int, _ k: Int) -> Double {
  Double.logGamma(Double(n + 1)) - Double.logGamma(Double(k + 1))
    - Double.logGamma(Double(n - k + 1))
}
