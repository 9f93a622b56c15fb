// SPDX-License-Identifier: GPL-3.0-or-later

/// One operating-system process that ran a benchmark: the wall-clock time of each of its
/// in-process iterations, in seconds, and what else was recorded of it.
public struct ProcessExecution: Sendable, Hashable {
  /// How a process execution ended.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// It ran all of its iterations.
    case completed
    /// It crashed, and left no times.
    case crashed
    /// It took too long, was killed, and left no times.
    case timedOut = "timed out"
  }

  /// The wall-clock time of each in-process iteration, in seconds, in the order they ran.
  ///
  /// Every time is finite and positive. Empty if the execution did not complete, and if its times
  /// were not kept.
  public var times: [Double]
  /// How the execution ended.
  public var outcome: Outcome
  /// How many of the leading ``times`` the harness itself regarded as warmup; `nil` where it
  /// did not say.
  public var harnessWarmupIterations: Int?
  /// How many iterations the harness ran as warmup before the first of ``times``, and that are not
  /// among them; `nil` where it did not say.
  public var omittedWarmupIterations: Int?
  /// Core-cycle, aperf and mperf counts of the iterations, where the harness recorded them.
  public var counters: ProcessorCounters?

  /// Creates a completed execution.
  ///
  /// - Precondition: `times` is not empty, and each is finite and positive.
  public init(
    times: [Double], harnessWarmupIterations: Int? = nil, omittedWarmupIterations: Int? = nil,
    counters: ProcessorCounters? = nil
  ) {
    precondition(!times.isEmpty, "a completed execution has at least one iteration")
    precondition(
      times.allSatisfy { $0 > 0 && $0 < .infinity }, "times are finite and positive")
    self.times = times
    self.outcome = .completed
    self.harnessWarmupIterations = harnessWarmupIterations
    self.omittedWarmupIterations = omittedWarmupIterations
    self.counters = counters
  }

  /// Whether the execution completed, but its times were not kept: of a stored result the analysis
  /// alone is left.
  public var lacksTimes: Bool { outcome == .completed && times.isEmpty }

  /// A completed execution whose times were not kept.
  package static let withoutTimes: ProcessExecution = {
    var execution = ProcessExecution(failed: .crashed)
    execution.outcome = .completed
    return execution
  }()

  /// Creates an execution that left no times.
  ///
  /// - Precondition: `outcome` is not `.completed`.
  public init(failed outcome: Outcome) {
    precondition(outcome != .completed, "a failed execution did not complete")
    self.times = []
    self.outcome = outcome
  }
}

/// What the processor counted during each in-process iteration, per core.
///
/// The first index is the core, the second the iteration. An array is empty where the harness
/// did not record that counter.
public struct ProcessorCounters: Sendable, Hashable {
  /// Core cycles, by core and iteration.
  public var coreCycles: [[Double]]
  /// Counts of the APERF register (cycles at the actual frequency), by core and iteration.
  public var aperf: [[Double]]
  /// Counts of the MPERF register (cycles at the nominal frequency), by core and iteration.
  public var mperf: [[Double]]

  /// Creates counters from arrays indexed by core, then by iteration.
  public init(coreCycles: [[Double]] = [], aperf: [[Double]] = [], mperf: [[Double]] = []) {
    self.coreCycles = coreCycles
    self.aperf = aperf
    self.mperf = mperf
  }
}
