// SPDX-License-Identifier: GPL-3.0-or-later

extension Warning {
  /// What a warning says, as data.
  package enum Fact: Sendable, Hashable, Codable {
    /// A reader or writer of files states something of one of them. A format knows best what it
    /// lacks, so that a new format needs no new case.
    case stated(Kind, String)

    /// Executions of one benchmark key crashed or timed out.
    case failed(crashed: Int, timedOut: Int, executions: Int)
    /// Executions of several benchmark keys crashed or timed out, and took no part.
    case leftOut([Failures])

    /// Results of this format are means of many operations, so that differences up to a fraction
    /// do not matter.
    case relativeTolerance(fraction: Double, format: String)
    /// The tolerance, in seconds, is more than 5 % of the median iteration of some benchmarks.
    case coarseTolerance(seconds: Double, Benchmarks)
    /// The variance of a segment, read as seconds, is more than the tolerance, in seconds, in some
    /// executions of some benchmarks, so that the tolerance has no effect there.
    case ineffectiveTolerance(seconds: Double, executions: Int, Benchmarks)
    /// The last iterations of so many executions of some benchmarks differ from their steady state;
    /// the greatest such change.
    case lateChange(executions: Int, greatest: LateExecution, Benchmarks)

    /// So many executions of some benchmarks were stopped when they looked steady.
    case stoppedWhenSteady(executions: Int, Benchmarks)
    /// So few executions of some benchmarks completed that rare events may not show.
    case fewExecutions(completed: ClosedRange<Int>, enough: Int, Benchmarks)
    /// So few executions of one benchmark key completed that intervals cover too little.
    case fewExecutionsForIntervals(completed: Int, enough: Int)
    /// So few executions of some of all compared benchmarks completed that steady iterations may
    /// differ by chance.
    case fewExecutionsToCompare(benchmarks: Int, of: Int, enough: Int)
    /// So many executions without a steady state were left out of a comparison, or so many more on
    /// one side, that the others may mislead.
    case doubtfulSelection(Selection)
    /// Only one execution of some benchmarks is steady, so that nothing is known of how executions
    /// differ, and their performance has no interval.
    case singleExecution(Benchmarks)
    /// An execution has one iteration, in which nothing can warm up.
    case singleIteration
    /// An execution has so few iterations that no changepoint can be found.
    case tooShortForChangepoints(enough: Int)
    /// Executions are too short for the window that outliers are judged in: the number of
    /// iterations of the shortest, and the benchmarks unless the warning is of one key.
    case tooShortForWindow(iterations: Int, Benchmarks?)

    /// The configured warmup is not enough.
    case insufficientWarmup(InsufficientWarmup)

    /// All times are the same.
    case equalTimes
    /// A median iteration is so many steps of the resolution of its times, fewer than 100.
    case coarseClock(steps: Double)
    /// The times of the executions of these indices, from 0, stand in order of their size.
    case sortedTimes(executions: [Int])

    /// The two compared results were analyzed with different options.
    case differentOptions
    /// No benchmark on a side has this name.
    case unknownBenchmark(String, Side)
    /// No VM on a side has this name.
    case unknownVM(String, Side)
  }

  /// A side of a comparison.
  package enum Side: Sendable, Hashable, Codable {
    case baseline, candidate
  }

  /// Some of all benchmarks.
  package struct Benchmarks: Sendable, Hashable, Codable {
    /// The keys of those that the warning concerns.
    package var keys: [BenchmarkKey]
    /// How many benchmarks there are in all.
    package var total: Int

    /// Creates a part of all benchmarks.
    package init(_ keys: [BenchmarkKey], of total: Int) {
      self.keys = keys
      self.total = total
    }
  }

  /// How many executions of a benchmark key did not complete.
  package struct Failures: Sendable, Hashable, Codable {
    /// The key.
    package var key: BenchmarkKey
    /// How many executions crashed.
    package var crashed: Int
    /// How many executions timed out.
    package var timedOut: Int
    /// How many executions there are, completed or not.
    package var executions: Int

    /// Creates a count of failures.
    package init(key: BenchmarkKey, crashed: Int, timedOut: Int, executions: Int) {
      self.key = key
      self.crashed = crashed
      self.timedOut = timedOut
      self.executions = executions
    }
  }

  /// An execution whose last iterations differ from its steady state.
  package struct LateExecution: Sendable, Hashable, Codable {
    /// Its benchmark key.
    package var key: BenchmarkKey
    /// Its index, from 0.
    package var execution: Int
    /// How the last iterations differ.
    package var change: LateChange

    /// Creates it from its parts.
    package init(key: BenchmarkKey, execution: Int, change: LateChange) {
      self.key = key
      self.execution = execution
      self.change = change
    }
  }

  /// What is known of a configured warmup that is not enough.
  package struct InsufficientWarmup: Sendable, Hashable, Codable {
    /// The program that ran the benchmarks; `nil` where it is not known.
    package var harness: String?
    /// The least and the greatest number of iterations of the configured warmup.
    package var configured: ClosedRange<Int>
    /// Whether some of the warmup is not among the iterations that were analyzed.
    package var isOmitted: Bool
    /// How many executions were judged.
    package var executions: Int
    /// Of which benchmarks they are; `nil` if only one could be judged.
    package var benchmarks: Benchmarks?
    /// How many executions needed a longer warmup.
    package var tooShort: Int
    /// How many executions have no steady state.
    package var neverSteady: Int
    /// The execution that needed the longest warmup; `nil` if none has a steady state.
    package var longest: Longest?

    /// The execution that needed the longest warmup.
    package struct Longest: Sendable, Hashable, Codable {
      /// Its benchmark key.
      package var key: BenchmarkKey
      /// Its index, from 0.
      package var execution: Int
      /// How many iterations of warmup it needed.
      package var needed: Int
      /// Whether executions of several keys needed more, so that its key is worth naming.
      package var isOneOfSeveralKeys: Bool
    }
  }
}

extension Warning.Fact {
  /// What it is about.
  package var kind: Warning.Kind {
    switch self {
    case .stated(let kind, _): kind
    case .failed, .leftOut: .crashedExecutions
    case .relativeTolerance: .relativeTolerance
    case .coarseTolerance: .coarseTolerance
    case .doubtfulSelection: .leftOutExecutions
    case .ineffectiveTolerance: .ineffectiveTolerance
    case .lateChange: .lateChange
    case .stoppedWhenSteady: .stoppedWhenSteady
    case .fewExecutions, .fewExecutionsForIntervals, .fewExecutionsToCompare, .singleExecution,
      .singleIteration, .tooShortForChangepoints, .tooShortForWindow:
      .fewMeasurements
    case .insufficientWarmup: .insufficientWarmup
    case .equalTimes: .equalTimes
    case .coarseClock: .coarseClock
    case .sortedTimes: .lostOrder
    case .differentOptions, .unknownBenchmark, .unknownVM: .incompleteData
    }
  }
}
