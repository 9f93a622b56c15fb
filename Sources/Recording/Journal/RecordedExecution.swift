// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// All that is known of one execution.
public struct RecordedExecution: Sendable, Hashable, Codable {
  /// How an execution ended, by Krun's letters.
  public enum Flag: String, Sendable, Hashable, Codable {
    /// It completed.
    case completed = "C"
    /// It crashed, or its times could not be used.
    case failed = "E"
    /// It took too long, and was killed.
    case timedOut = "T"
  }

  /// How it ended.
  public var flag: Flag
  /// The times of its iterations in seconds; also of one that failed, as far as they came.
  public var times: [Double]
  /// Counts of the processor for each iteration, where the program told them.
  public var counters: ProcessorCounters?
  /// The times of each benchmark, where a harness ran another one than the plan says, or several.
  public var parts: [String: [Double]] = [:]
  /// Whether it is set aside as warmup.
  public var isWarmup = false
  /// The how manieth attempt it is, from 1.
  public var attempt = 1
  /// When it began, in ISO 8601.
  public var start = ""
  /// The wall time of the process, in seconds.
  public var wallTime = 0.0
  /// The time of the processor in user mode, in seconds.
  public var userTime = 0.0
  /// The time of the processor in the kernel, in seconds.
  public var systemTime = 0.0
  /// The most memory that it had, in bytes.
  public var peakMemory = 0
  /// Page faults that took no disk.
  public var minorFaults = 0
  /// Page faults that took one.
  public var majorFaults = 0
  /// Switches to other processes because it waited.
  public var voluntarySwitches = 0
  /// Switches to other processes because it had to.
  public var involuntarySwitches = 0
  /// The cycles of the processor, of the program and all that it started; `nil` where the machine
  /// does not count them.
  public var cycles: Int?
  /// The instructions, counted as ``cycles``.
  public var instructions: Int?
  /// How often it moved to another processor; `nil` where that is not counted.
  public var migrations: Int?
  /// Whether cycles and instructions are those of user mode only, since the system shows no others.
  public var countsUserModeOnly: Bool?
  /// The exit code; `nil` if a signal ended it.
  public var exitCode: Int?
  /// The signal that ended it.
  public var signal: Int?
  /// What the machine said before it.
  public var before: MachineCounters?
  /// What the machine said after it.
  public var after: MachineCounters?
  /// What disturbed it, or is wrong with it.
  public var warnings: [String] = []
  /// Why it would have been run again, if it had not been so often already.
  public var disturbance: String?
  /// Whether it had fewer iterations than it was asked for.
  public var isShort = false
  /// Where the rule stopped it, or would have.
  public var steadyStop: SteadyRule.Stop?
  /// Whether it was stopped, and why: `steady`, or `not steady` when its time was over.
  public var stopped: String?
  /// The boot of the machine.
  public var boot: String?
  /// The command as it ran.
  public var command: [String] = []
  /// The values of parameters.
  public var parameters: [String: String] = [:]
  /// The beginning and the end of its other output.
  public var output: String?
  /// The beginning and the end of what it said on the standard error.
  public var errorOutput: String?

  /// Creates a record of an execution that ended so.
  public init(flag: Flag, times: [Double]) {
    self.flag = flag
    self.times = times
  }
}

extension RecordedExecution {
  /// The execution as the library sees it.
  public var measurement: ProcessExecution {
    guard flag == .completed, !times.isEmpty else {
      return ProcessExecution(failed: flag == .timedOut ? .timedOut : .crashed)
    }
    var execution = ProcessExecution(times: times, counters: counters)
    if stopped == Self.steady { execution.steadyStop = steadyStop }
    return execution
  }

  /// What ``stopped`` says of an execution that looked steady, and of one that never did.
  static let steady = "steady"
  static let notSteady = "not steady"
}
