// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import Synchronization
import Testing
import WarmupStats

@Suite struct ExperimentSummaryTests {
  /// Two benchmarks on two VMs, with some executions that crashed, and a second variant.
  private let experiment: Experiment = {
    var series = MadeSeries(seed: 1)
    var experiment = Experiment(machine: "here")
    for (benchmark, vm, variant) in [
      ("nbody", "HotSpot", "a"), ("nbody", "HotSpot", "b"), ("nbody", "V8", "a"),
      ("fasta", "V8", "a"),
    ] {
      experiment.executions[BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant)] = [
        ProcessExecution(times: series.warmup()), ProcessExecution(times: series.flat()),
        ProcessExecution(failed: .crashed), ProcessExecution(times: series.slowdown()),
      ]
    }
    return experiment
  }()

  @Test func benchmarksKeepTheirOrder() {
    let summary = ExperimentSummary(analyzing: experiment)
    #expect(summary.machine == "here")
    #expect(summary.benchmarks.map(\.key) == Array(experiment.executions.keys))
    #expect(
      summary.benchmarks[3]
        == BenchmarkSummary(
          analyzing: experiment.executions.values[3], of: experiment.executions.keys[3]))
  }

  @Test func benchmarksAreFoundByName() {
    let summary = ExperimentSummary(analyzing: experiment)
    #expect(summary["nbody", vm: "V8"]?.key == summary.benchmarks[2].key)
    #expect(summary["nbody", vm: "HotSpot"]?.key.variant == "a")
    #expect(summary["nbody", vm: "HotSpot", variant: "b"]?.key.variant == "b")
    #expect(summary["fasta", vm: "HotSpot"] == nil)
    #expect(summary["nbody", vm: "V8", variant: "b"] == nil)
    #expect(summary[summary.benchmarks[1].key]?.key == summary.benchmarks[1].key)
  }

  @Test(arguments: [nil, 1, 2, 7])
  func jobsDoNotChangeTheResult(jobs: Int?) async {
    var options = AnalysisOptions()
    for resampling in [Resampling.exact, .monteCarlo(resamples: 300, seed: 1)] {
      options.resampling = resampling
      let steps = Mutex<[Int]>([])
      let summary = await ExperimentSummary(
        analyzing: experiment, options: options, jobs: jobs,
        progress: { completed, total in
          #expect(total == 20)
          steps.withLock { $0.append(completed) }
        })
      #expect(summary == ExperimentSummary(analyzing: experiment, options: options))
      // Keys of so few iterations are a piece of work each.
      #expect(steps.withLock { $0 } == [5, 10, 15, 20])
    }
  }

  @Test func longExecutionsAreAPieceOfWorkEach() async {
    var series = MadeSeries(seed: 5)
    let experiment = Experiment(
      of: BenchmarkKey(benchmark: "long"),
      executions: (0..<3).map { _ in
        ProcessExecution(times: series.plateau(400, level: 0.02, noise: 1e-4))
      })
    let steps = Mutex<[Int]>([])
    _ = await ExperimentSummary(
      analyzing: experiment, jobs: nil,
      progress: { completed, _ in steps.withLock { $0.append(completed) } })
    #expect(steps.withLock { $0 } == [1, 2, 3, 4])
  }

  /// Nothing but the intervals is missing, and warnings that one execution has none stay.
  @Test(arguments: Method.Name.allCases, IntervalKind.allCases)
  func intervalsChangeNothingElse(method: Method.Name, kind: IntervalKind) async {
    var series = MadeSeries(seed: 3)
    var experiment = experiment
    experiment.executions[BenchmarkKey(benchmark: "single")] = [
      ProcessExecution(times: series.flat()), ProcessExecution(failed: .crashed),
    ]
    var options = AnalysisOptions(method: Method(method))
    options.intervalKind = kind
    var with = ExperimentSummary(analyzing: experiment, options: options)
    let without = await ExperimentSummary(
      analyzing: experiment, options: options, findsIntervals: false, jobs: 2)
    // Few executions of some methods are steady, and one has only a pooled interval.
    #expect(kind != .pooled || with.benchmarks.contains { $0.steadyPerformance != nil })
    #expect(without.benchmarks.allSatisfy { $0.steadyPerformance == nil })
    for index in with.benchmarks.indices { with.benchmarks[index].steadyPerformance = nil }
    #expect(with == without)
  }

  @Test func anEmptyExperimentHasAnEmptySummary() async {
    let summary = ExperimentSummary(analyzing: Experiment())
    #expect(summary.benchmarks.isEmpty && summary.warnings.isEmpty)
    #expect(await ExperimentSummary(analyzing: Experiment(), jobs: 2) == summary)
  }

  @Test func tenThousandExecutionsAreSummarised() async {
    var series = MadeSeries(seed: 2)
    let key = BenchmarkKey(benchmark: "short")
    let executions = (0..<10_000).map { _ in
      ProcessExecution(times: series.plateau(5, level: 0.1, noise: 1e-4))
    }
    let summary = await ExperimentSummary(
      analyzing: Experiment(executions: [key: executions]), jobs: nil)
    #expect(summary.benchmarks[0].counts.tooFewIterations == 10_000)
    #expect(summary.benchmarks[0].steadyPerformance != nil)
  }
}
