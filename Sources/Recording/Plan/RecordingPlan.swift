// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What is to be recorded, and under which conditions.
public struct RecordingPlan: Sendable, Hashable, Codable {
  /// Commands that run around executions, each a list of words; `nil` for none.
  public struct Hooks: Sendable, Hashable, Codable {
    /// Before the first execution of a key.
    public var setup: [String]?
    /// Before each execution.
    public var prepare: [String]?
    /// After each execution.
    public var conclude: [String]?
    /// After the last execution of a key.
    public var cleanup: [String]?

    /// Creates no hooks.
    public init() {}
  }

  /// The benchmarks.
  public var benchmarks: [RecordedBenchmark]
  /// The order of their executions.
  public var order: ExecutionOrder
  /// What starts the generator that shuffles and pads.
  public var seed: UInt64
  /// What programs run under.
  public var launch: LaunchConditions
  /// What runs around them.
  public var hooks: Hooks
  /// Exit codes that count as success beside 0; `nil` for any.
  public var ignoredExitCodes: Set<Int>?
  /// How often an execution that the machine disturbed is run again.
  public var retries: Int
  /// Whether conditions that are not as they should be refuse the recording.
  public var isStrict: Bool
  /// How many seconds to wait before each execution; `nil` for none, and no `sync`.
  public var settlingTime: Double?
  /// When to stop an execution; `nil` when it ends.
  public var steadyRule: SteadyRule?
  /// After how many seconds an execution that does not look steady is stopped.
  public var longestTime: Double
  /// How many seconds all may take; `nil` for any time.
  public var totalTime: Double?
  /// Whether each execution needs a boot of its own.
  public var needsFreshBoot: Bool
  /// The text of the configuration file; empty if there is none.
  public var configuration: String
  /// The ratio of APERF to MPERF within which the processors must have run, if that is asked for.
  public var clockRatio: ClosedRange<Double>?

  /// Creates a plan of benchmarks; all else is as it is without an option.
  public init(benchmarks: [RecordedBenchmark], seed: UInt64) {
    self.benchmarks = benchmarks
    self.seed = seed
    order = .rounds
    launch = LaunchConditions()
    hooks = Hooks()
    ignoredExitCodes = []
    retries = 3
    isStrict = false
    settlingTime = nil
    steadyRule = nil
    longestTime = 300
    totalTime = nil
    needsFreshBoot = false
    configuration = ""
    clockRatio = nil
  }

  /// What differs from an earlier plan so that its journal cannot go on.
  ///
  /// - Parameter allowsMore: whether more executions, other benchmarks beside those that have data,
  ///   and a longer time-out are allowed.
  package func differences(from old: RecordingPlan, allowsMore: Bool) -> [String] {
    var found: [String] = []
    let current = Dictionary(benchmarks.map { ($0.key, $0) }) { first, _ in first }
    for benchmark in old.benchmarks {
      guard let now = current[benchmark.key] else {
        found.append("\(benchmark.key) is no longer there")
        continue
      }
      found += benchmark.differences(to: now)
      let (before, after) = (benchmark.totalExecutions, now.totalExecutions)
      if before != after, !allowsMore || after < before {
        found.append("\(benchmark.key): there were \(before) executions, and are \(after)")
      }
      if benchmark.timeout != now.timeout,
        !allowsMore || now.timeout ?? .infinity < benchmark.timeout ?? .infinity
      {
        found.append("\(benchmark.key): the time-out is another one")
      }
    }
    let known = Set(old.benchmarks.map(\.key))
    for benchmark in benchmarks where !known.contains(benchmark.key) && !allowsMore {
      found.append("\(benchmark.key) is new")
    }
    if old.order != order { found.append("the order was \(old.order), and is \(order)") }
    if old.launch != launch { found.append("what programs run under is another thing") }
    if old.steadyRule != steadyRule || old.longestTime != longestTime {
      found.append("the rule that stops executions is another one")
    }
    if old.hooks != hooks { found.append("the commands around executions are others") }
    return found
  }
}

extension RecordedBenchmark {
  /// How many executions there are with those that are set aside, if that is known.
  var totalExecutions: Int {
    (executions ?? Self.leastExecutions) + warmupExecutions
  }
}
