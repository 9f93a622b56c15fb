// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// When to stop measuring an execution, because it looks steady and was measured long enough.
///
/// The rule looks at the iterations that there are, finds the shortest warmup behind which they
/// look steady, and stops if that part is long and precise enough. It serves measuring only: what
/// changes after the stop cannot be seen, so that data it stopped say nothing of the class of an
/// execution. Its thresholds suit VMs whose iterations take about 100 ms; for others it was not
/// validated.
public struct SteadyRule: Sendable, Hashable, Codable {
  /// Settings whose accuracy is known on published executions of JMH benchmarks.
  public enum Preset: String, Sendable, Hashable, Codable, CaseIterable {
    /// The shortest.
    case quick
    /// The default.
    case balanced
    /// The most careful.
    case careful
  }

  /// Where the rule stopped an execution.
  public struct Stop: Sendable, Hashable, Codable {
    /// How many of the iterations are warmup: the measured part begins with this index.
    public var warmup: Int
    /// How many iterations had run when the rule stopped.
    public var iterations: Int

    /// Creates a stop.
    public init(warmup: Int, iterations: Int) {
      self.warmup = warmup
      self.iterations = iterations
    }

    /// The iterations to measure with.
    public var measured: Range<Int> { warmup..<iterations }
  }

  /// How far the mean of each quarter may be from the mean of all, as a part of it.
  public var deviation: Double
  /// How long an execution must have run, and its steady part take at least, in seconds.
  public var minimumTime: Double
  /// How long the steady part must take, as a part of the time of the warmup.
  public var shareOfWarmup: Double
  /// How wide the half-width of the batch means may be, as a part of the mean.
  public var precision: Double
  /// From when on the precision is not asked for, in seconds.
  public var patience: Double

  /// Creates a rule.
  public init(
    deviation: Double, minimumTime: Double, shareOfWarmup: Double, precision: Double,
    patience: Double
  ) {
    self.deviation = deviation
    self.minimumTime = minimumTime
    self.shareOfWarmup = shareOfWarmup
    self.precision = precision
    self.patience = patience
  }

  /// Creates the rule of a preset.
  public init(_ preset: Preset) {
    switch preset {
    case .quick:
      self.init(
        deviation: 0.04, minimumTime: 5, shareOfWarmup: 0.3, precision: 0.015, patience: 80)
    case .balanced:
      self.init(
        deviation: 0.03, minimumTime: 5, shareOfWarmup: 0.5, precision: 0.01, patience: 100)
    case .careful:
      self.init(
        deviation: 0.02, minimumTime: 20, shareOfWarmup: 0.5, precision: 0.01, patience: 100)
    }
  }

  /// Where the rule stops an execution whose iterations take these times, in seconds; `nil` if it
  /// never looks steady.
  ///
  /// - Parameters:
  ///   - times: the values of the iterations, positive and finite.
  ///   - durations: how long each iteration took, where its value is a mean of several operations;
  ///     the values themselves if `nil`.
  /// - Complexity: O(n log n) for n iterations.
  public func stop(in times: [Double], durations: [Double]? = nil) -> Stop? {
    var watch = SteadyWatch(self)
    for (index, time) in times.enumerated() {
      let stop = watch.add(
        time, duration: durations?[index] ?? time, isLast: index == times.count - 1)
      if let stop { return stop }
    }
    return nil
  }
}
