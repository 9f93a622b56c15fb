// SPDX-License-Identifier: GPL-3.0-or-later

/// One operating-system process that ran a benchmark: the wall-clock time of each of its
/// in-process iterations, in seconds, and what else was recorded of it.
public struct ProcessExecution: Sendable, Hashable, Codable {
  /// How a process execution ended.
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
    /// It ran all of its iterations.
    case completed
    /// It crashed, and left no times.
    case crashed
    /// It took too long, was killed, and left no times.
    case timedOut = "timed out"
  }

  /// The times that an iteration can have, in seconds: from a picosecond to some thirty years.
  ///
  /// Squares and sums of such times stay in the range in which arithmetic is accurate.
  public static let possibleTimes = 1e-12...1e9

  /// The wall-clock time of each in-process iteration, in seconds, in the order they ran.
  ///
  /// Every time lies in ``possibleTimes``. Empty if the execution did not complete.
  public private(set) var times: [Double]
  /// How the execution ended.
  public private(set) var outcome: Outcome
  /// How many of the leading ``times`` the harness itself regarded as warmup; `nil` where it
  /// did not say.
  public var harnessWarmupIterations: Int?
  /// How many iterations the harness ran as warmup before the first of ``times``, and that are not
  /// among them; `nil` where it did not say.
  public var omittedWarmupIterations: Int?
  /// Core-cycle, aperf and mperf counts of the iterations, where the harness recorded them.
  public var counters: ProcessorCounters?
  /// Where a ``SteadyRule`` stopped it while it was recorded; `nil` if none did, so that it ran as
  /// long as it was meant to.
  public var steadyStop: SteadyRule.Stop?

  /// Creates a completed execution from the times of its iterations, in seconds.
  ///
  /// - Throws: ``MeasurementError`` if there is no time, or one lies outside ``possibleTimes``.
  /// - Complexity: O(n) for n times.
  public init(
    times: some Sequence<Double>, harnessWarmupIterations: Int? = nil,
    omittedWarmupIterations: Int? = nil, counters: ProcessorCounters? = nil
  ) throws(MeasurementError) {
    let times = Array(times)
    try MeasurementError.check(times)
    self.init(
      times: times, harnessWarmupIterations: harnessWarmupIterations,
      omittedWarmupIterations: omittedWarmupIterations, counters: counters)
  }

  /// Creates a completed execution from the durations of its iterations, as clocks give them.
  ///
  /// - Throws: ``MeasurementError`` if there is none, or one lies outside ``possibleTimes``.
  /// - Complexity: O(n) for n durations.
  public init(times: some Sequence<Duration>) throws(MeasurementError) {
    let times = times.map(\.inSeconds)
    try MeasurementError.check(times)
    self.init(times: times)
  }

  /// Creates a completed execution from times that were checked where they were read, so that an
  /// error could name the place.
  ///
  /// - Precondition: `times` is not empty, and each is finite and positive.
  package init(
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

  /// Creates an execution that left no times.
  ///
  /// - Precondition: `outcome` is not `.completed`.
  public init(failed outcome: Outcome) {
    precondition(outcome != .completed, "a failed execution did not complete")
    self.times = []
    self.outcome = outcome
  }
}

extension ProcessExecution {
  private enum CodingKeys: String, CodingKey {
    case times, outcome, harnessWarmupIterations, omittedWarmupIterations, counters, steadyStop
  }

  /// Decodes an execution, and checks its times.
  ///
  /// - Throws: ``MeasurementError`` for a time outside ``possibleTimes``; what the decoder throws
  ///   where values are missing, of another type, or belong to an execution that failed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    times = try container.decode([Double].self, forKey: .times)
    outcome = try container.decode(Outcome.self, forKey: .outcome)
    harnessWarmupIterations = try container.decodeIfPresent(
      Int.self, forKey: .harnessWarmupIterations)
    omittedWarmupIterations = try container.decodeIfPresent(
      Int.self, forKey: .omittedWarmupIterations)
    counters = try container.decodeIfPresent(ProcessorCounters.self, forKey: .counters)
    steadyStop = try container.decodeIfPresent(SteadyRule.Stop.self, forKey: .steadyStop)
    guard times.isEmpty == (outcome != .completed) else {
      throw DecodingError.dataCorruptedError(
        forKey: .times, in: container,
        debugDescription: "an execution has times exactly if it completed")
    }
    if outcome == .completed { try MeasurementError.check(times) }
  }
}

/// What the processor counted during each in-process iteration, per core.
///
/// The first index is the core, the second the iteration. An array is empty where the harness
/// did not record that counter.
public struct ProcessorCounters: Sendable, Hashable, Codable {
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
