// SPDX-License-Identifier: GPL-3.0-or-later

/// The p-values of several tests, adjusted so that comparing each with α keeps the probability of
/// any wrong rejection at α or less, in the order of `pValues`.
///
/// The step-down procedure of Holm, "A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6, 1979, https://www.jstor.org/stable/4615733: the i-th
/// smallest of m, from 0, times m − i, and never less than the one before. It needs no independence
/// of the tests, and rejects all that Bonferroni's m·p does.
///
/// - Precondition: each p-value lies in 0...1.
/// - Complexity: O(m log m).
package func holmAdjusted(_ pValues: [Double]) -> [Double] {
  precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "a p-value lies between 0 and 1")
  var adjusted = pValues
  var greatest = 0.0
  for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
    greatest = max(greatest, min(1, Double(pValues.count - rank) * pValues[index]))
    adjusted[index] = greatest
  }
  return adjusted
}

extension [EffectSize] {
  /// The same effect sizes, with verdicts that hold for all of them together.
  ///
  /// Among many benchmarks some intervals lie beyond the minimum effect by chance. `faster` and
  /// `slower` stay only where Holm's adjusted p-value is at most 1 less the level, and become
  /// `inconclusive` elsewhere; so the probability that any of them is wrong is at most 1 less the
  /// level. The directions of changes are adjusted likewise. `equivalent` and the intervals stay as
  /// they are: each interval holds its level for itself.
  package func adjustedForMultipleComparisons() -> [EffectSize] {
    var result = holmAdjusted(\.pValue) { $0.pValue = $1 }
      .holmAdjusted(\.effectPValue) { $0.effectPValue = $1 }
    for index in indices {
      result[index].direction = result[index].provenDirection
      let isChange = result[index].verdict == .faster || result[index].verdict == .slower
      if isChange, let pValue = result[index].effectPValue,
        pValue > 1 - result[index].options.level
      {
        result[index].verdict = .inconclusive
      }
    }
    return result
  }
}

extension Array {
  /// The same elements, with those p-values adjusted by Holm's procedure that they have.
  ///
  /// - Parameters:
  ///   - pValue: the p-value of an element, if it has one.
  ///   - replace: gives an element the adjusted p-value.
  func holmAdjusted(
    _ pValue: (Element) -> Double?, _ replace: (inout Element, Double) -> Void
  ) -> [Element] {
    let tested = indices.filter { pValue(self[$0]) != nil }
    let adjusted = WarmupStats.holmAdjusted(tested.compactMap { pValue(self[$0]) })
    var result = self
    for (index, value) in zip(tested, adjusted) { replace(&result[index], value) }
    return result
  }
}
