// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import Synchronization
import TestSupport
import Testing
import WarmupStats

/// An analysis on several cores hands over what one core finds, key by key and in order.
@Suite struct KeyByKeyAnalysisTests {
  private struct Stop: Error {}

  private static let experiment: Experiment = {
    var generator = SplitMix64(seed: 3)
    var executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]> = [:]
    // The first key is the longest, so that others are done before it; some have no executions.
    for (index, count) in [9, 0, 1, 3, 0, 0, 2, 1, 0].enumerated() {
      executions[BenchmarkKey(benchmark: "b\(index)")] = (0..<count).map { _ in
        ProcessExecution(
          times: (0..<(index == 0 ? 300 : 30)).map { _ in
            Double.random(in: 1...1.1, using: &generator)
          })
      }
    }
    return Experiment(executions: executions)
  }()

  @Test(arguments: [1, 2, 5, nil]) func handsOverWhatOneCoreFinds(jobs: Int?) async {
    let options = AnalysisOptions()
    var summaries: [BenchmarkSummary] = []
    await Self.experiment.analyzeKeyByKey(options: options, jobs: jobs) { summaries.append($0) }
    #expect(
      summaries
        == Self.experiment.executions.map {
          BenchmarkSummary(analyzing: $0.value, of: $0.key, options: options)
        })
  }

  @Test func handsOverAKeyBeforeLaterOnesAreAnalyzed() async {
    let progress = Progress()
    var stepsBefore: [Int] = []
    await Self.experiment.analyzeKeyByKey(
      options: AnalysisOptions(), jobs: 1, progress: { progress.note($0, of: $1) }
    ) { _ in stepsBefore.append(progress.completed) }
    // Its executions and its conclusion, and those of the keys before it; short keys that follow one
    // another are one piece of work.
    #expect(stepsBefore == [10, 11, 17, 17, 18, 19, 24, 24, 25])
    #expect(progress.total == 25)
  }

  @Test(arguments: [1, nil]) func anErrorEndsIt(jobs: Int?) async {
    var count = 0
    await #expect(throws: Stop.self) {
      try await Self.experiment.analyzeKeyByKey(options: AnalysisOptions(), jobs: jobs) {
        _ throws(Stop) in
        count += 1
        if count == 2 { throw Stop() }
      }
    }
    #expect(count == 2)
  }

  @Test func nothingIsNothing() async {
    await Experiment().analyzeKeyByKey(options: AnalysisOptions(), jobs: nil) { _ in
      Issue.record("there is no key")
    }
  }
}

/// How far an analysis is.
private final class Progress: Sendable {
  private let steps = Mutex((completed: 0, total: 0))

  var completed: Int { steps.withLock { $0.completed } }
  var total: Int { steps.withLock { $0.total } }

  func note(_ completed: Int, of total: Int) { steps.withLock { $0 = (completed, total) } }
}
