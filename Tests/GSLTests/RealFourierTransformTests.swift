// SPDX-License-Identifier: GPL-3.0-or-later

import GSL
import RealModule
import Testing

@Suite struct RealFourierTransformTests {
  /// The sum that the documentation states, term by term.
  @Test(arguments: [1, 2, 3, 8, 12, 64])
  func matchesTheSum(length: Int) throws {
    let coefficients = (0..<length).map { Double(($0 * 37 + 11) % 17) - 8 }
    func coefficient(_ k: Int) -> (real: Double, imaginary: Double) {
      if k == 0 { return (coefficients[0], 0) }
      let index = min(k, length - k)
      let sign = k <= length - k ? 1.0 : -1.0
      let hasImaginary = 2 * index < length
      return (coefficients[2 * index - 1], hasImaginary ? sign * coefficients[2 * index] : 0)
    }
    var values = coefficients
    try RealFourierTransform(length: length).synthesize(&values)
    for j in 0..<length {
      let expected = (0..<length).reduce(0.0) { sum, k in
        let angle = 2 * .pi * Double(j * k) / Double(length)
        let (real, imaginary) = coefficient(k)
        return sum + real * Double.cos(angle) - imaginary * Double.sin(angle)
      }
      #expect(abs(values[j] - expected) < 1e-11)
    }
  }
}
