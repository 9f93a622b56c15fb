// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
internal import Synchronization

/// What the coefficients of a truncated Fourier series are multiplied by.
enum FadingFactors {
  /// (1 + x²/2)·exp(−x²/2)/k for k from 1 to `frequencies`, x = fading·k/`frequencies`, made once and
  /// kept.
  ///
  /// Unlike a normal kernel, whose transform is exp(−x²/2), this leaves polynomials up to the third
  /// degree as they are.
  static func kept(frequencies: Int, fading: Double) -> [Double] {
    let series = Series(frequencies: frequencies, fading: fading)
    if let kept = kept.withLock({ $0[series] }) { return kept }
    let made = (1...frequencies).map { k in
      let x = fading * Double(k) / Double(frequencies)
      return (1 + x * x / 2) * Double.exp(-x * x / 2) / Double(k)
    }
    kept.withLock { $0[series] = made }
    return made
  }

  private struct Series: Hashable {
    var frequencies: Int
    var fading: Double
  }

  private static let kept = Mutex<[Series: [Double]]>([:])
}
