// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

extension RandomNumberGenerator {
  /// A standard normal number, by the method of Box and Muller.
  mutating func nextNormal() -> Double {
    let radius = (-2 * Double.log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    return radius * Double.cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }

  /// An exponential number of mean 0 and variance 1: skewed, as times are.
  mutating func nextSkewed() -> Double {
    -Double.log(1 - Double.random(in: 0..<1, using: &self)) - 1
  }
}
