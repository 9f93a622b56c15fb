// SPDX-License-Identifier: GPL-3.0-or-later

extension ResampledMeanDistribution.Component {
  /// The distributions of resampled sums, each in the shape that suits it.
  ///
  /// What can be counted is counted, as far as that is cheaper than drawing. Of what is left many sums
  /// of few draws share a grid, which is cheaper than a short series for each.
  static func all(of sums: [ResampledSum]) -> [Self] {
    let haveGrid = sums.count(where: \.suitsGrid) >= leastWithGrid
    let mostWays = min(
      DiscreteDistribution.mostWays, max(1 << 11, mostWaysOfAll / max(1, sums.count)))
    var components: [Self] = []
    var others: [ResampledSum] = []
    for sum in sums {
      if let shape = Shape(withoutGrid: sum, mostWays: mostWays, hasGrid: haveGrid && sum.suitsGrid)
      {
        components.append(Self(center: sum.mean, scale: sum.standardDeviation, shape: shape))
      } else {
        others.append(sum)
      }
    }
    return components + SharedGrid.grids(for: others).flatMap(\.components)
  }

  /// So many sums at least share a grid where they could have a series each.
  private static let leastWithGrid = 8

  /// In so many ways all sums together may come out to be counted; each may in 2,048 at least.
  private static let mostWaysOfAll = 1 << 16
}

extension ResampledMeanDistribution.Component.Shape {
  /// The distribution of a resampled sum; `nil` if it takes a grid, or has one that is cheaper.
  fileprivate init?(withoutGrid sum: ResampledSum, mostWays: Int, hasGrid: Bool) {
    if sum.segments.isEmpty {
      self = .constant
    } else if let atoms = DiscreteDistribution(of: sum, mostWays: mostWays) {
      self = .atoms(atoms)
    } else if let series = FourierSeriesDistribution(of: sum, unlessFew: hasGrid) {
      self = .series(series)
    } else {
      return nil
    }
  }
}

extension ResampledSum {
  /// Whether so few values are drawn that a place in a grid takes less time than a series.
  fileprivate var suitsGrid: Bool { drawCount < 40 }
}

/// Resampled sums whose mixture is computed on one grid.
private struct SharedGrid {
  private var sums: [ResampledSum]
  private var range: ClosedRange<Double>
  private var leastDeviation: Double
  /// About what the half-width of the mixture of all sums is, if it is more than that of each.
  private let spread: Double
  /// So many frequencies are computed at least.
  private var fewestFrequencies = 7 << 10

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

  /// The grid of these sums and another; `nil` if there is a gap between them, whose ends only grids
  /// that end there know well.
  private func joined(by sum: ResampledSum) -> SharedGrid? {
    guard range.overlaps(sum.range) else { return nil }
    var joined = self
    joined.sums.append(sum)
    joined.range = range.joined(with: sum.range)
    joined.leastDeviation = min(leastDeviation, sum.standardDeviation)
    return joined
  }

  /// By how much of the half-width, which is at least that of one sum and about the spread of the
  /// means, what a grid leaves out may move a quantile.
  private var tolerance: Double { 4e-7 * max(2.58 * leastDeviation, spread) }

  private var period: Double { range.upperBound - range.lowerBound }

  /// Whether lines between so many points are the least of the sums' distribution but for next to
  /// nothing.
  ///
  /// Between points that are h apart they differ from the distribution function by h²/8·|f′|, where f
  /// is the density of that sum, and move a quantile by h²/8·|f′/f|, 0.33·h² in standard deviations
  /// of it.
  private func isFine(points: Int = TabulatedDistribution.usualPoints) -> Bool {
    let step = period / Double(points)
    return 0.33 * step * step <= tolerance * leastDeviation
  }

  /// How many frequencies are computed: the errors from what a sum has beyond them differ from sum to
  /// sum and even out, so several sums take fewer for the same accuracy.
  private var frequencies: Int {
    var frequencies = Self.mostFrequencies
    while frequencies / 8 * sums.count >= Self.mostFrequencies,
      frequencies / 2 >= fewestFrequencies, isFine(frequencies: frequencies / 2)
    {
      frequencies /= 2
    }
    return frequencies
  }

  /// The most that a grid can have, apart from what is next to half as many as there are points.
  private static let mostFrequencies = mostFrequencies(points: TabulatedDistribution.usualPoints)

  private static func mostFrequencies(points: Int) -> Int { points / 16 * 7 }

  /// Whether the least of the sums has next to nothing beyond so many frequencies, if it is smooth:
  /// from half of them on they are faded out, and then a normal one has died.
  private func isFine(frequencies: Int) -> Bool {
    .pi * Double(frequencies) / period * leastDeviation >= 8.6
  }

  /// How many points the grid has: as many as the frequencies take, and lines between them.
  private var points: Int {
    var points = TabulatedDistribution.usualPoints
    while Self.mostFrequencies(points: points) > frequencies, isFine(points: points / 2) {
      points /= 2
    }
    return points
  }

  /// The mixture, and that of those sums that it turns out to be too coarse for.
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
      points: points, frequencies: frequencies, fading: .flat, lumps: Self.lumps, lumpy: &lumpy)
    guard lumpy.isEmpty else { return componentsApart(lumpy) }
    return [
      ResampledMeanDistribution.Component(
        center: center, scale: leastDeviation, shape: .table(table), weight: sums.count)
    ]
  }

  /// The mixture of all sums but some, and that of these with all frequencies, or each for itself.
  private func componentsApart(_ lumpy: [Int]) -> [ResampledMeanDistribution.Component] {
    var (smooth, lumps) = (self, self)
    smooth.sums = sums.indices.filter { !lumpy.contains($0) }.map { sums[$0] }
    lumps.sums = lumpy.map { sums[$0] }
    lumps.fewestFrequencies = Self.mostFrequencies
    return smooth.components
      + (frequencies < lumps.fewestFrequencies
        ? lumps.components : lumps.sums.map(Self.component))
  }

  /// The mean square from which a sum is lumpy: eight values have 8!/8⁸ = 2.4e-3 on average, and at
  /// fewer frequencies than a grid of their own has some have more by chance.
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
