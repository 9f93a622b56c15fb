// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Times bootstrap intervals, computed and drawn.
struct ResamplingTiming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resampling",
    abstract: "Times bootstrap intervals of a file of little-endian numbers.")

  @Argument(
    help: "The file of the executions of one side and then the other, all of the same length.")
  var file: String

  @Argument(help: "How many executions a side has.")
  var executions: Int

  @Argument(help: "How many resamples to draw; 0 draws none.")
  var resamples: Int

  @Argument(help: "How often to compute each interval.")
  var repetitions: Int

  /// What is printed; times are processor time, in seconds.
  private struct Report: Encodable {
    /// Of the pooled interval of the first side, computed.
    var pooled: [Double] = []
    /// Of the same with that many draws.
    var pooledDrawn: [Double] = []
    /// Of the hierarchical interval of the ratio of the sides, computed.
    var ratio: [Double] = []
    /// Of the hierarchical intervals of either side with that many draws.
    var ratioDrawn: [Double] = []
    /// The ends of the computed 99 % intervals.
    var pooledInterval: [Double] = []
    /// The ends of the computed 99 % interval of the ratio.
    var ratioInterval: [Double] = []
  }

  func run() throws {
    let values = try numbers(at: file)
    let length = values.count / (2 * executions)
    let sides = (0..<2).map { side in
      (0..<executions).map { index in
        let start = (side * executions + index) * length
        return [Array(values[start..<(start + length)])]
      }
    }
    try printJSON(measure(sides[0], sides[1]))
  }

  private func measure(_ old: [[[Double]]], _ new: [[[Double]]]) throws -> Report {
    var report = Report()
    let drawing = Resampling.monteCarlo(resamples: resamples, seed: 1)
    let (before, after) = try (summary(of: old), summary(of: new))
    var hierarchical = ComparisonOptions()
    hierarchical.intervalKind = .hierarchical
    hierarchical.usesAllIterations = true
    for repetition in 0..<max(repetitions, 1) {
      report.pooled.append(
        processorSeconds {
          let estimate = Estimate(ofExecutions: old, kind: .pooled, level: 0.99)
          report.pooledInterval = estimate.map { [$0.lower, $0.upper] } ?? []
        })
      report.ratio.append(
        processorSeconds {
          let comparison = after.compared(to: before, options: hierarchical)
          let range = comparison.benchmarks.first?.effect.interval.range
          report.ratioInterval = range.map { [$0.lowerBound, $0.upperBound] } ?? []
        })
      // What is drawn takes minutes, and once is enough.
      guard repetition == 0, resamples > 0 else { continue }
      report.pooledDrawn.append(
        processorSeconds {
          _ = Estimate(ofExecutions: old, kind: .pooled, level: 0.99, resampling: drawing)
        })
      report.ratioDrawn.append(
        processorSeconds {
          for side in [new, old] {
            _ = Estimate(ofExecutions: side, kind: .hierarchical, level: 0.99, resampling: drawing)
          }
        })
    }
    return report
  }

  /// The executions of a side, analyzed.
  private func summary(of executions: [[[Double]]]) throws -> ExperimentSummary {
    ExperimentSummary(
      analyzing: try Experiment(
        of: BenchmarkKey(benchmark: "series"), times: executions.map { $0.joined() }))
  }
}
