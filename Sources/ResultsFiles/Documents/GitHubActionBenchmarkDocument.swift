// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What the GitHub action github-action-benchmark reads as `customSmallerIsBetter`: per benchmark
/// its steady time, in nanoseconds.
package struct GitHubActionBenchmarkDocument: Encodable, Sendable, JSONRepresentable {
  struct Entry: Encodable {
    var name: String
    var unit = "ns"
    var value: Double
    var range: String?
    var extra: String
  }

  private var entries: [Entry]

  /// Writes a document for the sides compared with a baseline.
  package init(_ comparison: Comparison) {
    entries = comparison.benchmarks.map { benchmark in
      let effect = benchmark.effect
      let halfWidth = effect.interval.range.map {
        ($0.upperBound - $0.lowerBound) / 2 * effect.baseline.mean * 1e9
      }
      return Entry(
        name: benchmark.candidate.description, value: effect.candidate.mean * 1e9,
        range: halfWidth.map { "± \($0)" },
        extra: "\(effect.verdict.rawValue), \(effect.candidate.executions) process executions")
    }
  }

  /// Writes a document for the steady performance on the side after the change.
  package init(_ comparison: Diff) {
    entries = comparison.benchmarks.compactMap { benchmark in
      benchmark.candidate.steadyPerformance.map {
        Entry(
          name: benchmark.candidate.key.description, value: $0.center * 1e9,
          range: "± \($0.halfWidth * 1e9)",
          extra: "\(benchmark.significantOverall.rawValue), "
            + "\(benchmark.candidate.counts.completed) process executions")
      }
    }
  }

  /// Writes the entries as an array.
  package func encode(to encoder: any Encoder) throws {
    try entries.encode(to: encoder)
  }
}
