// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
internal import Synchronization

/// What the coefficients of a truncated Fourier series are multiplied by.
enum FadingFactors {
  /// exp(−(fading·2k/points)²/2)/k for k from 1 to 3/8 of the points, made once and kept.
  static func kept(points: Int, fading: Double) -> [Double] {
    let grid = Grid(points: points, fading: fading)
    if let kept = kept.withLock({ $0[grid] }) { return kept }
    let made = (1...points / 8 * 3).map { k in
      let x = fading * 2 * Double(k) / Double(points)
      return Double.exp(-x * x / 2) / Double(k)
    }
    kept.withLock { $0[grid] = made }
    return made
  }

  private struct Grid: Hashable {
    var points: Int
    var fading: Double
  }

  private static let kept = Mutex<[Grid: [Double]]>([:])
}
