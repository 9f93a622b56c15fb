// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL

/// How well a mean is to be known.
struct Precision {
  var halfWidth: Double
  var level: Double

  /// t(1 − α/2; r − 1)·√(S²/r).
  func halfWidth(variance: Double, repetitions: Int) -> Double {
    let t = StudentT(degreesOfFreedom: Double(repetitions - 1)).quantile((1 + level) / 2)
    return t * (variance / Double(repetitions)).squareRoot()
  }

  /// The least number, from 2, of repetitions of that variance whose mean is known so well.
  func repetitions(of variance: Double) -> Int {
    var enough = 2
    while halfWidth(variance: variance, repetitions: enough) > halfWidth, enough < 1 << 40 {
      enough *= 2
    }
    var tooFew = enough / 2
    while enough > 2, enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      if halfWidth(variance: variance, repetitions: middle) <= halfWidth {
        enough = middle
      } else {
        tooFew = middle
      }
    }
    return enough
  }

  /// The cheapest numbers of repetitions of a level that adds no variance and of the level below,
  /// one repetition of which has `variance`.
  func cheapest(
    variance: Double, costAbove: Double, costBelow: Double
  ) -> (above: Int, below: Int) {
    let choices = (2...200).map { above -> (above: Int, below: Int, cost: Double) in
      let ratio = halfWidth(variance: variance, repetitions: above) / halfWidth
      let below = max(1, Int(clamped: min((ratio * ratio).rounded(.up), 1e12)))
      return (above, below, Double(above) * (costAbove + Double(below) * costBelow))
    }
    let best = choices.reduce(choices[0]) { $1.cost < $0.cost ? $1 : $0 }
    return (best.above, best.below)
  }
}
