// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum that is rounded to 64 bits of significand after each addition, on every processor.
///
/// R accumulates in the 80-bit numbers of x86 processors. This is the same arithmetic in integers:
/// round to nearest, ties to even. Sums that leave the range of `Double` are not looked after.
package struct ExtendedSum: Sendable {
  /// The 64 bits of the significand, the highest of them set; 0 for a sum of zero.
  private var significand: UInt64 = 0
  /// The sum's magnitude is significand · 2^exponent.
  private var exponent = 0
  private var isNegative = false

  /// A sum of nothing.
  package init() {}

  /// Adds a finite number.
  package mutating func add(_ value: Double) {
    guard value != 0 else { return }
    // Both as 64-bit significands.
    let magnitude = value.magnitude
    let ulp = magnitude.ulp
    let hidden: UInt64 = magnitude.isNormal ? 1 << 52 : 0
    let whole = magnitude.significandBitPattern | hidden
    let shift = whole.leadingZeroBitCount
    add(whole << shift, exponent: Int(ulp.exponent) - shift, isNegative: value < 0)
  }

  private mutating func add(_ other: UInt64, exponent otherExponent: Int, isNegative other2: Bool) {
    guard significand != 0 else {
      (significand, exponent, isNegative) = (other, otherExponent, other2)
      return
    }
    let isLarger =
      exponent > otherExponent || exponent == otherExponent && significand >= other
    let large = isLarger ? significand : other
    let small = isLarger ? other : significand
    let distance = abs(exponent - otherExponent)
    // Below the larger significand there is room for 62 bits; what falls out of it counts as one.
    let room = 62
    let wideLarge = UInt128(large) << room
    let wideSmall = UInt128(small) << room
    var shifted: UInt128 = distance < 128 ? wideSmall >> distance : 0
    if distance >= 128 || shifted << distance != wideSmall { shifted |= 1 }
    let isSubtraction = isNegative != other2
    let total = isSubtraction ? wideLarge - shifted : wideLarge + shifted
    let sign = isLarger ? isNegative : other2
    round(total, exponent: max(exponent, otherExponent) - room, isNegative: sign)
  }

  private mutating func round(_ total: UInt128, exponent: Int, isNegative: Bool) {
    guard total != 0 else {
      self = ExtendedSum()
      return
    }
    let excess = max(0, 128 - total.leadingZeroBitCount - 64)
    var rounded = total >> excess
    let rest = total - (rounded << excess)
    let half: UInt128 = excess > 0 ? 1 << (excess - 1) : 0
    if excess > 0, rest > half || rest == half && rounded & 1 == 1 { rounded += 1 }
    let carry = rounded >> 64 != 0
    let significand = UInt64(truncatingIfNeeded: carry ? rounded >> 1 : rounded)
    let shift = significand.leadingZeroBitCount
    self.significand = significand << shift
    self.exponent = exponent + excess + (carry ? 1 : 0) - shift
    self.isNegative = isNegative
  }

  /// The sum, rounded to the nearest `Double`.
  package var value: Double {
    // The conversion of an integer rounds to nearest, ties to even.
    let magnitude = Double(sign: .plus, exponent: exponent, significand: Double(significand))
    return isNegative ? -magnitude : magnitude
  }
}
