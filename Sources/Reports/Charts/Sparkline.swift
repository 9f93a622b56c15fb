// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// A series as a row of small bars, from its least value to its greatest.
package struct Sparkline: Sendable, Hashable {
  /// The height of each bar, in [0, 1].
  package var heights: [Double]
  /// The bars at which a new level begins, ascending.
  package var marked: [Int]

  /// The most bars that a line has room for.
  package static let mostBars = 30

  /// Draws a series.
  ///
  /// Of a series that is longer than `mostBars` neighbours share a bar, which stands for their mean.
  ///
  /// - Parameters:
  ///   - values: the series, finite and not empty.
  ///   - marked: the values, from 0, at which a new level begins.
  ///   - mostBars: how many bars there may be, at least 1.
  /// - Complexity: O(number of values).
  package init(of values: [Double], marked: [Int], mostBars: Int = mostBars) {
    precondition(!values.isEmpty && mostBars >= 1, "a sparkline has a value, and room for it")
    let bars = min(values.count, mostBars)
    let means = (0..<bars).map { bar in
      let part = values[bar * values.count / bars..<(bar + 1) * values.count / bars]
      return part.reduce(0) { $0 + $1 / Double(part.count) }
    }
    let (least, greatest) = (means.min() ?? 0, means.max() ?? 0)
    heights = means.map { greatest > least ? ($0 - least) / (greatest - least) : 0.5 }
    // The bar that holds a value is the last that begins at it or before.
    self.marked = marked.map { (($0 + 1) * bars - 1) / values.count }
  }

  /// The bars as characters, each an eighth higher than the one before.
  package var text: String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(heights.map { blocks[Int(clamped: ($0 * Double(blocks.count - 1)).rounded())] })
  }
}

extension MeasuredCell {
  /// A series as a row of small bars.
  init(_ sparkline: Sparkline) {
    self.init(
      value: Numeral(exact: sparkline.heights.last ?? 0, text: sparkline.text), range: .unknown,
      thumbnail: .sparkline(sparkline))
  }
}
