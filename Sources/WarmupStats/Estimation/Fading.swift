// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
internal import Synchronization

/// What the coefficients of a truncated Fourier series are multiplied by, which smooths what it is the
/// series of.
enum Fading: Hashable {
  /// exp(−x²/2), x = 3.375 at the last frequency: a normal kernel, which makes no wave out of a step.
  case normal
  /// exp(−x⁸), x = 1.36 at the last frequency: it leaves what is smooth as it is, and shows twice as
  /// much of what is not, but makes waves at steps.
  case flat

  /// The same divided by k, for k from 1 to `frequencies`, made once and kept.
  func kept(frequencies: Int) -> [Double] {
    let series = Series(fading: self, frequencies: frequencies)
    if let kept = Self.kept.withLock({ $0[series] }) { return kept }
    let made = (1...frequencies).map { k in
      factor(Double(k) / Double(frequencies)) / Double(k)
    }
    Self.kept.withLock { $0[series] = made }
    return made
  }

  private func factor(_ part: Double) -> Double {
    switch self {
    case .normal: return Double.exp(-(3.375 * part) * (3.375 * part) / 2)
    case .flat:
      let square = (1.357 * part) * (1.357 * part)
      return Double.exp(-square * square * square * square)
    }
  }

  private struct Series: Hashable {
    var fading: Fading
    var frequencies: Int
  }

  private static let kept = Mutex<[Series: [Double]]>([:])
}
