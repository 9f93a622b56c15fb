// SPDX-License-Identifier: GPL-3.0-or-later

private import Glibc

/// A series and what its segments cost, in a form that is cheap and safe to minimise.
///
/// The values are scaled by a power of two, which is exact, so that typical variances are near one
/// and their logarithms near zero; the costs here leave out what every segmentation has in common.
struct Objective {
  /// The series, scaled.
  let values: [Double]
  /// What one changepoint costs.
  let perChangepoint: Double
  let penalty: Penalty
  /// How a segment's moments become its cost.
  let form: Form
  /// The known mean, scaled, where only the variance changes.
  let knownMean: Double?
  /// What the costs leave out, per value of the series.
  let omittedPerValue: Double

  enum Form {
    /// `m ln (v + added)`, where `added` is the variance of rounding.
    case logarithm(added: Double)
    /// `m ln v`, where `floor` replaces a variance of zero.
    case flooredLogarithm(floor: Double)
    /// `factor · m v`.
    case proportional(factor: Double)
  }

  init(
    values: [Double], cost: SegmentCost, penalty: Penalty,
    smallVariances: SmallVarianceTreatment
  ) {
    let sorted = values.sorted()
    let exponent = Self.scaleExponent(sorted: sorted)
    let scale = Double(sign: .plus, exponent: -exponent, significand: 1)
    self.values = values.map { $0 * scale }
    self.penalty = penalty
    perChangepoint = penalty.perChangepoint(count: values.count, cost: cost)
    let logTwoPi = log(2 * Double.pi)
    let logScale = Double(exponent) * log(2)
    if case .normalMean(let variance) = cost {
      precondition(variance > 0 && variance.isFinite, "A variance is positive and finite")
      form = .proportional(factor: 1 / (variance * scale * scale))
      knownMean = nil
      omittedPerValue = logTwoPi + log(variance)
      return
    }
    switch smallVariances {
    case .floor(let floor):
      precondition(floor > 0 && floor.isFinite, "A variance is positive and finite")
      form = .flooredLogarithm(floor: floor * scale * scale)
    case .resolution(let resolution):
      let step = (resolution ?? Self.resolution(sorted: sorted)) * scale
      precondition(step > 0 && step.isFinite, "A resolution is positive and finite")
      form = .logarithm(added: max(step * step / 12, .leastNormalMagnitude))
    }
    if case .normalVariance(let mean) = cost {
      let mean = mean ?? Segment(of: values, range: 0..<values.count).mean
      knownMean = mean * scale
    } else {
      knownMean = nil
    }
    omittedPerValue = logTwoPi + 1 + 2 * logScale
  }

  /// The moments of the value at `index` alone.
  func moments(at index: Int) -> Moments {
    let value = values[index]
    guard let knownMean else { return Moments(count: 1, shift: value, offset: 0, squares: 0) }
    // Around the known mean, and never around the segment's own.
    let deviation = value - knownMean
    return Moments(count: 1, shift: knownMean, offset: 0, squares: deviation * deviation)
  }

  /// The moments of no values, ready for those from `index` on.
  func emptyMoments(at index: Int) -> Moments {
    Moments(emptyNear: knownMean ?? values[index])
  }

  /// The cost of a segment with these moments, without the penalty's term for its length.
  func cost(_ moments: Moments) -> Double {
    switch form {
    case .logarithm(let added):
      return moments.count * log(moments.squares / moments.count + added)
    case .flooredLogarithm(let floor):
      let variance = moments.squares > 0 ? moments.squares / moments.count : floor
      return moments.count * log(variance)
    case .proportional(let factor):
      return factor * moments.squares
    }
  }

  /// How far apart two costs of the first `end` values may be through rounding alone.
  ///
  /// Costs that differ by less are taken for equal, so that ties are broken by rule and not by the
  /// order of additions.
  static func tolerance(end: Int, cost: Double) -> Double {
    1e-13 * (Double(end) + abs(cost))
  }

  /// The binary exponent of the typical spread of the values.
  private static func scaleExponent(sorted: [Double]) -> Int {
    guard let first = sorted.first, let last = sorted.last, first < last else { return 0 }
    // Halved, since the range of finite values need not be finite.
    let range = last / 2 - first / 2
    let count = sorted.count
    let spread = sorted[count - 1 - count / 4] / 2 - sorted[count / 4] / 2
    // Squares of the largest deviations must stay finite.
    let least = Int(range.exponent) - 400
    return spread > 0 ? max(Int(spread.exponent), least) : Int(range.exponent)
  }

  /// The resolution with which the values were recorded, as far as they show it.
  private static func resolution(sorted: [Double]) -> Double {
    guard let last = sorted.last else { return 1 }
    let count = sorted.count
    let median = sorted[(count - 1) / 2] / 2 + sorted[count / 2] / 2
    var gap = Double.infinity
    for (lower, upper) in zip(sorted, sorted.dropFirst()) where lower < upper {
      gap = min(gap, upper - lower)
    }
    // All values the same: any resolution will do, since no split can gain.
    if gap == .infinity { return last == 0 ? 1 : abs(last) }
    return max(gap, 1e-6 * abs(median))
  }
}
