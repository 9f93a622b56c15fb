// SPDX-License-Identifier: GPL-3.0-or-later

/// How long the iterations of a series took, apart from the times that were recorded of them.
public enum IterationClock: Sendable, Hashable {
  /// Each as long as its time: the benchmark ran once in it.
  case ownTime
  /// Each filled with invocations for so many seconds, as JMH does; the recorded time is the mean of
  /// one. For a time x that makes ⌈seconds / x⌉ · x.
  case filled(seconds: Double)

  /// How long one iteration took, in seconds.
  public func time(_ recorded: Double) -> Double {
    switch self {
    case .ownTime: recorded
    case .filled(let seconds): (seconds / recorded).rounded(.up) * recorded
    }
  }

  /// How long some iterations took together, in seconds.
  ///
  /// - Complexity: O(n) for n iterations.
  public func time(of recorded: some Sequence<Double>) -> Double {
    recorded.reduce(0) { $0 + time($1) }
  }
}

/// What a harness is told to run in each process: warmup, then what is measured.
public struct RunConfiguration: Sendable, Hashable {
  /// A number of iterations.
  public enum Phase: Sendable, Hashable {
    /// So many of the iterations that were recorded.
    case recorded(Int)
    /// So many iterations of so many seconds each.
    case timed(iterations: Int, seconds: Double)
  }

  /// The recorded iterations that a configuration would have taken.
  public struct Run: Sendable, Hashable {
    /// How many were warmup.
    public var warmup: Int
    /// How many after them were measured.
    public var measurement: Int
    /// Whether there were enough.
    public var isComplete: Bool

    /// Creates a run from its parts.
    package init(warmup: Int, measurement: Int, isComplete: Bool) {
      self.warmup = warmup
      self.measurement = measurement
      self.isComplete = isComplete
    }
  }

  /// The iterations that are thrown away.
  public var warmup: Phase
  /// The iterations that are measured.
  public var measurement: Phase

  /// Creates a configuration.
  public init(warmup: Phase, measurement: Phase) {
    self.warmup = warmup
    self.measurement = measurement
  }

  /// Which of the iterations of an execution the configuration would have taken.
  ///
  /// Iterations of so many seconds are put together from recorded ones: their times are added until
  /// the seconds are reached, and what is over is lost. That takes at least one recorded iteration,
  /// even for no iterations, as in Traini et al. 2023. Where there are too few, all are taken.
  ///
  /// - Complexity: O(n) for n iterations.
  public func run(over times: [Double], clock: IterationClock) -> Run {
    let first = warmup.taken(from: times[...], clock)
    let second = measurement.taken(from: times[first.count...], clock)
    return Run(
      warmup: first.count, measurement: second.count,
      isComplete: first.isComplete && second.isComplete && second.count > 0)
  }
}

extension RunConfiguration.Phase {
  /// How many of the first iterations it takes.
  fileprivate func taken(
    from times: ArraySlice<Double>, _ clock: IterationClock
  ) -> (count: Int, isComplete: Bool) {
    switch self {
    case .recorded(let wanted): return (min(wanted, times.count), wanted <= times.count)
    case .timed(let wanted, let seconds):
      guard wanted > 0 else { return (min(1, times.count), true) }
      var (completed, elapsed) = (0, 0.0)
      for (index, time) in times.enumerated() {
        elapsed += clock.time(time)
        guard elapsed >= seconds else { continue }
        (completed, elapsed) = (completed + 1, 0)
        if completed == wanted { return (index + 1, true) }
      }
      return (times.count, false)
    }
  }
}
