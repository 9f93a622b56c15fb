// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

// A short Fourier series is exact only if the characteristic function stays near 0 at all of the
// frequencies that it leaves out. Values recorded with a coarse clock, or one huge value, make it
// come back to 1 far out, so that has to be ruled out, for less than the cost of looking at each.

extension ResampledSum {
  /// The frequency of a step of 2·10⁻⁴ of a typical 99 % interval's half-width, 2.58 standard
  /// deviations: structure that is finer moves a quantile by at most half of that.
  static let finestFrequency = 12_500.0

  /// Whether the modulus of the characteristic function is shown to stay below 1e-11 at every
  /// frequency between two.
  ///
  /// `false` means that it was not shown.
  ///
  /// - Complexity: about 10⁵ steps of 1 ns for a thousand values.
  func isNegligible(from frequency: Double, to last: Double) -> Bool {
    let needed = 25.0  // exp(−25) is about 1e-11
    var first = boundedByMoments(from: frequency, needed: needed)
    // Far out some of the values show it, and some there must be, for there the steps are many.
    let largest = max(1, segments.reduce(0) { $0 + $1.deviations.count } / 120)
    var stride = 1
    while first < last {
      let end = stride == largest && first > 48 ? last : min(last, 4 * first)
      guard
        isNegligible(from: first, to: end, valuesApart: stride, needed: needed)
          || isNegligible(from: first, to: end, valuesApart: max(1, stride / 3), needed: needed)
      else { return false }
      first = end
      stride = min(stride * 4, largest)
    }
    return true
  }

  /// From so many values on a part of them is looked at, and below at all.
  static let fewValues = 120
  /// Below so many values the characteristic function stays too far from 0 for a short series: n
  /// different values leave a mean square of n!/nⁿ at high frequencies.
  private static let fewestForSeries = 24

  /// How many frequencies, multiples of `step`, a Fourier series takes so that all others together
  /// change the distribution function by at most 5e-9, which is 1e-7 of a half-width at a level of
  /// 99 %; `nil` if that are more than `most`, or was not shown.
  ///
  /// A frequency ω = k·`step` adds at most |φ(ω)|/(πk) to the distribution function anywhere, and as
  /// much at the lower bound, which is subtracted. Between frequencies that are Δ apart |φₛ| exceeds
  /// the larger of its values there by at most Δ²·vₛ/8, since its second derivative is at most the
  /// variance vₛ.
  ///
  /// - Complexity: O(values^1.5), about 20 µs for thirty values.
  func frequenciesNeeded(step: Double, most: Int) -> Int? {
    guard drawCount >= Self.fewestForSeries,
      let variance = Self.commonVariance(
        segments.map(\.variance), counts: segments.map(\.deviations.count))
    else { return nil }
    let spacing = 0.5 / variance.squareRoot()
    let cells = Int(clamped: min((Self.finestFrequency / spacing).rounded(.up), 1e9))
      .roundedUp(to: 8)
    guard cells <= 1 << 14 else { return nil }
    var bounds = [Double](repeating: 1, count: cells)
    for segment in segments {
      var means = CharacteristicSums(count: cells + 8)
      means.add(segment.deviations, step: spacing)
      means.multiply(
        &bounds, draws: segment.draws, added: spacing * spacing * segment.variance / 8)
    }
    // A cell k lies between spacing·(k + 1) and spacing·(k + 2), and has 1 + spacing/step of the
    // frequencies, or less.
    let factor = 2 * (1 + step / spacing) / .pi
    var left = 5e-9
    let last = bounds.indices.last { k in
      left -= factor * bounds[k] / Double(k + 1)
      return left < 0
    }
    let count = Int(clamped: (spacing * Double((last ?? 0) + 2) / step).rounded(.up))
    return count <= most ? count : nil
  }

  /// How far from `frequency` on the moments alone keep the modulus below exp(−`needed`).
  ///
  /// |φₛ(ω)|² is the mean of cos ω(x − x') over all pairs of values, and cos y ≤ 1 − y²/2 + y⁴/24,
  /// so log |φ(ω)| ≤ (−ω² + bω⁴)/2 for the standardised sum, b = Σ nₛ·(m₄ + 3v²)/12.
  private func boundedByMoments(from frequency: Double, needed: Double) -> Double {
    let b = segments.reduce(0) {
      let fourth = $1.fourthMoment + 3 * $1.variance * $1.variance
      return $0 + Double($1.draws) * fourth / 12
    }
    let square = frequency * frequency
    guard square - b * square * square >= 2 * needed else { return frequency }
    // The larger root of bx² − x + 2·needed, which is real because `square` lies between the two.
    return ((1 + max(0, 1 - 8 * b * needed).squareRoot()) / (2 * b)).squareRoot()
  }

  /// Whether every `valuesApart`-th value shows that the modulus stays below exp(−`needed`).
  ///
  /// Any r of a segment's n values show it: |φₛ| ≤ 1 − (r/n)·(1 − |φᵣ|). Between frequencies that
  /// are Δ apart |φᵣ| exceeds the larger of its values there by at most Δ²·vᵣ/8, since its second
  /// derivative is at most the variance vᵣ.
  private func isNegligible(
    from first: Double, to last: Double, valuesApart: Int, needed: Double
  ) -> Bool {
    let parts = segments.map { segment in
      stride(from: 0, to: segment.deviations.count, by: valuesApart)
        .map { segment.deviations[$0] }.centered
    }
    let variances = parts.map { $0.reduce(0) { $0 + $1 * $1 } / Double($0.count) }
    guard let variance = Self.commonVariance(variances, counts: parts.map(\.count)) else {
      return false
    }
    let step = first / max(8, (first * variance.squareRoot()).rounded(.up))
    let count = Int(clamped: min((last / step).rounded(.up), 1e9)) + 1
    guard count <= 8192 else { return false }
    let start = Int(clamped: min((first / step).rounded(), 1e9)) - 1
    var exponents = [Double](repeating: 0, count: count - start)
    for (index, part) in parts.enumerated() where variances[index] > 0 {
      let means = HarmonicMeans(of: part, step: step, count: count)
      let moduli = (start..<count).map {
        let (x, y) = (1 + means.cosinesLessOne[$0], means.sines[$0])
        return (x * x + y * y).squareRoot()
      }
      let draws = Double(segments[index].draws)
      let share = Double(part.count) / Double(segments[index].deviations.count)
      let between = step * step * variances[index] / 8
      for k in moduli.indices {
        let modulus = min(1, max(moduli[k], moduli[min(k + 1, moduli.count - 1)]) + between)
        exponents[k] -= draws * Double.log(onePlus: -share * (1 - modulus))
      }
    }
    return exponents.allSatisfy { $0 >= needed }
  }

  /// The least variance such that half of the values are in segments of at most that variance;
  /// `nil` if none of them varies.
  private static func commonVariance(_ variances: [Double], counts: [Int]) -> Double? {
    let varying = zip(variances, counts).filter { $0.0 > 0 }.sorted { $0.0 < $1.0 }
    let half = varying.reduce(0) { $0 + $1.1 } / 2
    var seen = 0
    return varying.first {
      seen += $0.1
      return seen >= half
    }?.0
  }
}

extension Array where Element == Double {
  /// The values less their mean.
  fileprivate var centered: [Double] {
    let mean = accurateMean
    return map { $0 - mean }
  }
}
