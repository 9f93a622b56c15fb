// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

/// An axis of a panel: what it measures, from where to where, and the ticks on it.
package struct Axis: Sendable, Hashable {
  /// A mark on an axis and the number beside it.
  package struct Tick: Sendable, Hashable {
    /// Where the tick stands, in the unit of the axis.
    package var value: Double
    /// The digits beside it.
    package var text: String
  }

  /// What the axis measures, and in which unit; empty if it need not be said.
  package var label: String
  /// The ends of the axis.
  package var range: ClosedRange<Double>
  /// Whether equal ratios have equal lengths, and not equal differences.
  package private(set) var isLogarithmic = false
  /// The ticks, ascending.
  package var ticks: [Tick]

  /// Creates an axis with ticks at round numbers, `count` of them or somewhat fewer.
  ///
  /// - Parameters:
  ///   - label: What the axis measures, and in which unit.
  ///   - range: The ends of the axis.
  ///   - count: How many ticks there are at most.
  ///   - countsWholeThings: Whether ticks stand at whole numbers only.
  /// - Precondition: `count` is at least 2, and the range is finite.
  package init(
    label: String, range: ClosedRange<Double>, ticks count: Int = 4,
    countsWholeThings: Bool = false
  ) {
    precondition(count >= 2 && range.lowerBound.isFinite && range.upperBound.isFinite)
    self.label = label
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    let extent = range.upperBound - range.lowerBound
    // A range without extent would have no place for its one value but the edge.
    let margin = extent > 1e-12 * size ? 0 : max(0.5 * size, .leastNormalMagnitude)
    self.range = range.lowerBound - margin...range.upperBound + margin
    ticks = Self.ticks(over: self.range, atMost: count, decimals: countsWholeThings ? 0 : .max)
  }

  /// Creates an axis with these ticks.
  init(label: String, range: ClosedRange<Double>, ticks: [Tick]) {
    self.label = label
    self.range = range
    self.ticks = ticks
  }

  /// Creates an axis on which equal ratios have equal lengths, with ticks at powers of ten, and at 2
  /// and 5 times them where they are few.
  ///
  /// - Precondition: The range is positive and finite.
  package init(label: String, logarithmic range: ClosedRange<Double>) {
    precondition(range.lowerBound > 0 && range.upperBound.isFinite, "logarithms are of positives")
    self.label = label
    isLogarithmic = true
    let shown =
      range.lowerBound < range.upperBound ? range : range.lowerBound / 2...range.upperBound * 2
    self.range = shown
    let least = Int(clamped: Double.log10(shown.lowerBound).rounded(.down))
    let greatest = Int(clamped: Double.log10(shown.upperBound).rounded(.up))
    let step = max(1, (greatest - least + 5) / 6)
    let factors: [Double] = greatest - least <= 2 ? [1, 2, 5] : [1]
    ticks = stride(from: least, through: greatest, by: step).flatMap { exponent in
      factors.map { factor in
        let value = factor * Self.powerOfTen(exponent)
        return Tick(
          value: value, text: NumberFormat.fixed(value, decimals: max(0, -exponent)))
      }
    }.filter { shown.contains($0.value) }
  }

  /// Where a value lies from the lower end of the axis, as a part of it.
  package func part(of value: Double) -> Double {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    return Double.log(max(value, .leastNormalMagnitude) / lower) / Double.log(upper / lower)
  }

  /// Creates the axis of some iterations, counted from 1, each with the same room.
  init(label: String, iterations: Int, ticks count: Int) {
    self.init(
      label: label, range: 0.5...Double(max(1, iterations)) + 0.5, ticks: count,
      countsWholeThings: true)
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func ticks(
    over range: ClosedRange<Double>, atMost count: Int, decimals most: Int
  ) -> [Tick] {
    let extent = range.upperBound - range.lowerBound
    let needed = NumberFormat.decimals(of: extent / Double(count), significantDigits: 1)
    let decimals = min(most, needed)
    for power in [decimals, decimals - 1] {
      for factor in [1.0, 2, 5] {
        let step = factor * powerOfTen(-power)
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard last - first < Double(count) else { continue }
        return stride(from: first, through: last, by: 1).map { multiple in
          // Rounding can carry the outermost multiple past the end.
          Tick(
            value: min(range.upperBound, max(range.lowerBound, multiple * step)),
            text: NumberFormat.fixed(multiple * step, decimals: max(0, power)))
        }
      }
    }
    return []
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    // Exact as the literal of that power; a product of tens would not be.
    Double("1e\(exponent)") ?? .nan
  }
}

extension ClosedRange<Double> {
  /// The part of an axis that shows values well: all of them, unless a few lie so far out that they
  /// would flatten the rest.
  ///
  /// Then it holds the middle 99 % of those values that are ordinary, what `mustHold` names, and a
  /// margin.
  ///
  /// - Precondition: `values` is not empty, and all are finite.
  /// - Complexity: O(n log n) for n values.
  init(showing values: [Double], ordinary: [Double], mustHold levels: [Double]) {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let sorted = ordinary.sorted()
    let tail = sorted.count / 200
    let core = levels + (sorted.isEmpty ? [] : [sorted[tail], sorted[sorted.count - 1 - tail]])
    let (low, high) = (core.min() ?? least, core.max() ?? greatest)
    let margin = 0.06 * (high - low)
    let reach = 0.5 * (high - low)
    let lower = low - least > reach ? low : Swift.min(low, least)
    let upper = greatest - high > reach ? high : Swift.max(high, greatest)
    self = lower - margin...upper + margin
  }
}
