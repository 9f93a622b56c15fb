// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds of one benchmark key, before any analysis.
public struct BenchmarkInspection: Sendable, Hashable {
  /// What was measured.
  public var key: BenchmarkKey
  /// The name of the machine; empty where no file gives it.
  public var machine: String
  /// How many process executions there are, completed or not.
  public var executions: Int
  /// How many of them crashed or timed out.
  public var failures: Int
  /// How many iterations each completed execution has, in the order of the file.
  public var iterationCounts: [Int]
  /// The median time of an iteration, in seconds; `nil` if there is none.
  public var medianTime: Double?
  /// The resolution that the times show; `nil` if they show none.
  public var resolution: TimeResolution?
  /// What the harness did about warmup.
  public var warmup: WarmupRecord
  /// What is suspicious, each as a sentence.
  public var warnings: [Warning]

  /// The numbers of iterations of the completed executions; `nil` if none completed.
  public var iterations: IterationSpread? { IterationSpread(of: iterationCounts) }

  /// Looks at the executions of one benchmark key.
  ///
  /// - Complexity: O(n log n) for n iterations.
  init(
    of executions: [ProcessExecution], key: BenchmarkKey, machine: String,
    options: AnalysisOptions
  ) {
    let completed = executions.filter(\.hasCompleted)
    let times = completed.flatMap(\.times)
    self.key = key
    self.machine = machine
    self.executions = executions.count
    failures = executions.count - completed.count
    iterationCounts = completed.map(\.times.count)
    medianTime = SortedSample(times)?.median
    resolution = TimeResolution(of: times)
    warmup = WarmupRecord(of: completed)
    warnings = []
    warnings = suspicions(executions, options: options).map {
      Warning(kind: $0.kind, message: $0.message, key: key)
    }
  }

  private typealias Suspicion = (kind: Warning.Kind, message: String)

  private func suspicions(
    _ executions: [ProcessExecution], options: AnalysisOptions
  ) -> [Suspicion] {
    [
      failed(executions), fewExecutions, fewIterations(options), equalTimes(executions),
      coarseClock, sortedTimes(executions),
    ].compactMap(\.self)
  }

  private func failed(_ executions: [ProcessExecution]) -> Suspicion? {
    guard failures > 0 else { return nil }
    let timedOut = executions.count { $0.outcome == .timedOut }
    let what = [(failures - timedOut, "crashed"), (timedOut, "timed out")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
    return (
      .crashedExecutions, "\(what) of \(Warning.counted(executions.count, "process execution"))"
    )
  }

  private var fewExecutions: Suspicion? {
    let completed = executions - failures
    guard (1..<Warning.fewestExecutions).contains(completed) else { return nil }
    return (
      .fewMeasurements,
      completed == 1
        ? "one process execution cannot show how executions differ, and gives no interval for "
          + "their mean"
        : "with fewer than \(Warning.fewestExecutions) process executions intervals cover too little"
    )
  }

  private func fewIterations(_ options: AnalysisOptions) -> Suspicion? {
    guard let least = iterations?.least else { return nil }
    if least == 1 {
      return (.fewMeasurements, "a process execution of one iteration has nothing to warm up in")
    }
    if least < Self.fewestForChangepoints {
      return (
        .fewMeasurements,
        "in fewer than \(Self.fewestForChangepoints) iterations no changepoint can be found"
      )
    }
    guard options.window.resolved(iterations: least) < 2 else { return nil }
    return (
      .fewMeasurements,
      "executions of \(least) iterations are too short for the window that outliers are judged in"
    )
  }

  private func equalTimes(_ executions: [ProcessExecution]) -> Suspicion? {
    let times = executions.lazy.flatMap(\.times)
    guard let first = times.first, iterationCounts.reduce(0, +) > 1,
      times.allSatisfy({ $0 == first })
    else { return nil }
    return (.equalTimes, "all times are the same")
  }

  private var coarseClock: Suspicion? {
    guard let resolution, let medianTime else { return nil }
    let ticks = (medianTime / resolution.step).rounded()
    guard ticks < Self.fewestTicks else { return nil }
    return (
      .coarseClock,
      "a median iteration is \(Warning.counted(Int(ticks), "step")) of the resolution of its times, "
        + "too few to tell differences of \(ticks < 1 ? 100 : Int((100 / ticks).rounded(.up))) %"
    )
  }

  private func sortedTimes(_ executions: [ProcessExecution]) -> Suspicion? {
    let sorted = executions.indices.filter { executions[$0].hasSortedTimes }
    guard let first = sorted.first else { return nil }
    let which = sorted.count == 1 ? "execution \(first + 1)" : "\(sorted.count) executions"
    return (
      .lostOrder,
      "the times of \(which) stand in order of their size: the order in which they were taken may "
        + "be lost"
    )
  }

  /// PELT finds no changepoint in fewer values: each segment has at least two.
  private static let fewestForChangepoints = 4
  /// Below so many steps of its resolution a time says little to a per cent.
  private static let fewestTicks = 100.0
}

extension ProcessExecution {
  /// Whether enough times, not all equal, only grow or only shrink, which by chance happens twice
  /// in 10! times.
  fileprivate var hasSortedTimes: Bool {
    guard Set(times.prefix(1000)).count >= 10 else { return false }
    let pairs = zip(times, times.dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }
}
