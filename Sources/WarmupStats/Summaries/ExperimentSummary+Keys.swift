// SPDX-License-Identifier: GPL-3.0-or-later

extension ExperimentSummary {
  /// The same with other keys.
  ///
  /// - Complexity: O(number of keys and warnings).
  package func mappingKeys(_ transform: (BenchmarkKey) -> BenchmarkKey) -> ExperimentSummary {
    var mapped = self
    for index in benchmarks.indices {
      mapped.benchmarks[index].key = transform(benchmarks[index].key)
    }
    for index in warnings.indices {
      mapped.warnings[index].key = warnings[index].key.map(transform)
    }
    return mapped
  }

  /// The same with the benchmarks and warnings of another summary of the machine behind its own.
  package mutating func append(_ other: ExperimentSummary) {
    benchmarks += other.benchmarks
    warnings += other.warnings.filter { !warnings.contains($0) }
    if harness != other.harness { harness = nil }
  }
}
