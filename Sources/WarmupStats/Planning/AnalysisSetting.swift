// SPDX-License-Identifier: GPL-3.0-or-later

/// A value for one of the options of an analysis.
package enum AnalysisSetting: Sendable, Hashable, Codable {
  /// How far apart two segments' means may lie and still be equivalent.
  case tolerance(Tolerance)
  /// The changepoint penalty, as a factor of log n.
  case penaltyFactor(Double)
  /// The width of the window in which outliers are judged.
  case window(IterationCount)
  /// How many iterations at the end must be steady.
  case steadyTail(IterationCount)

  /// `options` with this value in its place.
  ///
  /// - Precondition: the method of the options takes such a tolerance (see ``Method/with(_:)``).
  package func applied(to options: AnalysisOptions) -> AnalysisOptions {
    var options = options
    switch self {
    case .tolerance(let tolerance):
      guard let method = options.method.with(tolerance) else {
        preconditionFailure("the method \(options.method.name.rawValue) takes no time as tolerance")
      }
      options.method = method
    case .penaltyFactor(let factor): options.penaltyFactor = factor
    case .window(let window): options.window = window
    case .steadyTail(let tail): options.steadyTail = tail
    }
    return options
  }

  /// Tolerances around the one that a method uses by default, four to each factor of ten.
  package static func tolerances(for method: Method) -> [AnalysisSetting] {
    switch method {
    // From 0.1 % to 10 % of a mean.
    case .ratio, .traini2023:
      [0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1].map { .tolerance(.fraction($0)) }
    // From 0.1 ms to 100 ms.
    case .barrett2017:
      [0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1]
        .map { .tolerance(.seconds($0)) }
    }
  }

  /// Penalties from 5 to 30 times log n, around the 15 that is the default.
  package static let penaltyFactors: [AnalysisSetting] = [
    5, 7.5, 10, 12.5, 15, 17.5, 20, 25, 30,
  ].map { .penaltyFactor($0) }

  /// Outlier windows from a fiftieth to two fifths of the iterations.
  package static let windows: [AnalysisSetting] = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4]
    .map { .window(.fraction($0)) }

  /// Steady tails from a twentieth to half of the iterations.
  package static let steadyTails: [AnalysisSetting] = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
    .map { .steadyTail(.fraction($0)) }
}
