// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What becomes of the conclusions as the penalty varies, a sentence for each benchmark.
struct PenaltyCaptions {
  /// What was found.
  var study: PenaltyStudy

  /// The sentences, in the order of the study.
  var sentences: [String] {
    study.benchmarks.compactMap { benchmark in
      benchmark.verdict(at: study.options.penaltyFactor).map { verdict in
        "\(benchmark.key): \(name(of: verdict.consistency)) from \(Self.range(verdict.factors)) · "
          + "log n; you use \(NumberFormat.shortest(study.options.penaltyFactor))."
      }
    }
  }

  private func name(of consistency: Consistency?) -> String {
    consistency?.displayName ?? ClassLabel.singleMeasurement.displayName
  }

  /// A range of penalties in words: `11 to 37`.
  static func range(_ factors: ClosedRange<Double>) -> String {
    "\(number(factors.lowerBound)) to \(number(factors.upperBound))"
  }

  /// A factor of log n, with three digits.
  static func number(_ factor: Double) -> String { NumberFormat.significant(factor, digits: 3) }
}
