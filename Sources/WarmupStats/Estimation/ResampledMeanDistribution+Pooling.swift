// SPDX-License-Identifier: GPL-3.0-or-later

extension ResampledMeanDistribution.Component {
  /// The distributions of resampled sums, each in the shape that suits it.
  static func all(of sums: [ResampledSum]) -> [Self] {
    var components: [Self] = []
    var others: [ResampledSum] = []
    for sum in sums {
      if let shape = Shape(withoutGrid: sum) {
        components.append(Self(center: sum.mean, scale: sum.standardDeviation, shape: shape))
      } else {
        others.append(sum)
      }
    }
    return components + SharedGrid.grids(for: others).flatMap(\.components)
  }
}

extension ResampledMeanDistribution.Component.Shape {
  /// The distribution of a resampled sum; `nil` if it takes a grid.
  fileprivate init?(withoutGrid sum: ResampledSum) {
    if sum.segments.isEmpty {
      self = .constant
    } else if let atoms = DiscreteDistribution(of: sum) {
      self = .atoms(atoms)
    } else if let series = FourierSeriesDistribution(of: sum) {
      self = .series(series)
    } else {
      return nil
    }
  }
}

/// Resampled sums whose mixture is computed on one grid.
private struct SharedGrid {
  private var sums: [ResampledSum]
  private var range: ClosedRange<Double>
  private var leastDeviation: Double
  /// About what the half-width of the mixture of all sums is, if it is more than that of each.
  private let spread: Double

  private init(_ sum: ResampledSum, spread: Double) {
    sums = [sum]
    range = sum.range
    leastDeviation = sum.standardDeviation
    self.spread = spread
  }

  /// Grids for all of some sums, as few as are fine enough.
  static func grids(for sums: [ResampledSum]) -> [SharedGrid] {
    let spread = Self.spread(of: sums)
    var grids: [SharedGrid] = []
    for sum in sums.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if let joined = grids.last?.joined(by: sum), joined.isFine() {
        grids[grids.count - 1] = joined
      } else {
        grids.append(SharedGrid(sum, spread: spread))
      }
    }
    return grids
  }

  /// Half the range of the middle half of the means; of so few as two or three, of all of them.
  private static func spread(of sums: [ResampledSum]) -> Double {
    guard !sums.isEmpty else { return 0 }
    let means = sums.map(\.mean).sorted()
    return (means[3 * means.count / 4] - means[means.count / 4]) / 2
  }

  private func joined(by sum: ResampledSum) -> SharedGrid {
    var joined = self
    joined.sums.append(sum)
    joined.range = range.joined(with: sum.range)
    joined.leastDeviation = min(leastDeviation, sum.standardDeviation)
    return joined
  }

  /// Whether a grid of so many points smooths the least of the sums by next to nothing.
  ///
  /// The kernel that a series is faded out by has a width w, in proportion to the period. It moves
  /// a quantile by w²/2·|f′/f|, where f is the density of that sum, about 1.3·w² in standard
  /// deviations of it. That stays below 4e-7 of the half-width, which is at least that of one sum,
  /// and about the spread of the means.
  private func isFine(points: Int = TabulatedDistribution.usualPoints) -> Bool {
    let width =
      TabulatedDistribution.kernelWidth(points: points) * (range.upperBound - range.lowerBound)
    let halfWidth = max(2.58 * leastDeviation, spread)
    return 1.3 * width * width <= 4e-7 * halfWidth * leastDeviation
  }

  /// How many points the grid has: the errors from what a sum has between them differ from sum to
  /// sum and even out, so several sums take fewer points for the same accuracy.
  private var points: Int {
    var points = TabulatedDistribution.usualPoints
    while points / 2 * sums.count >= TabulatedDistribution.usualPoints, points > 1 << 13,
      isFine(points: points / 2)
    {
      points /= 2
    }
    return points
  }

  /// The mixture, and those sums for themselves that the grid turns out to be too coarse for.
  var components: [ResampledMeanDistribution.Component] {
    guard sums.count > 1 else { return sums.map(Self.component) }
    let center = sums[0].mean
    func standardized(_ x: Double) -> Double { (x - center) / leastDeviation }
    let parts = sums.map { sum in
      TabulatedDistribution.Part(
        sum: sum, scale: sum.standardDeviation / leastDeviation, shift: standardized(sum.mean))
    }
    var lumpy: [Int] = []
    let table = TabulatedDistribution(
      bounds: standardized(range.lowerBound)...standardized(range.upperBound), of: parts,
      points: points, lumps: Self.lumps, lumpy: &lumpy)
    guard lumpy.isEmpty else {
      var others = self
      others.sums = sums.indices.filter { !lumpy.contains($0) }.map { sums[$0] }
      return others.components + lumpy.map { Self.component(of: sums[$0]) }
    }
    return [
      ResampledMeanDistribution.Component(
        center: center, scale: leastDeviation, shape: .table(table), weight: sums.count)
    ]
  }

  /// The mean square at high frequencies from which a sum is lumpy: eight values have 8!/8⁸ = 2.4e-3
  /// on average, and at fewer frequencies than a grid of their own has some have more by chance.
  private static let lumps = 1e-2

  /// A sum on a grid of its own.
  private static func component(of sum: ResampledSum) -> ResampledMeanDistribution.Component {
    ResampledMeanDistribution.Component(
      center: sum.mean, scale: sum.standardDeviation,
      shape: .table(TabulatedDistribution(of: sum)))
  }
}

extension ResampledSum {
  /// The means outside which there lies next to no probability.
  fileprivate var range: ClosedRange<Double> {
    (mean + standardDeviation * bounds.lowerBound)...(mean + standardDeviation * bounds.upperBound)
  }
}

extension ClosedRange<Double> {
  fileprivate func joined(with other: ClosedRange<Double>) -> ClosedRange<Double> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
