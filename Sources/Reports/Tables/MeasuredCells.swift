// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

extension MeasuredCell {
  /// A time and its interval, in seconds, with digits in the column's unit or else in its own.
  ///
  /// Half the width of the interval has two significant digits, and the value as many decimals. An
  /// interval without width, which one value or equal values give, says nothing and is not shown.
  package init(_ estimate: Estimate, unit columnUnit: TimeUnit?, histogram: Histogram?) {
    let unit =
      columnUnit ?? TimeUnit(for: estimate.center, with: [estimate.lower, estimate.upper])
    let halfWidth = estimate.halfWidth * unit.perSecond
    let decimals = Self.decimals(value: estimate.center * unit.perSecond, halfWidth: halfWidth)
    func numeral(_ seconds: Double) -> Numeral {
      Numeral(
        exact: seconds,
        text: NumberFormat.fixed(seconds * unit.perSecond, decimals: decimals),
        unit: columnUnit == nil ? unit.symbol : nil)
    }
    let range: Range =
      if halfWidth > 0 {
        halfWidth.isFinite
          ? .halfWidth(
            numeral(estimate.halfWidth), lower: numeral(estimate.lower),
            upper: numeral(estimate.upper), level: estimate.level)
          : .unbounded
      } else {
        .unknown
      }
    self.init(
      value: numeral(estimate.center), range: range,
      thumbnail: histogram.map(Thumbnail.histogram))
  }

  /// A time of which no interval is known, in seconds, with four significant digits in the column's
  /// unit or else in its own.
  package init(withoutInterval seconds: Double, unit columnUnit: TimeUnit?) {
    let unit = columnUnit ?? TimeUnit(for: seconds)
    let value = seconds * unit.perSecond
    self.init(
      value: Numeral(
        exact: seconds,
        text: NumberFormat.fixed(
          value, decimals: NumberFormat.decimals(of: value, significantDigits: 4)),
        unit: columnUnit == nil ? unit.symbol : nil), range: .unknown)
  }

  /// The decimals that show two digits of the half-width, but no more than nine of the value.
  ///
  /// Times recorded with a double's precision say nothing beyond; an interval narrower than that
  /// prints as zero.
  private static func decimals(value: Double, halfWidth: Double) -> Int {
    let mostDecimals = NumberFormat.decimals(of: value, significantDigits: 9)
    guard halfWidth > 0 else { return NumberFormat.decimals(of: value, significantDigits: 4) }
    return min(mostDecimals, NumberFormat.decimals(of: halfWidth, significantDigits: 2))
  }
}

extension MeasuredCell {
  /// Times, in seconds, with three significant digits in the column's unit or else in their own.
  ///
  /// The percentiles have no more decimals than the median.
  package init(times spread: Spread, unit columnUnit: TimeUnit?, histogram: Histogram?) {
    let unit = columnUnit ?? TimeUnit(for: spread.median, with: [spread.lower, spread.upper])
    let medianDecimals = NumberFormat.decimals(
      of: spread.median * unit.perSecond, significantDigits: 3)
    func numeral(_ seconds: Double) -> Numeral {
      let value = seconds * unit.perSecond
      let ownDecimals = NumberFormat.decimals(of: value, significantDigits: 3)
      let decimals =
        value == 0 || spread.median == 0
        ? max(0, ownDecimals) : max(0, min(medianDecimals, ownDecimals))
      return Numeral(
        exact: seconds, text: NumberFormat.fixed(value, decimals: decimals),
        unit: columnUnit == nil ? unit.symbol : nil)
    }
    self.init(
      value: numeral(spread.median),
      range: .percentiles(lower: numeral(spread.lower), upper: numeral(spread.upper)),
      thumbnail: histogram.map(Thumbnail.histogram))
  }

  /// Numbers of iterations, whole unless they are not.
  package init(iterations spread: Spread, histogram: Histogram?) {
    func numeral(_ iterations: Double) -> Numeral {
      Numeral(exact: iterations, text: NumberFormat.iteration(iterations))
    }
    self.init(
      value: numeral(spread.median),
      range: .percentiles(lower: numeral(spread.lower), upper: numeral(spread.upper)),
      thumbnail: histogram.map(Thumbnail.histogram))
  }
}
