// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// An execution as a ``SteadyRule`` sees it while it runs: iteration by iteration.
public struct SteadyWatch: Sendable {
  /// The rule that is followed.
  public let rule: SteadyRule
  /// The last values, in the order they came and sorted.
  private var recent: [Double] = []
  private var sorted: [Double] = []
  /// The sums of the first i values, clipped, and of the first i durations.
  private var sums = [0.0]
  private var ends = [0.0]
  /// How many iterations there were at the last check.
  private var lastCheck: Int?

  /// The least number of iterations that the rule judges.
  static let leastIterations = 8
  /// How many of the last values decide where a value is clipped.
  private static let window = 31
  /// How much longer the execution is at each check than at the one before.
  private static let growth = 1.02

  /// Begins an execution.
  public init(_ rule: SteadyRule) { self.rule = rule }

  /// How many iterations there were.
  public var count: Int { sums.count - 1 }

  /// Adds the next iteration; returns where to stop if the execution looks steady.
  ///
  /// - Parameters:
  ///   - time: the value of the iteration, positive and finite.
  ///   - duration: how long it took, in seconds.
  ///   - isLast: whether no iteration follows, so that it is looked at in any case.
  /// - Complexity: amortized O(1) but for the search through the candidates, of which there are
  ///   O(log n) for n iterations.
  public mutating func add(
    _ time: Double, duration: Double, isLast: Bool = false
  ) -> SteadyRule.Stop? {
    remember(time)
    sums.append(sums[count] + clipped(time))
    ends.append(ends[ends.count - 1] + duration)
    return isDue || isLast ? check() : nil
  }

  /// Looks at the execution as it is; `nil` if it does not look steady.
  public mutating func check() -> SteadyRule.Stop? {
    lastCheck = count
    guard count >= Self.leastIterations, ends[count] >= rule.minimumTime else { return nil }
    var candidate = 0.0
    while true {
      let warmup = Int(clamped: candidate)
      let measured = ends[count] - ends[min(warmup, count)]
      guard warmup <= count - Self.leastIterations,
        measured >= max(rule.minimumTime, rule.shareOfWarmup * ends[warmup])
      else { return nil }
      if isSteady(from: warmup) { return SteadyRule.Stop(warmup: warmup, iterations: count) }
      candidate = candidate == 0 ? 1 : 1.15 * candidate + 1
    }
  }

  private var isDue: Bool {
    guard let lastCheck else { return count == Self.leastIterations }
    return Double(count) >= Self.growth * Double(lastCheck)
  }

  private mutating func remember(_ time: Double) {
    if recent.count == Self.window {
      let oldest = recent.removeFirst()
      if let place = sorted.firstIndex(of: oldest) { sorted.remove(at: place) }
    }
    recent.append(time)
    sorted.insert(time, at: sorted.firstIndex { $0 > time } ?? sorted.count)
  }

  /// A value without what makes it an outlier among the last ones.
  private func clipped(_ time: Double) -> Double {
    let count = sorted.count
    guard count >= 7 else { return time }
    let median = sorted[count / 2]
    let spread = sorted[3 * count / 4] - sorted[count / 4]
    let reach = 3 * spread + 0.002 * median
    return min(max(time, median - reach), median + reach)
  }

  /// The means of equal parts of the iterations from `start` on.
  private func means(from start: Int, parts: Int) -> [Double] {
    let length = count - start
    return (0..<parts).map { part in
      let begin = start + length * part / parts
      let end = start + length * (part + 1) / parts
      return (sums[end] - sums[begin]) / Double(end - begin)
    }
  }

  private func isSteady(from start: Int) -> Bool {
    let length = count - start
    let mean = (sums[count] - sums[start]) / Double(length)
    let isLevel = means(from: start, parts: 4).allSatisfy {
      abs($0 - mean) <= rule.deviation * mean
    }
    guard isLevel else { return false }
    guard ends[count] < rule.patience else { return true }
    let batches = means(from: start, parts: length < 20 ? max(3, length / 2) : 10)
    return Self.relativeHalfWidth(of: batches) <= rule.precision
  }

  /// The half-width of the 95 % t interval of batch means, as a part of their mean and as if they
  /// were independent, which the batches of a benchmark seldom are: a measure of unrest, and no
  /// interval to be shown.
  private static func relativeHalfWidth(of batches: [Double]) -> Double {
    let number = Double(batches.count)
    let mean = batches.reduce(0, +) / number
    let squares = batches.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / (number - 1)).squareRoot()
    return quantiles[batches.count - 3] * deviation / (number.squareRoot() * mean)
  }

  /// The 0.975-quantiles of Student's t distribution for 3 to 10 batches, in the two decimals that
  /// the presets were chosen with: the third decimal moves the stop of one execution in 170.
  private static let quantiles = [4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26]
}
