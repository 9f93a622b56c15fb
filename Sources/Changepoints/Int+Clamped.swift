// SPDX-License-Identifier: GPL-3.0-or-later

extension Int {
  /// The whole part of `value`, or the nearest integer that there is where that is none; 0 for NaN.
  ///
  /// `Int(_:)` ends the program where a number is not finite or is out of range.
  @inlinable
  package init(clamped value: Double) {
    if let whole = Int(exactly: value.rounded(.towardZero)) {
      self = whole
    } else {
      self = value > 0 ? .max : value < 0 ? .min : 0
    }
  }
}
