// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import WarmupStats

/// How long forks run by a way to stop them, and how far what is measured is from what is published.
struct SteadyRuleFigures {
  /// How many seconds each fork runs.
  private var totals: [Double] = []
  /// How many seconds the warmup is longer than the published one.
  private var errors: [Double] = []
  /// How far the means of the measured and the published steady parts differ.
  private var deviations: [Double] = []
  /// How many forks the way never stops.
  private var unstopped = 0

  /// How far a warmup may be off, in seconds, and a mean, as a part of it.
  private static let allowedError = 5.0
  private static let allowedDeviation = 0.05
  private static let draws = 1000

  /// Adds a fork.
  ///
  /// - Parameters:
  ///   - start: the last iteration before the published steady part.
  ///   - stop: where the fork is stopped; `nil` if never.
  mutating func add(
    _ times: [Double], start: Int, stop: SteadyRule.Stop?,
    using generator: inout some RandomNumberGenerator
  ) {
    let durations = times.map(PublishedForks.duration)
    totals.append(durations.prefix(stop?.iterations ?? times.count).reduce(0, +))
    guard let stop else {
      unstopped += 1
      return
    }
    errors.append(
      durations[..<stop.warmup].reduce(0, +) - durations[...start].reduce(0, +))
    deviations.append(
      Self.deviation(
        of: Array(times[stop.measured]), from: Array(times[(start + 1)...]), using: &generator))
  }

  /// 0 if the 95 % percentile interval of the ratio of means, resampled, holds 1; else how far its
  /// middle is from 1.
  private static func deviation(
    of measured: [Double], from steady: [Double], using generator: inout some RandomNumberGenerator
  ) -> Double {
    func mean(_ values: [Double]) -> Double {
      var sum = 0.0
      for _ in values.indices { sum += values[Int.random(in: 0..<values.count, using: &generator)] }
      return sum / Double(values.count)
    }
    let ratios = (0..<draws).map { _ in mean(measured) / mean(steady) }.sorted()
    let (low, high) = (ratios[draws / 40], ratios[draws - 1 - draws / 40])
    return low <= 1 && 1 <= high ? 0 : abs((low + high) / 2 - 1)
  }

  /// The mean time that forks run.
  var meanTotal: Double { Self.mean(totals) }

  /// The cells of a row.
  func cells(_ name: String) -> [String] {
    func part(_ values: [Double], _ isCounted: (Double) -> Bool) -> Double {
      Double(values.count(where: isCounted)) / Double(max(values.count, 1))
    }
    func fixed(_ value: Double, _ digits: Double) -> String {
      "\((value * digits).rounded() / digits)"
    }
    return [
      name, "\(totals.count)", "\(unstopped)",
      fixed(totals.sorted()[totals.count / 2], 10), fixed(meanTotal, 10),
      fixed(part(errors) { $0 <= -Self.allowedError }, 100),
      fixed(part(errors) { $0 >= Self.allowedError }, 100), fixed(Self.mean(deviations), 1000),
      fixed(100 * part(deviations) { $0 > Self.allowedDeviation }, 10) + " %",
    ]
  }

  static let headings = [
    "stopped by", "forks", "never", "median s", "mean s", "under", "over", "RPD mean", "RPD > 5 %",
  ]

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
