// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension [Warning] {
  /// The same warnings, each with the option of the command that helps, where there is one.
  var advised: [Warning] {
    map { warning in
      var warning = warning
      warning.advice = warning.fact.helpfulOption ?? warning.advice
      return warning
    }
  }
}

extension Warning.Fact {
  /// What the user of the command can do.
  fileprivate var helpfulOption: String? {
    switch self {
    case .coarseTolerance, .ineffectiveTolerance: "consider --method ratio"
    case .relativeTolerance: "--tolerance sets another limit"
    default: nil
    }
  }
}
