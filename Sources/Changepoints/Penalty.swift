// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// What a further changepoint must gain to be worth having.
///
/// Below, `n` is the number of values and `p` the number of parameters of a segment
/// (``SegmentCost/parameterCount``); all are on the scale of twice the log-likelihood. A changepoint
/// brings `p` parameters and its own position, so that the criteria count `p + 1`, as the R package
/// `changepoint` does under the same names since its version 2.
public enum Penalty: Sendable, Hashable, Codable {
  /// Schwarz's criterion, `(p + 1) ln n`, also known as SIC.
  ///
  /// G. Schwarz, "Estimating the dimension of a model", The Annals of Statistics 6 (1978) 461–464,
  /// https://doi.org/10.1214/aos/1176344136.
  case bic
  /// The modified Bayes information criterion: `(p + 2) ln n` for each changepoint, and `ln m` for
  /// each segment of `m` values, which disfavours changepoints that lie close together.
  ///
  /// N. R. Zhang and D. O. Siegmund, "A modified Bayes information criterion with applications to
  /// the analysis of comparative genomic hybridization data", Biometrics 63 (2007) 22–32,
  /// https://doi.org/10.1111/j.1541-0420.2006.00662.x. They derive it for changes in mean, with
  /// `ln(m / n)` for each segment, which is one `ln n` less per changepoint; this is the stricter
  /// form that users of R know.
  case mbic
  /// Akaike's criterion, `2 (p + 1)`; it finds far too many changepoints in long series.
  ///
  /// H. Akaike, "A new look at the statistical model identification", IEEE Transactions on
  /// Automatic Control 19 (1974) 716–723, https://doi.org/10.1109/TAC.1974.1100705.
  case aic
  /// The criterion of Hannan and Quinn, `2 (p + 1) ln ln n`, and 0 where that is negative.
  ///
  /// E. J. Hannan and B. G. Quinn, "The determination of the order of an autoregression", Journal
  /// of the Royal Statistical Society B 41 (1979) 190–195,
  /// https://doi.org/10.1111/j.2517-6161.1979.tb01072.x.
  case hannanQuinn
  /// That much for each changepoint; finite and not negative.
  case manual(Double)
  /// That many times `ln n` for each changepoint; finite and not negative.
  case multipleOfLog(Double)

  /// What one changepoint costs in a series of `count` values, whatever the segments' lengths.
  ///
  /// For ``mbic`` the segments' own terms come on top.
  package func perChangepoint(count: Int, cost: SegmentCost) -> Double {
    let parameters = Double(cost.parameterCount)
    let logCount = Double.log(Double(max(count, 1)))
    switch self {
    case .bic: return (parameters + 1) * logCount
    case .mbic: return (parameters + 2) * logCount
    case .aic: return 2 * (parameters + 1)
    case .hannanQuinn: return count < 3 ? 0 : 2 * (parameters + 1) * Double.log(logCount)
    case .manual(let value):
      precondition(value >= 0 && value.isFinite, "A penalty is finite and not negative")
      return value
    case .multipleOfLog(let factor):
      precondition(factor >= 0 && factor.isFinite, "A penalty is finite and not negative")
      return factor * logCount
    }
  }

  /// What a segment of `length` values costs for its length alone.
  func perSegment(length: Double) -> Double {
    dependsOnLengths ? Double.log(length) : 0
  }

  /// Whether segments cost anything for their lengths alone.
  var dependsOnLengths: Bool {
    if case .mbic = self { true } else { false }
  }
}
