// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL

/// The mean over process executions of their mean times, and how well it is known.
struct MeanOfExecutions: Sendable, Hashable {
  /// The mean, in the unit of the values.
  var mean: Double
  /// The squared standard error of the mean, in the unit of the values squared.
  var squaredError: Double
  /// How many independent squares the error was estimated from; infinite if it was stated.
  var degreesOfFreedom: Double

  /// Creates a mean from its parts.
  init(mean: Double, squaredError: Double, degreesOfFreedom: Double) {
    self.mean = mean
    self.squaredError = squaredError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// From a nested sample, by the means of its highest level; `nil` if that is repeated only once.
  init?(of sample: NestedSample) {
    let size = sample.values.count / sample.repetitions[0]
    self.init(
      means: (0..<sample.repetitions[0]).map { index in
        Array(sample.values[(index * size)..<((index + 1) * size)]).accurateMean
      })
  }

  /// From the mean of each execution; `nil` if there are fewer than two.
  ///
  /// - Parameters:
  ///   - means: the mean of each execution.
  ///   - clockVariances: for each execution, the variance that the resolution of the clock adds to
  ///     its mean, so that equal means are not taken for certainty.
  init?(means: [Double], clockVariances: [Double] = []) {
    guard means.count > 1 else { return nil }
    let count = Double(means.count)
    self.init(
      mean: means.accurateMean,
      squaredError: means.sampleVariance / count + clockVariances.reduce(0, +) / (count * count),
      degreesOfFreedom: count - 1)
  }

  /// From the mean of each execution and the standard deviation between executions, as a part of
  /// the mean, that is known from elsewhere; `nil` if there is no execution.
  init?(means: [Double], clockVariances: [Double], relativeDeviation: Double) {
    guard !means.isEmpty else { return nil }
    let (mean, count) = (means.accurateMean, Double(means.count))
    let deviation = relativeDeviation * mean
    self.init(
      mean: mean,
      squaredError: deviation * deviation / count + clockVariances.reduce(0, +) / (count * count),
      degreesOfFreedom: .infinity)
  }

  /// The t interval of the mean.
  ///
  /// - Precondition: `level`, 1 − α, lies in (0, 1).
  func estimate(level: Double) -> Estimate {
    let halfWidth = halfWidth(level: level)
    return Estimate(center: mean, lower: mean - halfWidth, upper: mean + halfWidth, level: level)
  }

  /// The distance of the interval's ends from the mean, t(1 − α/2)·√(squared error).
  func halfWidth(level: Double) -> Double {
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    return StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + level) / 2)
      * squaredError.squareRoot()
  }
}
