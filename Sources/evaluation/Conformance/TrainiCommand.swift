// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Changepoints
import Foundation
import WarmupStats

/// Analyzes forks of JMH benchmarks whose analyses were published in 2023, and prints how often the
/// answers are the same.
struct TrainiCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traini",
    abstract: "Compares --method traini-2023 with the published answers.")

  @Argument(help: "The folder of the times and of answers.json.xz.")
  var folder: String

  func run() async throws {
    let folder = URL(filePath: folder)
    let answers = try TrainiAnswers(in: folder)
    var found = TrainiConformance()
    var processorTime = 0.0
    for benchmark in answers.benchmarks.values.sorted(by: { $0.series < $1.series }) {
      let times = try TrainiAnswers.times(of: benchmark, in: folder)
      found.add(benchmark, times, forks: times.count)
      let start = Self.processorSeconds
      for times in times {
        _ = ExecutionAnalysis(analyzing: times, options: AnalysisOptions(method: .traini2023()))
      }
      processorTime += Self.processorSeconds - start
    }
    print(found.report)
    print(
      "processor time for a fork: \(Int(clamped: 1e6 * processorTime / Double(found.forks))) µs")
  }

  private static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

extension TrainiConformance {
  /// What was found, a line each.
  fileprivate var report: String {
    [
      "forks: \(forks)", "outliers as published: \(outliers)",
      "changepoints as published: \(changepoints)",
      "paths of penalties as in R: \(paths), penalties off by at most \(penaltyError)",
      "comparisons decided alike: \(decisions) of \(tests)",
      "probabilities right to 0.001: \(rightProbabilities) of \(probabilities)",
      "starts as in the limit: \(starts)", "classes of forks: \(classes)",
      "classes of benchmarks: \(benchmarkClasses) of \(benchmarks)",
      "JMH's default configuration as published: \(defaultConfigurations)",
      "warmup estimation errors, off by at most \(estimationError) s",
    ].joined(separator: "\n")
  }
}
