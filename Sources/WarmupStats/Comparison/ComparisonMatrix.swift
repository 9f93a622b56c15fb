// SPDX-License-Identifier: GPL-3.0-or-later

/// A comparison of several configurations with one baseline, as rows and columns: benchmarks down,
/// configurations across.
///
/// A configuration is what the key calls the VM: a VM, or a file.
package struct ComparisonMatrix: Sendable, Hashable {
  /// One benchmark in all configurations.
  package struct Row: Sendable, Hashable {
    /// The key of the baseline.
    package var key: BenchmarkKey
    /// The mean of the baseline, and how well it is known.
    package var baseline: EffectSize.Side
    /// The ratio of each configuration to the baseline; `nil` where one does not have the benchmark.
    package var effects: [EffectSize?]
  }

  /// The name of the baseline.
  package var baseline: String
  /// The names of the other configurations.
  package private(set) var configurations: [String]
  /// The benchmarks.
  package var rows: [Row]
  /// The geometric mean of each configuration's ratios; `nil` where there are none.
  package private(set) var means: [GeometricMeanRatio?]

  /// Arranges the effects of a comparison whose baseline is one VM.
  ///
  /// Configurations and benchmarks keep the order of the comparison.
  ///
  /// - Complexity: O(mk) for m benchmarks and k configurations.
  package init(_ comparison: Comparison, baseline: String) {
    self.baseline = baseline
    let configurations = comparison.benchmarks.map(\.candidate.vm).uniqued
    self.configurations = configurations
    rows = []
    var places: [BenchmarkKey: Int] = [:]
    for benchmark in comparison.benchmarks {
      let row = places[benchmark.baseline] ?? rows.count
      if row == rows.count {
        places[benchmark.baseline] = row
        rows.append(
          Row(
            key: benchmark.baseline, baseline: benchmark.effect.baseline,
            effects: configurations.map { _ in nil }))
      }
      if let column = configurations.firstIndex(of: benchmark.candidate.vm) {
        rows[row].effects[column] = benchmark.effect
      }
    }
    means = configurations.map { configuration in
      comparison.overall.first { $0.vm == configuration }?.mean
    }
  }

  /// The same with the configurations in another order; those that are not named follow in theirs.
  package func ordered(by names: [String]) -> ComparisonMatrix {
    let places = configurations.indices.sorted { first, second in
      let ranks = [first, second].map { place in
        names.firstIndex(of: configurations[place]) ?? names.count
      }
      return (ranks[0], first) < (ranks[1], second)
    }
    var ordered = self
    ordered.configurations = places.map { configurations[$0] }
    ordered.means = places.map { means[$0] }
    for index in rows.indices {
      ordered.rows[index].effects = places.map { rows[index].effects[$0] }
    }
    return ordered
  }

  /// The same with the benchmarks in the order of a number that each has, the least first; those
  /// without one follow in theirs.
  package func sorted(by value: (Row) -> Double?) -> ComparisonMatrix {
    let keyed = rows.enumerated().map { (place: $0, value: value($1) ?? .infinity, row: $1) }
    var sorted = self
    sorted.rows = keyed.sorted { ($0.value, $0.place) < ($1.value, $1.place) }.map(\.row)
    return sorted
  }
}
