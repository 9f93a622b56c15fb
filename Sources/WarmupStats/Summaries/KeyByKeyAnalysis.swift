// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

extension Experiment {
  /// Analyses every benchmark key on several cores, and hands the summary of each to `body`, in the
  /// order of the experiment, as soon as it and those before it are done.
  ///
  /// The summaries are the same whatever the number of cores.
  ///
  /// - Parameters:
  ///   - options: how executions are analyzed.
  ///   - findsIntervals: whether the steady performance of each key is found.
  ///   - jobs: how many executions to analyze at once, at least 1; `nil` uses every core.
  ///   - progress: told how many steps of how many are complete, after each piece of work; a step is
  ///     one process execution, or the conclusion from those of one key, and a piece is a step, or all
  ///     steps of some keys with few iterations.
  ///   - body: takes a summary; what it throws ends the analysis.
  package func analyzeKeyByKey<Failure: Error>(
    options: AnalysisOptions, findsIntervals: Bool = true, jobs: Int?,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil,
    _ body: (BenchmarkSummary) throws(Failure) -> Void
  ) async throws(Failure) {
    precondition(jobs.map { $0 > 0 } ?? true, "at least one job does the work")
    var analysis = KeyByKeyAnalysis(of: self, options: options, findsIntervals: findsIntervals)
    let failure = await withTaskGroup(of: KeyByKeyAnalysis.Done.self) { group -> Failure? in
      for _ in 0..<(jobs ?? KeyByKeyAnalysis.tasksAtOnce) {
        guard let step = analysis.takeStep() else { break }
        group.addTask { step() }
      }
      for await done in group {
        analysis.note(done)
        progress?(analysis.completed, analysis.total)
        do throws(Failure) {
          while let summaries = analysis.takeSummaries() {
            for summary in summaries { try body(summary) }
          }
        } catch {
          return error
        }
        if let step = analysis.takeStep() { group.addTask { step() } }
      }
      return nil
    }
    if let failure { throw failure }
  }
}

/// What is done and what is left to do of an analysis that goes key by key.
///
/// A key that has all of its executions analyzed is concluded before further executions begin, so
/// that there are few unfinished keys at any time. Keys with few iterations are one piece of work
/// together, since handing each from core to core would take longer than its analysis.
private struct KeyByKeyAnalysis {
  /// What came of a step.
  enum Done: Sendable {
    case execution(AnalyzedExecution, key: Int, index: Int)
    /// The conclusions of successive keys, after so many steps.
    case summaries([BenchmarkSummary], firstKey: Int, steps: Int)
  }

  /// A piece of work, for any core.
  typealias Step = @Sendable () -> Done

  /// How many steps are under way or wait for a core where nobody says how many: more than machines
  /// have cores, and so few that the first key is concluded long before the last one begins.
  static let tasksAtOnce = 256
  /// Up to how many iterations keys are analyzed as a whole, and together.
  private static let mostIterationsOfWholeKeys = 1000

  /// How many steps there are.
  let total: Int
  /// How many steps are complete.
  private(set) var completed = 0
  private let options: AnalysisOptions
  private let findsIntervals: Bool
  private let keys: [(key: BenchmarkKey, executions: [ProcessExecution])]
  /// Where the next execution to begin is.
  private var next = (key: 0, index: 0)
  /// The executions of keys that are under way, as far as they are analyzed.
  private var underWay: [Int: [AnalyzedExecution?]] = [:]
  /// How many executions of a key that is under way are not analyzed.
  private var missing: [Int: Int] = [:]
  /// Keys with all executions analyzed, in the order in which they came to that.
  private var complete: [Int] = []
  /// Summaries of successive keys, by the first of them, that wait for those of keys before theirs.
  private var summaries: [Int: [BenchmarkSummary]] = [:]
  private var nextSummary = 0

  init(of experiment: Experiment, options: AnalysisOptions, findsIntervals: Bool) {
    self.options = options
    self.findsIntervals = findsIntervals
    keys = experiment.executions.map { ($0.key, $0.value) }
    total = keys.count + keys.reduce(0) { $0 + $1.executions.count }
  }

  /// The next piece of work; `nil` if none can begin before others are complete, or ever.
  mutating func takeStep() -> Step? {
    if complete.isEmpty { passKeysWithoutExecutions() }
    let (options, findsIntervals) = (options, findsIntervals)
    if !complete.isEmpty {
      let key = complete.removeFirst()
      let executions = (underWay.removeValue(forKey: key) ?? []).compactMap(\.self)
      let name = keys[key].key
      return {
        .summaries(
          [
            BenchmarkSummary(
              summarizing: executions, of: name, options: options, findsInterval: findsIntervals)
          ], firstKey: key, steps: 1)
      }
    }
    guard next.key < keys.count else { return nil }
    let (key, index) = next
    let small = index == 0 ? smallKeys(from: key) : []
    if !small.isEmpty {
      next.key = small.endIndex
      return {
        .summaries(
          small.map {
            BenchmarkSummary(
              analyzing: $0.executions, of: $0.key, options: options,
              findsInterval: findsIntervals)
          }, firstKey: key, steps: small.reduce(0) { $0 + $1.executions.count + 1 })
      }
    }
    let execution = keys[key].executions[index]
    next = index + 1 < keys[key].executions.count ? (key, index + 1) : (key + 1, 0)
    return {
      .execution(AnalyzedExecution(analyzing: execution, options: options), key: key, index: index)
    }
  }

  /// The keys from one on that have so few iterations together that they are one piece of work.
  private func smallKeys(
    from first: Int
  ) -> ArraySlice<(key: BenchmarkKey, executions: [ProcessExecution])> {
    var iterations = 0
    return keys[first...].prefix { key in
      iterations += key.executions.reduce(0) { $0 + $1.times.count }
      return iterations <= Self.mostIterationsOfWholeKeys && !key.executions.isEmpty
    }
  }

  private mutating func passKeysWithoutExecutions() {
    while next.index == 0, next.key < keys.count, keys[next.key].executions.isEmpty {
      complete.append(next.key)
      next.key += 1
    }
  }

  /// Notes what came of a step.
  mutating func note(_ done: Done) {
    switch done {
    case .summaries(let found, let firstKey, let steps):
      completed += steps
      summaries[firstKey] = found
    case .execution(let execution, let key, let index):
      completed += 1
      let count = keys[key].executions.count
      underWay[key, default: Array(repeating: nil, count: count)][index] = execution
      missing[key, default: count] -= 1
      if missing[key] == 0 {
        missing[key] = nil
        complete.append(key)
      }
    }
  }

  /// The summaries of the next keys in the order of the experiment; `nil` if they are not there yet.
  mutating func takeSummaries() -> [BenchmarkSummary]? {
    guard let next = summaries.removeValue(forKey: nextSummary) else { return nil }
    nextSummary += next.count
    return next
  }
}
