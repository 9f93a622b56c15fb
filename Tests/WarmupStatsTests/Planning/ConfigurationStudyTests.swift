// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import TestSupport
import Testing
import WarmupStats

/// What configurations cost, on executions whose warmup is known.
@Suite struct ConfigurationStudyTests {
  static let key = BenchmarkKey(benchmark: "b", vm: "v", variant: "d")

  /// Executions that are 50 % slower for some iterations, with a spread of 1 %.
  static func summary(
    warmups: [Int], count: Int = 400, harnessWarmup: Int? = nil
  ) -> ExperimentSummary {
    var generator = SplitMix64(seed: 11)
    let executions = warmups.map { warmup in
      ProcessExecution(
        times: (0..<count).map { index in
          (index < warmup ? 1.5 : 1) * Double.random(in: 0.99..<1.01, using: &generator)
        }, harnessWarmupIterations: harnessWarmup)
    }
    return ExperimentSummary(
      analyzing: Experiment(machine: "m", executions: [key: executions]))
  }

  static func recorded(_ warmup: Int, _ measurement: Int) -> RunConfiguration {
    RunConfiguration(warmup: .recorded(warmup), measurement: .recorded(measurement))
  }

  @Test func iterationClocks() {
    #expect(IterationClock.ownTime.time(0.03) == 0.03)
    // ⌈0.1 / 0.03⌉ = 4 invocations.
    #expect(IterationClock.filled(seconds: 0.1).time(0.03) == 4 * 0.03)
    #expect(IterationClock.filled(seconds: 0.1).time(of: [0.3, 0.05]) == 0.3 + 2 * 0.05)
  }

  /// Four of 0.3 s make more than a second, and what is over is lost.
  @Test func timedIterations() {
    let times = [Double](repeating: 0.3, count: 20)
    let configuration = RunConfiguration(
      warmup: .timed(iterations: 2, seconds: 1), measurement: .timed(iterations: 1, seconds: 0.5))
    let run = configuration.run(over: times, clock: .ownTime)
    #expect(run == RunConfiguration.Run(warmup: 8, measurement: 2, isComplete: true))
    let short = configuration.run(over: Array(times[..<7]), clock: .ownTime)
    #expect(short == RunConfiguration.Run(warmup: 7, measurement: 0, isComplete: false))
    // As in the study no iterations take one.
    let none = RunConfiguration(
      warmup: .timed(iterations: 0, seconds: 1), measurement: .recorded(3))
    #expect(none.run(over: times, clock: .ownTime).warmup == 1)
    #expect(Self.recorded(0, 30).run(over: times, clock: .ownTime).isComplete == false)
  }

  /// 30 iterations of 1.5 s are needed; 50 waste 20 s, and 10 lack 30 s and measure what is slow.
  @Test func errors() async throws {
    let summary = Self.summary(warmups: [30, 30, 30])
    let long = await ConfigurationStudy(
      of: summary, configuration: Self.recorded(50, 100), clock: .ownTime)
    let configured = try #require(long.benchmarks.first?.configured)
    for execution in configured.executions {
      #expect(execution.needed == 30)
      #expect(execution.estimationError.map { abs($0 - 20) < 0.5 } == true)
      #expect(execution.isOverestimated && !execution.isUnderestimated)
      #expect(execution.deviation.map { abs($0.ratio - 1) < 0.005 } == true)
      #expect(abs(execution.duration - (30 * 1.5 + 120)) < 2)
    }
    #expect(configured.deviation.map { $0 < 0.005 } == true)

    let short = await ConfigurationStudy(
      of: summary, configuration: Self.recorded(10, 20), clock: .ownTime)
    let outcome = try #require(short.benchmarks.first?.configured)
    #expect(outcome.executions.allSatisfy { $0.isUnderestimated })
    #expect(outcome.estimationError.map { abs($0 + 30) < 1 } == true)
    #expect(outcome.deviation.map { abs($0 - 0.5) < 0.01 } == true)
  }

  /// Enough for the slowest to settle, and near the steady mean.
  @Test func recommendation() async throws {
    let study = await ConfigurationStudy(
      of: Self.summary(warmups: [20, 35, 50]), configuration: Self.recorded(5, 5), clock: .ownTime)
    let recommended = try #require(study.benchmarks.first?.recommended)
    #expect(recommended.configuration.warmup == .recorded(50))
    #expect(recommended.deviation.map { $0 <= 0.01 } == true)
    #expect(recommended.executions.allSatisfy { ($0.estimationError ?? -1) >= -1e-9 })
    #expect(recommended.duration < 3 * 100)

    let timed = await ConfigurationStudy(
      of: Self.summary(warmups: [20]), configuration: Self.recorded(5, 5),
      clock: .filled(seconds: 1))
    #expect(
      timed.benchmarks.first?.recommended.map {
        if case .timed = $0.configuration.warmup { $0.executions[0].run.isComplete } else { false }
      } == true)
  }

  @Test func withoutASteadyState() async throws {
    // The times change at the very end.
    let times = (0..<400).map { $0 < 380 ? 1.0 + 0.001 * Double($0 % 3) : 2 }
    let summary = ExperimentSummary(
      analyzing: Experiment(
        machine: "m", executions: [Self.key: [ProcessExecution(times: times)]]),
      options: AnalysisOptions(method: .barrett2017()))
    let study = await ConfigurationStudy(
      of: summary, configuration: Self.recorded(50, 100), clock: .ownTime)
    let benchmark = try #require(study.benchmarks.first)
    #expect(benchmark.recommended == nil)
    #expect(benchmark.configured.executions[0].needed == nil)
    #expect(benchmark.configured.executions[0].estimationError == nil)
    #expect(benchmark.configured.deviation == nil)
  }

  /// What the harness regarded as warmup is the configuration, where none is given.
  @Test func configurationOfTheFile() async {
    let known = await ConfigurationStudy(
      of: Self.summary(warmups: [30], harnessWarmup: 40), configuration: nil, clock: .ownTime)
    #expect(known.benchmarks.first?.configured.configuration == Self.recorded(40, 360))
    let unknown = await ConfigurationStudy(
      of: Self.summary(warmups: [30]), configuration: nil, clock: .ownTime)
    #expect(unknown.benchmarks.isEmpty)
    #expect(unknown.unconfigured == [Self.key])
  }
}
