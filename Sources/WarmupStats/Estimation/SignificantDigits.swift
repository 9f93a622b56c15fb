// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

extension Double {
  /// The number with six significant digits, as descriptions of results have it.
  var inSixDigits: String {
    guard isFinite, self != 0, magnitude < 1e15 else { return "\(self)" }
    let factor = Double.exp10(5 - Double.log10(magnitude).rounded(.down))
    // A factor beyond the range of numbers says that the number is at its end.
    let rounded = factor.isNormal ? (self * factor).rounded() / factor : self
    return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }
}
