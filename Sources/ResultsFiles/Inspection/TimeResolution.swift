// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The step in which times were recorded, as the times themselves show it.
///
/// It is the greatest step of which all times are multiples, within a twentieth of it: that of the
/// clock, or that of the digits which were written. Times that were divided, such as means over
/// many operations and inverted rates, show none.
public struct TimeResolution: Sendable, Hashable {
  /// The step, in seconds.
  public var step: Double
  /// How many different multiples of the step the times are.
  package var distinctTimes: Int
  /// How far a time is from a multiple of the step at most, as a part of the step; at most 0.05.
  package var deviation: Double

  /// At most how probable it is that the true step is finer, in [0, 1].
  ///
  /// With a clock that is m times finer, a time that is not near another one is a multiple of this
  /// step with probability 1/m, and N of them are with m⁻ᴺ; summed over all m that is at most 2¹⁻ᴺ.
  /// Times near the same multiple count once, since times cluster: those before and after a warmup
  /// of a factor of two are multiples of the same step without any clock.
  package var doubt: Double {
    Double(sign: .plus, exponent: 1 - min(distinctTimes, 1000), significand: 1)
  }

  /// How far a time may be from a multiple, as a part of the step.
  private static let tolerance = 0.05
  /// The fewest different times that say anything: fewer are multiples of some step by chance.
  private static let fewestTimes = 5
  /// How many different times may be near one multiple: those of a clock are there by rounding
  /// alone, and times that cluster are not those of a clock.
  private static let mostPerMultiple = 4
  /// How many of the times the search for candidates looks at.
  private static let sampleSize = 1000
  /// How many gaps between them: all are multiples of twice the step once in 2³² times, and
  /// larger ones only add errors.
  private static let mostGaps = 32
  /// The least step, in seconds: finer ones are those of floating-point numbers, not of clocks.
  private static let finestStep = 1e-12

  /// Finds the resolution of `times`, in seconds; `nil` if they show none.
  ///
  /// Times outside of the range that can be analyzed show none.
  ///
  /// - Complexity: O(n log n) for n times.
  package init?(of times: [Double]) {
    guard let sample = SortedSample(times) else { return nil }
    self.init(of: sample)
  }

  /// Finds the resolution of times that are sorted already.
  init?(of sample: SortedSample) {
    guard sample.values.count >= Self.fewestTimes else { return nil }
    var distinct: [Double] = []
    distinct.reserveCapacity(sample.values.count)
    for time in sample.values where distinct.last != time { distinct.append(time) }
    guard distinct.count >= Self.fewestTimes, let greatest = distinct.last,
      distinct.allSatisfy(TimeRange.contains)
    else { return nil }
    // What reading a number and converting its unit may have changed.
    let precision = greatest * 4 * Double.ulpOfOne
    let stride = max(1, distinct.count / Self.sampleSize)
    let search = DivisorSearch(
      in: Swift.stride(from: 0, to: distinct.count, by: stride).map { distinct[$0] })
    var best: Confirmed?
    var noise = precision
    var last: DivisorSearch.Found?
    while noise < greatest {
      let found = search.divisor(noise: noise, after: last)
      // What was found before was tried before.
      if let found, found != last {
        for candidate in [found.refined, found.divisor]
        where candidate > max(precision / Self.tolerance, Self.finestStep, 1.01 * (best?.step ?? 0))
        {
          best = Self.confirmed(candidate, of: distinct) ?? best
        }
      }
      last = found
      noise *= 3
    }
    guard let best else { return nil }
    step = best.step
    distinctTimes = best.multiples
    deviation = best.deviation
  }

  /// Looks for the step of some times, under several assumptions of how noisy they are.
  private struct DivisorSearch {
    /// The times, ascending.
    private let sorted: [Double]
    /// The gaps between them, ascending.
    private let gaps: [Double]

    /// A step that may be that of the times.
    struct Found: Hashable {
      /// The greatest common divisor as it comes, since much noise misleads what is refined.
      var divisor: Double
      /// The divisor, refined, of one time too.
      var refined: Double
      /// Whether that time is no multiple of the divisor, so that more noise may lead elsewhere.
      var isReduced: Bool
    }

    init(in sorted: [Double]) {
      self.sorted = sorted
      gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.sorted()
    }

    /// The greatest common divisor of the smallest gaps between the times and of one time, taking
    /// for zero what is no more than `noise`.
    ///
    /// - Parameter last: What was found with less noise.
    func divisor(noise: Double, after last: Found?) -> Found? {
      // The divisor is the least of all that was not taken for zero, and it still is not.
      if let last, noise < last.divisor, !last.isReduced { return last }
      let countable = gaps.drop { $0 <= noise }
      guard var divisor = countable.first else { return nil }
      for gap in countable.prefix(TimeResolution.mostGaps) {
        divisor = Double.commonDivisor(gap, divisor, noise: noise)
      }
      if let last, last.divisor == divisor, !last.isReduced { return last }
      var found = Found(
        divisor: divisor, refined: TimeResolution.refined(divisor, by: sorted), isReduced: false)
      let remainder = TimeResolution.remainder(of: sorted[0], by: found.refined)
      if remainder > TimeResolution.tolerance * found.refined {
        found.refined = TimeResolution.refined(
          Double.commonDivisor(found.refined, remainder, noise: noise), by: sorted)
        found.isReduced = true
      }
      return found
    }
  }

  /// How far `value` is from a multiple of `divisor`.
  private static func remainder(of value: Double, by divisor: Double) -> Double {
    value.remainder(dividingBy: divisor).magnitude
  }

  /// The divisor that fits best by least squares to the distances from the first of `sorted`, which
  /// make it the more exact the greater they are.
  private static func refined(_ divisor: Double, by sorted: [Double]) -> Double {
    var (refined, products, squares) = (divisor, 0.0, 0.0)
    for value in sorted.dropFirst() {
      let distance = value - sorted[0]
      let count = (distance / refined).rounded()
      guard (distance / refined - count).magnitude < 0.25 else { continue }
      products += distance * count
      squares += count * count
      if squares > 0 { refined = products / squares }
    }
    return refined
  }

  /// A step of which all times are multiples.
  private struct Confirmed {
    var step: Double
    /// How far a time is from a multiple at most, as a part of the step.
    var deviation: Double
    /// How many different multiples there are.
    var multiples: Int
  }

  /// A candidate, or the round number near it, if all times are multiples of it, and of so many
  /// different ones that this says something.
  private static func confirmed(_ candidate: Double, of times: [Double]) -> Confirmed? {
    for step in [rounded(candidate), candidate] {
      var confirmed = Confirmed(step: step, deviation: 0, multiples: 0)
      var last = 0.0
      for time in times {
        let deviation = time < step / 2 ? 1 : remainder(of: time, by: step) / step
        confirmed.deviation = max(confirmed.deviation, deviation)
        if deviation > tolerance { break }
        let multiple = (time / step).rounded()
        if multiple != last { confirmed.multiples += 1 }
        last = multiple
      }
      if confirmed.deviation <= tolerance, confirmed.multiples >= fewestTimes,
        times.count <= mostPerMultiple * confirmed.multiples
      {
        return confirmed
      }
    }
    return nil
  }

  /// The nearest number with one significant digit, since most clocks and all digits have such
  /// steps.
  private static func rounded(_ step: Double) -> Double {
    var scale = 1.0
    while step * scale < 1 { scale *= 10 }
    while step * scale >= 10 { scale /= 10 }
    return (step * scale).rounded() / scale
  }
}
