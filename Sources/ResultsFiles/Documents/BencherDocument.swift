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

  /// Writes a document for the sides compared with a baseline.
  ///
  /// The interval is that of the ratio, at the baseline's mean time.
  package init(_ comparison: Comparison) {
    metrics = [:]
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

  /// Writes a document for the steady performance on the side after the change.
  package init(_ comparison: Diff) {
    metrics = [:]
    for benchmark in comparison.benchmarks {
      guard let performance = benchmark.candidate.steadyPerformance else { continue }
      metrics[benchmark.candidate.key.description] = [
        "latency": Latency(
          value: performance.center * 1e9, lower: performance.lower * 1e9,
          upper: performance.upper * 1e9)
      ]
    }
  }

  /// Writes the metrics by the name of the benchmark.
  package func encode(to encoder: any Encoder) throws {
    try metrics.encode(to: encoder)
  }
}
