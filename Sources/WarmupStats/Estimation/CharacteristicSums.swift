// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import RealModule

/// Characteristic functions of resampled sums at many equally spaced frequencies, added up.
///
/// Powers come from repeated squaring and the multiples of an angle from its first by rotation, so
/// that each is right to about 1e-15·k at the k-th frequency.
package struct CharacteristicSums {
  /// The real parts; index 0 is the first frequency.
  package private(set) var reals: [Double]
  /// The imaginary parts; index 0 is the first frequency.
  package private(set) var imaginaries: [Double]
  /// How many frequencies there are.
  var count: Int { reals.count }

  /// Nothing at as many frequencies, or up to seven more.
  package init(count: Int) {
    reals = [Double](repeating: 0, count: count.roundedUp(to: Int(CHARACTERISTIC_LANES)))
    imaginaries = reals
  }

  /// Adds the characteristic function of scale·sum + shift at `step`, 2·`step`, ….
  ///
  /// - Returns: the mean square of its modulus over the highest quarter of the frequencies.
  /// - Complexity: O(values · count), about 0.2 ns for each.
  @discardableResult
  mutating func add(
    _ sum: ResampledSum, scale: Double = 1, shift: Double = 0, step: Double
  ) -> Double {
    var factors = Factors()
    for segment in sum.segments {
      factors.append(segment.deviations, step: step * scale, draws: segment.draws)
    }
    if shift != 0 { factors.append([shift], step: step, draws: 1) }
    return add(factors)
  }

  /// Adds the characteristic function of a sum whose values are drawn with probabilities in
  /// proportion to exp(`tilt`·value) at `step`, 2·`step`, ….
  mutating func add(_ sum: ResampledSum, tilt: Double, step: Double) {
    var factors = Factors()
    for segment in sum.segments {
      let weights = segment.deviations.map { Double.exp(tilt * $0) }
      let total = weights.reduce(0, +)
      factors.append(
        segment.deviations, weights: weights.map { $0 / total }, step: step,
        draws: segment.draws)
    }
    _ = add(factors)
  }

  /// Adds the characteristic function of one draw from some values at `step`, 2·`step`, ….
  package mutating func add(_ values: [Double], step: Double) {
    var factors = Factors()
    factors.append(values, step: step, draws: 1)
    _ = add(factors)
  }

  private mutating func add(_ factors: Factors) -> Double {
    var memory = [Double](
      repeating: 0, count: factors.cosines.count * Int(CHARACTERISTIC_MEMORY))
    return unsafe characteristic_sums(
      factors.cosines, factors.sines, factors.weights, factors.factors, factors.factors.count,
      &memory, reals.count, &reals, &imaginaries)
  }

  /// What is drawn from, as the kernel takes it.
  private struct Factors {
    var cosines: [Double] = []
    var sines: [Double] = []
    var weights: [Double] = []
    var factors: [characteristic_factor] = []

    /// Appends draws of values with equal weights, or those given.
    mutating func append(
      _ values: [Double], weights given: [Double]? = nil, step: Double, draws: Int
    ) {
      let angles = values.count.roundedUp(to: Int(CHARACTERISTIC_ANGLES))
      for value in values {
        cosines.append(Double.cos(step * value))
        sines.append(Double.sin(step * value))
      }
      weights +=
        given ?? [Double](repeating: 1 / Double(values.count), count: values.count)
      let padding = repeatElement(0.0, count: angles - values.count)
      cosines += padding
      sines += padding
      weights += padding
      factors.append(characteristic_factor(angles: angles, draws: draws))
    }
  }
}

extension CharacteristicSums {
  /// Multiplies each bound by a bound on the modulus between its frequency and the next, to the
  /// power of `draws`: the greater of the two and `added`.
  ///
  /// - Precondition: there are eight more frequencies than bounds.
  func multiply(_ bounds: inout [Double], draws: Int, added: Double) {
    precondition(bounds.count + Int(CHARACTERISTIC_LANES) <= count, "bounds lie between values")
    unsafe bound_moduli(reals, imaginaries, bounds.count, added, draws, &bounds)
  }
}

extension Int {
  /// The least multiple of `unit` that is not less.
  func roundedUp(to unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
