// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

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
  /// The known mean, scaled, where only the variance changes: that of these moments of no values.
  let knownMean: Moments?
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

  /// - Parameter ascending: the values in ascending order, where they are known in it.
  init(
    values: [Double], ascending: [Double]? = nil, cost: SegmentCost, penalty: Penalty,
    smallVariances: SmallVarianceTreatment
  ) {
    let ascending = ascending ?? values.ascending()
    var step: Double?
    if case .resolution(let given) = smallVariances {
      let resolution = given ?? SmallVarianceTreatment.resolution(ofAscending: ascending)
      precondition(resolution > 0 && resolution.isFinite, "A resolution is positive and finite")
      step = resolution
    }
    let exponent = Self.scaleExponent(ascending: ascending, step: step ?? 0)
    let scale = Double(sign: .plus, exponent: -exponent, significand: 1)
    self.values = values.map { $0 * scale }
    self.penalty = penalty
    perChangepoint = penalty.perChangepoint(count: values.count, cost: cost)

    let logTwoPi = Double.log(2 * Double.pi)
    switch cost {
    case .normalMean(let variance):
      precondition(variance > 0 && variance.isFinite, "A variance is positive and finite")
      form = .proportional(factor: 1 / (variance * scale * scale))
      knownMean = nil
      omittedPerValue = logTwoPi + Double.log(variance)
      return
    case .normalVariance(let mean):
      let (shift, offset) =
        mean.map { ($0, 0) } ?? Segment.mean(of: values, range: 0..<values.count)
      knownMean = Moments(count: 0, shift: shift * scale, offset: offset * scale, squares: 0)
    case .normalMeanAndVariance:
      knownMean = nil
    }
    omittedPerValue = logTwoPi + 1 + 2 * Double(exponent) * Double.log(2)
    switch smallVariances {
    case .floor(let floor):
      precondition(floor > 0 && floor.isFinite, "A variance is positive and finite")
      form = .flooredLogarithm(floor: floor * scale * scale)
    case .resolution:
      let scaled = (step ?? 0) * scale
      form = .logarithm(added: max(scaled * scaled / 12, .leastNormalMagnitude))
    }
  }

  /// The moments of the value at `index` alone.
  func moments(at index: Int) -> Moments {
    let value = values[index]
    guard var moments = knownMean else {
      return Moments(count: 1, shift: value, offset: 0, squares: 0)
    }
    // Around the known mean, and never around the segment's own.
    let deviation = (value - moments.shift) - moments.offset
    moments.count = 1
    moments.squares = deviation * deviation
    return moments
  }

  /// The moments of no values, ready for those from `index` on.
  func emptyMoments(at index: Int) -> Moments {
    knownMean ?? Moments(count: 0, shift: values[index], offset: 0, squares: 0)
  }

  /// The cost of a segment with these moments, without the penalty's term for its length.
  func cost(_ moments: Moments) -> Double {
    switch form {
    case .logarithm(let added):
      return moments.count * Double.log(moments.squares / moments.count + added)
    case .flooredLogarithm(let floor):
      let variance = moments.squares > 0 ? moments.squares / moments.count : floor
      return moments.count * Double.log(variance)
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

  /// The binary exponent of the typical spread of the values, or of their resolution if larger.
  private static func scaleExponent(ascending: [Double], step: Double) -> Int {
    guard let first = ascending.first, let last = ascending.last else { return 0 }
    guard first < last else { return step > 0 ? Int(step.exponent) : 0 }
    // Halved, since the range of finite values need not be finite.
    let range = last / 2 - first / 2
    let count = ascending.count
    let spread = max(ascending[count - 1 - count / 4] / 2 - ascending[count / 4] / 2, step)
    // Squares of the largest deviations must stay finite.
    let least = Int(range.exponent) - 400
    return spread > 0 ? max(Int(spread.exponent), least) : Int(range.exponent)
  }
}
