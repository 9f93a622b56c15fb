// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

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
  /// What is suspicious.
  public var warnings: [Warning]

  /// The numbers of iterations of the completed executions; `nil` if none completed.
  package var iterations: IterationSpread? { IterationSpread(of: iterationCounts) }

  /// Looks at the executions of one benchmark key.
  ///
  /// - Complexity: O(n log n) for n iterations.
  init(
    of executions: [ProcessExecution], key: BenchmarkKey, machine: String,
    options: AnalysisOptions
  ) {
    self.key = key
    self.machine = machine
    self.executions = executions.count
    failures = executions.count { $0.outcome != .completed }
    let completed = failures > 0 ? executions.filter { $0.outcome == .completed } : executions
    let times = SortedSample(completed.flatMap(\.times))
    iterationCounts = completed.map(\.times.count)
    medianTime = times?.median
    resolution = times.flatMap(TimeResolution.init(of:))
    warmup = WarmupRecord(of: completed)
    warnings = []
    suspect(failed(executions))
    suspect(fewExecutions)
    suspect(fewIterations(options))
    suspect(equalTimes(executions))
    suspect(coarseClock)
    suspect(sortedTimes(executions))
  }

  private mutating func suspect(_ fact: Warning.Fact?) {
    if let fact { warnings.append(Warning(fact, key: key)) }
  }

  private func failed(_ executions: [ProcessExecution]) -> Warning.Fact? {
    guard failures > 0 else { return nil }
    let timedOut = executions.count { $0.outcome == .timedOut }
    return .failed(
      crashed: failures - timedOut, timedOut: timedOut, executions: executions.count)
  }

  private var fewExecutions: Warning.Fact? {
    let completed = executions - failures
    guard (1..<Self.fewestExecutions).contains(completed) else { return nil }
    return .fewExecutionsForIntervals(completed: completed, enough: Self.fewestExecutions)
  }

  private func fewIterations(_ options: AnalysisOptions) -> Warning.Fact? {
    guard let least = iterations?.least else { return nil }
    if least == 1 { return .singleIteration }
    if least < Self.fewestForChangepoints {
      return .tooShortForChangepoints(enough: Self.fewestForChangepoints)
    }
    guard options.window.resolved(iterations: least) < 2 else { return nil }
    return .tooShortForWindow(iterations: least, nil)
  }

  private func equalTimes(_ executions: [ProcessExecution]) -> Warning.Fact? {
    guard let first = executions.lazy.compactMap({ $0.times.first }).first,
      iterationCounts.reduce(0, +) > 1,
      executions.allSatisfy({ $0.times.allSatisfy { $0 == first } })
    else { return nil }
    return .equalTimes
  }

  private var coarseClock: Warning.Fact? {
    guard let resolution, let medianTime else { return nil }
    let steps = (medianTime / resolution.step).rounded()
    return steps < Self.fewestTicks ? .coarseClock(steps: steps) : nil
  }

  private func sortedTimes(_ executions: [ProcessExecution]) -> Warning.Fact? {
    let sorted = executions.indices.filter { executions[$0].hasSortedTimes }
    return sorted.isEmpty ? nil : .sortedTimes(executions: Array(sorted))
  }

  /// Below so many executions intervals cover too little.
  private static let fewestExecutions = 10
  /// PELT finds no changepoint in fewer values: each segment has at least two.
  private static let fewestForChangepoints = 4
  /// Below so many steps of its resolution a time says little to a per cent.
  private static let fewestTicks = 100.0
}

extension ProcessExecution {
  /// Whether enough times, not all equal, only grow or only shrink, which by chance happens twice
  /// in 10! times.
  fileprivate var hasSortedTimes: Bool {
    guard times.count >= 10, Set(times.prefix(1000)).count >= 10 else { return false }
    let pairs = zip(times, times.dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }
}
