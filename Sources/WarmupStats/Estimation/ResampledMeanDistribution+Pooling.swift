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

  init(_ sum: ResampledSum) {
    sums = [sum]
    range = sum.range
    leastDeviation = sum.standardDeviation
  }

  /// Grids for all of some sums, as few as are fine enough.
  static func grids(for sums: [ResampledSum]) -> [SharedGrid] {
    let spread = Self.spread(of: sums)
    var grids: [SharedGrid] = []
    for sum in sums.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if grids.last?.suits(sum, spread: spread) == true {
        grids[grids.count - 1].append(sum)
      } else {
        grids.append(SharedGrid(sum))
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

  /// Whether the grid stays fine enough if a sum is added.
  ///
  /// The kernel that a series is faded out by has a width w, in proportion to the period. It moves
  /// a quantile by w²/2·|f′/f|, where f is the density of that sum, about 1.3·w² in standard
  /// deviations of it. That stays below 4e-7 of the half-width, which is at least that of one sum,
  /// and about the spread of the means.
  private func suits(_ sum: ResampledSum, spread: Double) -> Bool {
    let all = range.joined(with: sum.range)
    let deviation = min(leastDeviation, sum.standardDeviation)
    let width = TabulatedDistribution.kernelWidth * (all.upperBound - all.lowerBound)
    return 1.3 * width * width <= 4e-7 * max(2.58 * deviation, spread) * deviation
  }

  private mutating func append(_ sum: ResampledSum) {
    sums.append(sum)
    range = range.joined(with: sum.range)
    leastDeviation = min(leastDeviation, sum.standardDeviation)
  }

  /// The mixture, and those sums for themselves that the grid turns out to be too coarse for.
  var components: [ResampledMeanDistribution.Component] {
    guard sums.count > 1 else {
      return sums.map { sum in
        ResampledMeanDistribution.Component(
          center: sum.mean, scale: sum.standardDeviation,
          shape: .table(TabulatedDistribution(of: sum)))
      }
    }
    let center = sums[0].mean
    func standardized(_ x: Double) -> Double { (x - center) / leastDeviation }
    let parts = sums.map { sum in
      TabulatedDistribution.Part(
        sum: sum, scale: sum.standardDeviation / leastDeviation, shift: standardized(sum.mean))
    }
    var lumpy: [Int] = []
    let table = TabulatedDistribution(
      bounds: standardized(range.lowerBound)...standardized(range.upperBound), of: parts,
      lumpy: &lumpy)
    guard lumpy.isEmpty else { return sums.flatMap { SharedGrid($0).components } }
    return [
      ResampledMeanDistribution.Component(
        center: center, scale: leastDeviation, shape: .table(table), weight: sums.count)
    ]
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
