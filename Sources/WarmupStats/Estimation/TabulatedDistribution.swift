// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL
internal import RealModule

/// A distribution function on an equally spaced grid, linear between its points.
struct TabulatedDistribution: Sendable {
  let bounds: ClosedRange<Double>
  private let probabilities: [Double]
  /// How many cells the grid has.
  var cells: Int { probabilities.count - 1 }

  /// Creates the distribution in `bounds` from φ at 2π/P, 4π/P, ….
  ///
  /// The series is that of `FourierSeriesDistribution`, summed for all points at once. If φ was
  /// truncated before it died, it is faded out by a normal kernel, a grid step and a half wide, so
  /// that atoms do not ring.
  init(
    bounds: ClosedRange<Double>, characteristicFunction: [(real: Double, imaginary: Double)],
    isTruncated: Bool
  ) {
    let frequencies = characteristicFunction.count
    // A grid that linear interpolation in it is right to 1e-6 of the probability.
    let least = isTruncated ? 2 * (frequencies + 1) : max(1 << 13, 8 * frequencies)
    let points = 1 << (Int.bitWidth - (least - 1).leadingZeroBitCount)
    let period = bounds.upperBound - bounds.lowerBound
    let step = 2 * .pi / period
    let kernelWidth = isTruncated ? 4.5 / (step * Double(frequencies + 1)) : 0
    var coefficients = [Double](repeating: 0, count: points)
    for (index, value) in characteristicFunction.enumerated() {
      let k = Double(index + 1)
      let smoothing = Double.exp(-0.5 * (k * step * kernelWidth) * (k * step * kernelWidth))
      // The conjugate of iφₖ·exp(−iωₖ·lower)/(2πk).
      let (cosine, sine) = (
        Double.cos(k * step * bounds.lowerBound), Double.sin(k * step * bounds.lowerBound)
      )
      let factor = smoothing / (2 * .pi * k)
      coefficients[2 * index + 1] = factor * (value.real * sine - value.imaginary * cosine)
      coefficients[2 * index + 2] = -factor * (value.real * cosine + value.imaginary * sine)
    }
    self.init(bounds: bounds, coefficients: coefficients)
  }

  /// Creates the distribution in `bounds` from the coefficients of what it is more than linear.
  private init(bounds: ClosedRange<Double>, coefficients: [Double]) {
    let points = coefficients.count
    var values = coefficients
    do {
      try RealFourierTransform.kept(length: points).synthesize(&values)
    } catch {
      preconditionFailure("\(error)")
    }
    // Rounding may step down by 1e-16; a distribution function does not.
    let first = values[0]
    var greatest = 0.0
    for index in values.indices {
      greatest = max(greatest, min(1, Double(index) / Double(points) + (values[index] - first)))
      values[index] = greatest
    }
    values.append(1)
    probabilities = values
    self.bounds = bounds
  }

  /// The probability of a value of at most `z`.
  func probability(atMost z: Double) -> Double {
    if z <= bounds.lowerBound { return 0 }
    if z >= bounds.upperBound { return 1 }
    let width = bounds.upperBound - bounds.lowerBound
    let position = (z - bounds.lowerBound) / width * Double(probabilities.count - 1)
    let below = min(Int(clamped: position), probabilities.count - 2)
    return probabilities[below]
      + (position - Double(below)) * (probabilities[below + 1] - probabilities[below])
  }
}

extension TabulatedDistribution {
  /// A resampled sum among others: the value scale·sum + shift.
  struct Part {
    var sum: ResampledSum
    var scale = 1.0
    var shift = 0.0
  }

  /// How many points a grid has, as a rule.
  static let usualPoints = 1 << 16

  /// The distribution of the value of one of some parts, each as likely as the others, on a grid of
  /// `points`, a multiple of 64.
  init(bounds: ClosedRange<Double>, of parts: [Part], points: Int = usualPoints) {
    var lumpy: [Int] = []
    self.init(bounds: bounds, of: parts, points: points, lumpy: &lumpy)
  }

  /// The same from so many frequencies, three eighths of the points if no number is given, telling
  /// also which parts have lumps that these are too few for: those whose mean square at all
  /// frequencies but the lowest eighth exceeds `lumps`.
  ///
  /// Values without lumps reach 9!/9⁹ = 9e-4 if they are nine, and less if they are more.
  init(
    bounds: ClosedRange<Double>, of parts: [Part], points: Int = usualPoints,
    frequencies: Int? = nil, fading: Fading = .normal, lumps: Double = 3e-3, lumpy: inout [Int]
  ) {
    let step = 2 * Double.pi / (bounds.upperBound - bounds.lowerBound)
    var sums = CharacteristicSums(count: frequencies ?? points / 8 * 3)
    for (index, part) in parts.enumerated() {
      let square = sums.add(
        part.sum, scale: part.scale, shift: part.shift - bounds.lowerBound, step: step)
      if square > lumps { lumpy.append(index) }
    }
    self.init(
      bounds: bounds,
      coefficients: Self.coefficients(
        of: sums, parts: parts.count, points: points, fading: fading))
  }

  /// The conjugates of iφₖ/(2πk) for the mean φ over the parts, faded out.
  private static func coefficients(
    of sums: CharacteristicSums, parts: Int, points: Int, fading: Fading
  ) -> [Double] {
    var coefficients = [Double](repeating: 0, count: points)
    let scale = -1 / (2 * .pi * Double(parts))
    let factors = fading.kept(frequencies: sums.count)
    for k in 1...sums.count {
      let factor = scale * factors[k - 1]
      coefficients[2 * k - 1] = factor * sums.imaginaries[k - 1]
      coefficients[2 * k] = factor * sums.reals[k - 1]
    }
    return coefficients
  }

  /// The distribution of a resampled sum on a grid of `points`.
  init(of sum: ResampledSum, points: Int) {
    self.init(bounds: sum.bounds, of: [Part(sum: sum)], points: points)
  }

  /// The distribution of a resampled sum on a grid that is fine enough for it.
  init(of sum: ResampledSum) {
    // Enough if the distribution is smooth at this scale; else it has lumps that are narrower than
    // a step, and only a finer grid keeps quantiles in them to 1e-4 of a half-width.
    var lumpy: [Int] = []
    self.init(bounds: sum.bounds, of: [Part(sum: sum)], lumpy: &lumpy)
    if !lumpy.isEmpty { self.init(of: sum, points: 1 << 18) }
  }
}
