// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

extension ResampledMeanDistribution {
  /// A value, and how probable it or what it stands for is.
  struct Mass {
    var value: Double
    var probability: Double
  }

  /// The distribution as finitely many values: exactly, or, of a continuous part, one value for
  /// each of so many equal cells that replacing a cell by its middle is within the accuracy of a
  /// quantile.
  var masses: [Mass] {
    let weight = Double(weight)
    return components.flatMap { component -> [Mass] in
      component.masses(cells: components.count == 1 ? 2048 : 512).map {
        Mass(value: $0.value, probability: $0.probability * Double(component.weight) / weight)
      }
    }
  }
}

extension ResampledMeanDistribution.Component {
  fileprivate func masses(cells: Int) -> [ResampledMeanDistribution.Mass] {
    switch shape {
    case .constant:
      [ResampledMeanDistribution.Mass(value: center, probability: 1)]
    case .atoms(let atoms):
      zip(atoms.values, atoms.probabilities).map {
        ResampledMeanDistribution.Mass(value: center + scale * $0, probability: $1)
      }
    case .sample(let sample):
      sample.values.map {
        ResampledMeanDistribution.Mass(
          value: $0, probability: 1 / Double(sample.values.count))
      }
    case .series(let series):
      if let lattice = series.lattice {
        // A cell of the lattice's spacing around each of its points.
        masses(inEqualCells: Int(clamped: (series.bounds.width / lattice.spacing).rounded()))
      } else {
        masses(inEqualCells: cells)
      }
    case .table(let table): masses(inEqualCells: min(table.cells, 1 << 14))
    }
  }

  private func masses(inEqualCells cells: Int) -> [ResampledMeanDistribution.Mass] {
    let width = (bounds.upperBound - bounds.lowerBound) / Double(cells)
    var below = 0.0
    return (0..<cells).compactMap { index in
      let end = bounds.lowerBound + width * Double(index + 1)
      let upTo = index == cells - 1 ? 1 : probability(atMost: end)
      defer { below = upTo }
      guard upTo - below > 1e-18 else { return nil }
      return ResampledMeanDistribution.Mass(value: end - width / 2, probability: upTo - below)
    }
  }
}

extension ClosedRange<Double> {
  fileprivate var width: Double { upperBound - lowerBound }
}
