// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule

extension RandomNumberGenerator {
  /// A standard normal number, by the method of Box and Muller.
  mutating func nextNormal() -> Double {
    let radius = (-2 * Double.log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    return radius * Double.cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}
