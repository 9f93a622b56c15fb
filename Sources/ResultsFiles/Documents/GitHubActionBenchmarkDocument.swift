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

  /// Writes a document for a comparison with a baseline.
  ///
  /// - Parameter candidates: all benchmarks of the candidate; those without a steady performance are
  ///   left out.
  package init(_ comparison: Comparison, of candidates: [BenchmarkSummary]) {
    let compared = comparison.benchmarks.map { benchmark in
      let effect = benchmark.effect
      let halfWidth = effect.interval.range.map {
        ($0.upperBound - $0.lowerBound) / 2 * effect.baseline.mean * 1e9
      }
      return Entry(
        name: benchmark.candidate.description, value: effect.candidate.mean * 1e9,
        range: halfWidth.map { "± \($0)" },
        extra: "\(effect.verdict.rawValue), \(effect.candidate.executions) process executions")
    }
    let known = Set(comparison.benchmarks.map(\.candidate))
    entries =
      compared
      + candidates.filter { !known.contains($0.key) }
      .compactMap { Entry($0, verdict: "not compared") }
  }

  /// Writes a document for the steady performance on the side after the change.
  ///
  /// - Parameter candidates: all benchmarks of that side; those without a steady performance are left
  ///   out.
  package init(_ diff: Diff, of candidates: [BenchmarkSummary]) {
    let verdicts = Dictionary(
      diff.benchmarks.map { ($0.candidate.key, $0.significantOverall.rawValue) },
      uniquingKeysWith: { first, _ in first })
    entries = candidates.compactMap { Entry($0, verdict: verdicts[$0.key] ?? "not compared") }
  }

  /// Writes the entries as an array.
  package func encode(to encoder: any Encoder) throws {
    try entries.encode(to: encoder)
  }
}

extension GitHubActionBenchmarkDocument.Entry {
  /// The steady performance of a benchmark; `nil` if it has none.
  fileprivate init?(_ benchmark: BenchmarkSummary, verdict: String) {
    guard let mean = benchmark.steadyMean else { return nil }
    let performance = benchmark.steadyPerformance
    self.init(
      name: benchmark.key.description, value: (performance?.center ?? mean) * 1e9,
      range: performance.map { "± \($0.halfWidth * 1e9)" },
      extra: "\(verdict), \(benchmark.counts.completed) process executions")
  }
}
