// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Reports
import WarmupStats

/// Summaries made by hand, with every behaviour that a table can show.
enum SampleSummaries {
  static let names = [
    "binary_trees", "fannkuch_redux", "fasta", "n_body", "richards_like", "spectral_norm",
    "org.example.benchmarks.collections.HashMapIteration.iterateOverEntries",
  ]

  /// Names that try to be markup, a formula or a command in one of the formats.
  static let nastyNames = [
    "<script>alert(1)</script>", #"a_b%c\input{x}"#, "\"&", "=HYPERLINK(\"x\")", "a|b`c`*d*",
    "$x^2$ ~#{}", "漢字ベンチ", "cafe\u{301} 👩‍👩‍👧", "\u{1B}[31mred\u{1B}[0m", "two\nlines",
    "@user #1 www.x.org http://x", "",
  ]

  static func summary(
    machine: String = "bencher", vms: [String] = ["HotSpot", "V8"], names: [String] = names,
    variant: String = "default"
  ) -> ExperimentSummary {
    let benchmarks = vms.enumerated().flatMap { vm, vmName in
      names.enumerated().map { index, name in
        benchmark(
          BenchmarkKey(benchmark: name, vm: vmName, variant: variant), kind: index + 2 * vm)
      }
    }
    let warnings = benchmarks.filter { $0.counts.crashed > 0 }.map {
      Warning(
        kind: .crashedExecutions,
        message: "\($0.counts.crashed) of 10 executions crashed, and took no part.", key: $0.key)
    }
    return ExperimentSummary(
      machine: machine, options: AnalysisOptions(), benchmarks: benchmarks,
      warnings: warnings + [
        Warning(kind: .skippedData, message: "A part of the file was skipped.")
      ])
  }

  /// A benchmark whose executions behave in the `kind`-th of seven ways.
  static func benchmark(_ key: BenchmarkKey, kind: Int) -> BenchmarkSummary {
    let scale = [1.0, 3.7, 0.21, 12.9, 0.9, 2.2, 5.5][kind % 7] * 0.001
    let classes: [Classification?] =
      switch kind % 7 {
      case 0: Array(repeating: .warmup, count: 10)
      case 1: Array(repeating: .flat, count: 10)
      case 2: Array(repeating: .warmup, count: 7) + Array(repeating: .flat, count: 3)
      case 3:
        [.warmup, .warmup, .slowdown, .flat, .noSteadyState, .noSteadyState]
          + Array(repeating: .warmup, count: 4)
      case 4: Array(repeating: .slowdown, count: 8) + [nil, nil]
      case 5: Array(repeating: .noSteadyState, count: 10)
      default: Array(repeating: nil, count: 10)
      }
    return summary(key, classes: classes, scale: scale)
  }

  private static func summary(
    _ key: BenchmarkKey, classes: [Classification?], scale: Double
  ) -> BenchmarkSummary {
    var counts = ClassificationCounts()
    let executions = classes.enumerated().map { index, classification in
      guard let classification else {
        counts.crashed += 1
        return AnalyzedExecution(execution: ProcessExecution(failed: .crashed), analysis: nil)
      }
      counts[classification] += 1
      return execution(classification, scale: scale * (1 + 0.003 * Double(index * index % 7)))
    }
    let steadyStates = executions.compactMap(\.analysis?.steadyState)
    let completed = classes.compactMap(\.self)
    let isSteady = !completed.contains(.noSteadyState) && !completed.isEmpty
    let isFlat = completed.allSatisfy { $0 == .flat }
    func spread(_ values: [Double]) -> Spread? {
      let sorted = values.sorted()
      guard isSteady, !isFlat, let first = sorted.first, let last = sorted.last else { return nil }
      return Spread(median: sorted[sorted.count / 2], lower: first, upper: last)
    }
    return BenchmarkSummary(
      key: key, consistency: Consistency(completed), counts: counts,
      steadyIteration: spread(steadyStates.map { Double($0.iteration) }),
      timeToSteady: spread(steadyStates.map(\.timeToReach)),
      steadyPerformance: isSteady
        ? Estimate(
          center: scale * 1.0123, lower: scale * 0.981, upper: scale * 1.041, level: 0.99) : nil,
      executions: executions)
  }

  /// An execution of 100 iterations with a changepoint in the first third, unless it is flat.
  private static func execution(
    _ classification: Classification, scale: Double
  ) -> AnalyzedExecution {
    let change = classification == .flat ? 0 : 14 + Int(scale * 1e6) % 17
    let early: Double = classification == .slowdown ? 0.5 : 2
    var times = (0..<100).map { (iteration: Int) -> Double in
      let noise = 1 + 0.001 * Double(iteration * 37 % 11)
      return iteration < change ? scale * early * noise : scale * noise
    }
    times[60] = scale * 9
    let segments =
      (change == 0 ? [0..<100] : [0..<change, change..<100]).map { range in
        let mean = times[range].filter { $0 < scale * 5 }.reduce(0, +) / Double(range.count)
        return Segment(range: range, mean: mean, variance: scale * scale * 1e-5)
      }
    let steady = SteadyState(
      segments: segments.count - 1..<segments.count, iteration: change + 1,
      timeToReach: times[0..<change].reduce(0, +), mean: segments.last?.mean ?? scale,
      values: SteadyValues(
        of: segments.suffix(1).map(\.range), in: FilteredSeries(times, without: [60])))
    return AnalyzedExecution(
      execution: ProcessExecution(times: times),
      analysis: ExecutionAnalysis(
        outliers: [60], commonOutliers: [60], segments: segments,
        equivalences: segments.indices.map { $0 == segments.count - 1 },
        classification: classification,
        steadyState: classification == .noSteadyState ? nil : steady))
  }
}
