// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// The Bencher Metric Format (https://bencher.dev/docs/reference/bencher-metric-format/): per
/// benchmark its steady time with an interval, in nanoseconds.
package struct BencherDocument: Encodable, Sendable, JSONRepresentable {
  struct Latency: Encodable {
    var value: Double
    var lower: Double?
    var upper: Double?

    enum CodingKeys: String, CodingKey {
      case value
      case lower = "lower_value"
      case upper = "upper_value"
    }
  }

  private var metrics: [String: [String: Latency]]

  /// Writes a document for a comparison with a baseline.
  ///
  /// The interval is that of the ratio, at the baseline's mean time. Benchmarks that were not compared
  /// have their own.
  ///
  /// - Parameter candidates: all benchmarks of the candidate; those without a steady performance are
  ///   left out.
  package init(_ comparison: Comparison, of candidates: [BenchmarkSummary]) {
    self.init(candidates)
    for benchmark in comparison.benchmarks {
      let range = benchmark.effect.interval.range
      let baseline = benchmark.effect.baseline.mean * 1e9
      metrics[benchmark.candidate.description] = [
        "latency": Latency(
          value: benchmark.effect.candidate.mean * 1e9,
          lower: range.map { $0.lowerBound * baseline },
          upper: range.map { $0.upperBound * baseline })
      ]
    }
  }

  /// Writes a document for the steady performance of benchmarks; those without one are left out.
  package init(_ candidates: [BenchmarkSummary]) {
    metrics = [:]
    for benchmark in candidates {
      guard let mean = benchmark.steadyMean else { continue }
      let performance = benchmark.steadyPerformance
      metrics[benchmark.key.description] = [
        "latency": Latency(
          value: (performance?.center ?? mean) * 1e9, lower: performance.map { $0.lower * 1e9 },
          upper: performance.map { $0.upper * 1e9 })
      ]
    }
  }

  /// Writes the metrics by the name of the benchmark.
  package func encode(to encoder: any Encoder) throws {
    try metrics.encode(to: encoder)
  }
}
