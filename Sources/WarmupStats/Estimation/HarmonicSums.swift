// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// The means of cos kθⱼ − 1 and of sin kθⱼ over some angles θⱼ, for k = 1, 2, … .
///
/// They are the real and imaginary parts of a characteristic function, less 1, at equally spaced
/// frequencies. One less is kept because near 1 that is what can be told apart: each is right to
/// about 1e-15·k of its own size, however small the angles.
struct HarmonicMeans {
  /// The mean of cos kθ − 1; index 0 is k = 1.
  var cosinesLessOne: [Double]
  /// The mean of sin kθ; index 0 is k = 1.
  var sines: [Double]

  /// Computes the means for the angles `step`·`values` and k up to `count`.
  ///
  /// Each angle's multiples come from its first by rotation, four angles at once.
  ///
  /// - Complexity: O(values · count), about 1 ns for each.
  init(of values: [Double], step: Double, count: Int) {
    var cosineSums = [SIMD4<Double>](repeating: .zero, count: count)
    var sineSums = [SIMD4<Double>](repeating: .zero, count: count)
    for start in stride(from: 0, to: values.count, by: 4) {
      var firstCosine = SIMD4<Double>.zero
      var firstSine = SIMD4<Double>.zero
      for lane in 0..<min(4, values.count - start) {
        let half = Double.sin(step * values[start + lane] / 2)
        firstCosine[lane] = -2 * half * half
        firstSine[lane] = Double.sin(step * values[start + lane])
      }
      var cosine = firstCosine
      var sine = firstSine
      for k in 0..<count {
        cosineSums[k] += cosine
        sineSums[k] += sine
        // cos(a+b) − 1 and sin(a+b) from c = cos a − 1, s = sin a and those of b.
        let next = cosine + firstCosine + cosine * firstCosine - sine * firstSine
        sine = sine + firstSine + sine * firstCosine + cosine * firstSine
        cosine = next
      }
    }
    let scale = 1 / Double(values.count)
    cosinesLessOne = cosineSums.map { $0.sum() * scale }
    sines = sineSums.map { $0.sum() * scale }
  }
}
